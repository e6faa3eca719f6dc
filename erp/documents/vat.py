"""Why a line bears no VAT: the category of EN 16931, its reason code, and the words of the law."""

from dataclasses import dataclass

from erp.core.words import N_

STANDARD, EXEMPT, REVERSE, EU_SUPPLY = "S", "E", "AE", "K"
EXPORT, OUTSIDE, ZERO = "G", "O", "Z"
CATEGORIES = frozenset({STANDARD, EXEMPT, REVERSE, EU_SUPPLY, EXPORT, OUTSIDE, ZERO})


@dataclass(frozen=True)
class VatGround:
    """`category` is BT-151, `code` a VATEX code (BT-121), `mention` is printed (BT-120)."""

    category: str
    code: str
    mention: str


# The cases of a production school; the key is what a record may store.
GROUNDS = {
    "subcontracted_works": VatGround(
        REVERSE, "VATEX-FR-AE", N_("Autoliquidation – art. 283-2 nonies du CGI")
    ),
    "eu_goods": VatGround(
        EU_SUPPLY, "VATEX-EU-IC", N_("Exonération de TVA – art. 262 ter I du CGI")
    ),
    "eu_services": VatGround(
        REVERSE,
        "VATEX-EU-AE",
        N_("Autoliquidation – art. 283-2 du CGI, art. 44 de la directive 2006/112/CE"),
    ),
    "export": VatGround(EXPORT, "VATEX-EU-G", N_("Exonération de TVA – art. 262 I du CGI")),
    "teaching": VatGround(
        EXEMPT, "VATEX-FR-CGI261-4", N_("Exonération de TVA – art. 261-4-4° a du CGI")
    ),
    "non_profit": VatGround(
        EXEMPT, "VATEX-FR-CGI261-7", N_("Exonération de TVA – art. 261-7-1° b du CGI")
    ),
    "franchise": VatGround(
        EXEMPT, "VATEX-FR-FRANCHISE", N_("TVA non applicable, art. 293 B du CGI")
    ),
    "outside": VatGround(OUTSIDE, "VATEX-EU-O", N_("Opération hors du champ de la TVA")),
}

# Exempt by CGI 261: outside e-invoicing (CGI 289 bis).
NOT_E_INVOICED = frozenset({"VATEX-FR-CGI261-4", "VATEX-FR-CGI261-7", "VATEX-EU-O"})
