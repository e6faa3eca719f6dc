"""The life of a supplier's invoice, and the formats it comes in."""

from erp.core.words import N_, Word
from erp.core.workflow import Move, Workflow


class Format(Word):
    FACTUR_X = "facturx", N_("Factur-X")
    CII = "cii", N_("CII")
    UBL = "ubl", N_("UBL")
    TYPED = "typed", N_("Saisie à la main")


class SupplierInvoiceState(Word):
    RECEIVED = "received", N_("À approuver"), "warn"
    APPROVED = "approved", N_("À payer"), "info"
    REFUSED = "refused", N_("Refusée"), "bad"
    PAID = "paid", N_("Payée"), "ok"


S = SupplierInvoiceState
SUPPLIER_INVOICE = Workflow(
    approve=Move(N_("Approuver"), {S.RECEIVED}, S.APPROVED, N_("Approuvée")),
    refuse=Move(N_("Refuser"), {S.RECEIVED}, S.REFUSED, N_("Refusée")),
    pay=Move(N_("Noter le paiement"), {S.APPROVED}, S.PAID, N_("Paiement transmis")),
)
