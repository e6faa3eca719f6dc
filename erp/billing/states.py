"""The life of an invoice and the closed lists around it."""

from erp.core.words import N_, Word
from erp.core.workflow import Move, Workflow


class InvoiceKind(Word):
    INVOICE = "invoice", N_("Facture")
    DEPOSIT = "deposit", N_("Facture d'acompte")
    CORRECTIVE = "corrective", N_("Facture rectificative")
    CREDIT_NOTE = "credit_note", N_("Avoir")


class InvoiceState(Word):
    DRAFT = "draft", N_("Brouillon"), "muted"
    ISSUED = "issued", N_("Émise"), "info"


class PaymentMethod(Word):
    TRANSFER = "transfer", N_("Virement")
    CHEQUE = "cheque", N_("Chèque")
    CARD = "card", N_("Carte")
    CASH = "cash", N_("Espèces")
    ROUNDING = "rounding", N_("Écart de règlement, 1 € au plus")


MONEY = tuple(one for one in PaymentMethod if one is not PaymentMethod.ROUNDING)  # that moved


class Counts(Word):
    """Where a revenue enters the coefficient of deduction (CGI ann. II art. 206)."""

    BOTH = "both", N_("Les deux"), "ok"
    BELOW = "below", N_("Dénominateur seul"), "info"
    NEITHER = "neither", N_("Ni l'un ni l'autre"), "muted"


class RevenueTag(Word):
    """What VAT makes of a revenue."""

    TAXED = "taxed", N_("Taxé ou assimilé"), "ok"
    EXEMPT = "exempt", N_("Exonéré"), "info"
    OUTSIDE = "outside", N_("Hors champ"), "muted"


class Standing(Word):
    """Where an invoice stands today; computed from its date and its payments."""

    DRAFT = "draft", N_("Brouillon"), "muted"
    DUE = "due", N_("À payer"), "info"
    LATE = "late", N_("En retard"), "bad"
    PARTLY_PAID = "partly_paid", N_("Payée en partie"), "warn"
    PAID = "paid", N_("Payée"), "ok"
    CREDITED = "credited", N_("Annulée par avoir"), "muted"
    REPLACED = "replaced", N_("Remplacée"), "muted"
    TO_REFUND = "to_refund", N_("À rembourser"), "warn"
    CREDIT_NOTE = "credit_note", N_("Avoir émis"), "muted"


INVOICE = Workflow(
    issue=Move(N_("Émettre"), {InvoiceState.DRAFT}, InvoiceState.ISSUED, N_("Émise")),
)
