"""Rules about who sells and who buys: names, numbers, addresses."""

import re

from stdnum import iban
from stdnum.eu import vat
from stdnum.fr import siren

from erp.core.words import N_
from erp.documents.facturx import codes
from erp.documents.facturx.line_rules import categories
from erp.documents.facturx.problem import Rule
from erp.documents.invoice_paper import TRANSFERS, InvoicePaper
from erp.documents.vat import EU_SUPPLY, EXEMPT, OUTSIDE, REVERSE

LISTED = re.compile(r"[A-Za-z0-9+_.-]{1,125}")  # BR-FR-23, BR-FR-25
COUNTRY = re.compile(r"[A-Z]{2}")
PREFIXED = re.compile(r"[A-Z]{2}[0-9A-Z+*.]{2,}")  # BR-CO-09


def siret_is_wrong(siret: str, siren: str) -> bool:
    """BR-FR-09."""
    return bool(siret) and not (re.fullmatch(r"\d{14}", siret) and siret.startswith(siren))


def vat_is_wrong(number: str) -> bool:
    """The key of a number of the Union is checked; elsewhere only its country."""
    told = "".join(number.split())
    if not told:
        return False
    inside = told[:2].lower() in vat.MEMBER_STATES
    return not (vat.is_valid(told) if inside else PREFIXED.fullmatch(told))


def owes_vat(paper: InvoicePaper) -> bool:
    """BR-S-02 and its sisters: only what is exempt or outside does without a VAT number."""
    return bool(categories(paper) - {EXEMPT, OUTSIDE, ""})


def has_no_siren(paper: InvoicePaper) -> bool:
    """BR-FR-11; CGI ann. II art. 242 nonies A, 1°."""
    customer = paper.customer
    expected = customer.country == "FR" and not customer.private
    return not siren.is_valid(customer.siren) if expected or customer.siren else False


def cannot_be_reached(paper: InvoicePaper) -> bool:
    """BR-FR-12, BR-FR-21, BR-FR-23, BR-FR-25."""
    scheme, told = codes.buyer_address(paper.customer)
    if scheme != codes.DIRECTORY:
        return "@" not in told
    own = told.startswith(paper.customer.siren)
    return not LISTED.fullmatch(told) or (codes.treatment(paper) == "B2B" and not own)


SELLER_RULES: tuple[Rule[InvoicePaper], ...] = (
    Rule(  # BR-06, BR-08, BR-09
        "seller_address",
        lambda paper: not (paper.school.name.strip() and any(paper.school.address)),
        N_("L'école n'a pas de nom ou d'adresse : complétez ses réglages."),
    ),
    Rule(  # BR-FR-10, BR-FR-32
        "seller_siren",
        lambda paper: not siren.is_valid(paper.school.siren),
        N_("Le SIREN de l'école manque ou est faux : corrigez ses réglages."),
    ),
    Rule(
        "seller_siret",
        lambda paper: siret_is_wrong(paper.school.siret, paper.school.siren),
        N_("Le SIRET de l'école ne commence pas par son SIREN : corrigez ses réglages."),
    ),
    Rule(
        "seller_vat",
        lambda paper: owes_vat(paper) and not paper.school.vat_number,
        N_("Cette facture demande le numéro de TVA de l'école : complétez ses réglages."),
    ),
    Rule(
        "seller_vat_key",
        lambda paper: vat_is_wrong(paper.school.vat_number),
        N_("Le numéro de TVA de l'école est faux : corrigez ses réglages."),
    ),
    Rule(  # BR-50, BR-61
        "seller_iban",
        lambda paper: (
            not paper.is_credit
            and paper.payment_code in TRANSFERS
            and not iban.is_valid(paper.school.iban)
        ),
        N_("Un virement demande l'IBAN de l'école : complétez ses réglages."),
    ),
    Rule(  # BR-FR-13, BR-FR-23, BR-FR-25
        "seller_electronic_address",
        lambda paper: not LISTED.fullmatch(codes.seller_address(paper.school)[1]),
        N_("L'adresse de facturation électronique de l'école est fausse : corrigez ses réglages."),
    ),
)

BUYER_RULES: tuple[Rule[InvoicePaper], ...] = (
    Rule(  # BR-07, BR-10, BR-11
        "buyer_address",
        lambda paper: not (paper.customer.name.strip() and any(paper.customer.address)),
        N_("%(customer)s n'a pas de nom ou d'adresse : complétez sa fiche."),
    ),
    Rule(  # BR-11, BR-57, BR-CL-14
        "buyer_country",
        lambda paper: (
            not all(
                COUNTRY.fullmatch(country)
                for country in (paper.customer.country, codes.ship_to(paper.customer).country)
            )
        ),
        N_("Le pays de %(customer)s n'est pas un code de deux lettres : corrigez sa fiche."),
    ),
    Rule(
        "buyer_siren",
        has_no_siren,
        N_("Le SIREN de %(customer)s manque ou est faux : complétez sa fiche."),
    ),
    Rule(
        "buyer_siret",
        lambda paper: siret_is_wrong(paper.customer.siret, paper.customer.siren),
        N_("Le SIRET de %(customer)s ne commence pas par son SIREN : corrigez sa fiche."),
    ),
    Rule(  # BR-IC-02; CGI ann. II art. 242 nonies A, 3° and 4°
        "buyer_vat",
        lambda paper: (
            bool({REVERSE, EU_SUPPLY} & categories(paper)) and not paper.customer.vat_number
        ),
        N_("Sans TVA, il faut le numéro de TVA de %(customer)s : complétez sa fiche."),
    ),
    Rule(
        "buyer_vat_key",
        lambda paper: vat_is_wrong(paper.customer.vat_number),
        N_("Le numéro de TVA de %(customer)s est faux : corrigez sa fiche."),
    ),
    Rule(  # CGI 262 ter I: the buyer is identified in another member state
        "buyer_vat_abroad",
        lambda paper: EU_SUPPLY in categories(paper) and paper.customer.vat_number[:2] == "FR",
        N_("Sans TVA vers l'Union européenne, %(customer)s donne son numéro d'un autre État."),
    ),
    Rule(
        "buyer_electronic_address",
        cannot_be_reached,
        N_(
            "%(customer)s n'a pas d'adresse de facturation électronique juste : "
            "complétez sa fiche (SIREN, ligne de l'annuaire ou adresse e-mail)."
        ),
    ),
)
