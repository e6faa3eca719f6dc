"""Rules about the invoice itself: its number, its days, its notes, what it refers to."""

import re
from datetime import date

from erp.core.words import N_
from erp.documents.facturx import codes
from erp.documents.facturx.problem import Rule
from erp.documents.invoice_paper import InvoicePaper

LONGEST_NUMBER, LONGEST_REFERENCE = 20, 35  # PPF until December 2026; BR-FR-01
NUMBER = re.compile(r"[A-Za-z0-9+_/-]+")  # BR-FR-02


def number_is_wrong(number: str, longest: int) -> bool:
    return not NUMBER.fullmatch(number) or len(number) > longest


def days_of(paper: InvoicePaper) -> list[date]:
    days = [paper.issued_on, codes.due_day(paper), paper.credited_on, *paper.delivered_on]
    return [day for day in [*days, *(day for _, day in codes.preceding(paper))] if day]


def has_no_origin(paper: InvoicePaper) -> bool:
    """BR-FR-CO-04, BR-FR-CO-05; the number by BR-FR-01 and BR-FR-02."""
    if not paper.is_credit and paper.kind != "corrective":
        return False
    wrong = number_is_wrong(paper.credited_number, LONGEST_REFERENCE)
    return wrong or not paper.credited_on


def origin_is_later(paper: InvoicePaper) -> bool:
    issued = paper.issued_on or date.max
    return any(day and day > issued for _, day in codes.preceding(paper))


def is_due_before_issued(paper: InvoicePaper) -> bool:
    """BR-FR-CO-07."""
    due, issued = codes.due_day(paper), paper.issued_on
    free = paper.kind == "deposit" or paper.is_paid
    return bool(due and issued and due < issued) and not free


def deposits_are_wrong(paper: InvoicePaper) -> bool:
    """Frame B4/S4/M4 takes deposits off, and nothing else does."""
    if (paper.kind == "final") != bool(paper.deposits):
        return True
    taken = sum(deposit.gross for deposit in paper.deposits)
    wrong = any(number_is_wrong(each.number, LONGEST_REFERENCE) for each in paper.deposits)
    return wrong or taken > paper.already_paid


def is_never_due(paper: InvoicePaper) -> bool:
    """BR-CO-25: an amount to pay has its day or its terms."""
    owed = paper.to_pay > 0 and not paper.is_credit
    return owed and not (codes.due_day(paper) or paper.payment_terms.strip())


def has_the_wrong_sign(paper: InvoicePaper) -> bool:
    """Amounts of a credit note are negative on the page, positive in its XML."""
    return paper.is_credit and paper.totals.gross > 0


PAPER_RULES: tuple[Rule[InvoicePaper], ...] = (
    Rule(  # asked again once it is numbered
        "number",
        lambda paper: bool(paper.number) and number_is_wrong(paper.number, LONGEST_NUMBER),
        N_("Le numéro %(number)s dépasse 20 caractères ou contient un signe interdit."),
    ),
    Rule(
        "origin",
        has_no_origin,
        N_("Indiquez le numéro et la date de la facture d'origine."),
    ),
    Rule(
        "origin_later",
        origin_is_later,
        N_("La facture d'origine, ou l'acompte, est datée après celle-ci : vérifiez les dates."),
    ),
    Rule(
        "deposits",
        deposits_are_wrong,
        N_(
            "Les acomptes déduits ne vont pas avec cette facture : vérifiez leurs numéros et "
            "leurs montants."
        ),
    ),
    Rule(  # BR-FR-03
        "days",
        lambda paper: any(not 2000 <= day.year <= 2099 for day in days_of(paper)),
        N_("Une date n'est pas entre 2000 et 2099 : corrigez-la."),
    ),
    Rule(
        "due_on",
        is_due_before_issued,
        N_("L'échéance est avant la date d'émission : corrigez-la."),
    ),
    Rule(
        "payment_terms",
        is_never_due,
        N_("Indiquez l'échéance ou les conditions de règlement."),
    ),
    Rule(  # BR-FR-CO-09
        "paid_on",
        lambda paper: paper.is_paid and not codes.due_day(paper),
        N_("La facture est déjà payée : indiquez le jour du paiement."),
    ),
    Rule(  # BR-FR-05, note PMD; code de commerce L441-10
        "late_penalty",
        lambda paper: not paper.late_penalty.strip(),
        N_("Le texte des pénalités de retard manque : complétez les réglages de l'école."),
    ),
    Rule(  # BR-FR-05, note AAB; code de commerce L441-9
        "early_payment_discount",
        lambda paper: not paper.early_payment_discount.strip(),
        N_("Le texte sur l'escompte manque : complétez les réglages de l'école."),
    ),
    Rule(
        "sign",
        has_the_wrong_sign,
        N_("Un avoir rend de l'argent : ses quantités sont négatives."),
    ),
)
