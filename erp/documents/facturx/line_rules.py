"""Rules about lines, VAT and totals: what the schematrons compute again."""

import re
from collections import defaultdict
from decimal import Decimal

from erp.core.words import N_
from erp.documents.facturx import codes
from erp.documents.facturx.problem import Rule
from erp.documents.invoice_paper import InvoicePaper
from erp.documents.lines import PaperLine
from erp.documents.vat import CATEGORIES, EU_SUPPLY, EXPORT, OUTSIDE, STANDARD, ZERO

RATES = frozenset(  # BR-FR-16
    map(
        Decimal,
        [
            "0",
            "2.1",
            "5.5",
            "10",
            "20",
            "8.5",
            "13",
            "0.9",
            "1.05",
            "1.75",
            "7",
            "9.2",
            "9.6",
            "19.6",
            "20.6",
        ],
    )
)
EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
CENT = Decimal("0.01")
REASON = re.compile(r"VATEX-(EU|FR)-[A-Z0-9-]+")
UNIT = re.compile(r"[A-Z0-9]{2,3}")


def places(value: Decimal) -> int:
    """How many decimals are needed to write it."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 99


def categories(paper: InvoicePaper) -> set[str]:
    return {codes.category(line) for line in paper.lines}


def has_no_ground(line: PaperLine) -> bool:
    """BR-E-10 and its sisters; CGI ann. II art. 242 nonies A, 12°."""
    ground = line.ground
    if line.vat_rate:
        return False
    if not ground or ground.category not in CATEGORIES - {STANDARD}:
        return True
    return ground.category != ZERO and not (ground.code or ground.mention)


def is_taxed_and_exempt(line: PaperLine) -> bool:
    return bool(line.vat_rate and line.ground and line.ground.category != STANDARD)


def has_unknown_code(line: PaperLine) -> bool:
    code = line.ground.code if line.ground else ""
    return bool(code) and not REASON.fullmatch(code)


def net_is_wrong(line: PaperLine) -> bool:
    """To the cent: credit notes in several parts give back the invoice's cents."""
    whole = line.quantity * line.unit_price * (100 - line.discount_percent) / 100
    return places(line.net) > 2 or abs(whole - line.net) > CENT


LINE_RULES: tuple[Rule[PaperLine], ...] = (
    Rule(
        "line_label",  # BR-25
        lambda line: not line.label.strip(),
        N_("Ligne %(place)s : écrivez la désignation."),
    ),
    Rule(
        "line_price",  # BR-27, BR-FR-DEC-03
        lambda line: line.unit_price < 0,
        N_(
            "Ligne %(place)s, « %(label)s » : le prix unitaire est négatif. "
            "Mettez plutôt une quantité négative."
        ),
    ),
    Rule(
        "line_price_decimals",  # BR-FR-DEC-03
        lambda line: places(line.unit_price) > 6,
        N_("Ligne %(place)s, « %(label)s » : le prix unitaire a plus de 6 décimales."),
    ),
    Rule(
        "line_quantity_decimals",  # BR-FR-DEC-02
        lambda line: places(line.quantity) > 4,
        N_("Ligne %(place)s, « %(label)s » : la quantité a plus de 4 décimales."),
    ),
    Rule(
        "line_discount",
        lambda line: not 0 <= line.discount_percent <= 100,
        N_("Ligne %(place)s, « %(label)s » : la remise n'est pas entre 0 et 100 %%."),
    ),
    Rule(
        "line_unit",  # BR-CL-23
        lambda line: not UNIT.fullmatch(codes.unit_code(line)),
        N_("Ligne %(place)s, « %(label)s » : l'unité n'a pas de code UN/ECE, choisissez-la."),
    ),
    Rule(
        "line_vat_rate",  # BR-FR-16
        lambda line: line.vat_rate not in RATES,
        N_("Ligne %(place)s, « %(label)s » : %(rate)s %% n'est pas un taux de TVA permis."),
    ),
    Rule(
        "line_vat_ground",
        has_no_ground,
        N_("Ligne %(place)s, « %(label)s » : choisissez pourquoi la TVA n'est pas due."),
    ),
    Rule(
        "line_vat_both",  # BR-AE-05, BR-E-05, BR-G-05, BR-IC-05
        is_taxed_and_exempt,
        N_(
            "Ligne %(place)s, « %(label)s » : une ligne sans TVA ne peut pas avoir un taux de "
            "%(rate)s %%."
        ),
    ),
    Rule(
        "line_vat_code",  # BR-CL-22
        has_unknown_code,
        N_("Ligne %(place)s, « %(label)s » : le code d'exonération de TVA n'existe pas."),
    ),
    Rule(
        "line_net",
        net_is_wrong,
        N_(
            "Ligne %(place)s, « %(label)s » : le montant n'est pas quantité × prix, remise "
            "déduite. Enregistrez la ligne à nouveau."
        ),
    ),
)


def vat_is_not_the_lines(paper: InvoicePaper) -> bool:
    """BR-S-08 and its sisters; BR-CO-17 forgives less than one euro."""
    bases: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in paper.lines:
        bases[line.vat_rate] += line.net
    printed = {rate: base for rate, base, _ in paper.totals.vat}
    far = any(abs(base * rate / 100 - vat) >= 1 for rate, base, vat in paper.totals.vat)
    return printed != dict(bases) or far


def totals_are_wrong(paper: InvoicePaper) -> bool:
    """BR-CO-10, BR-CO-14, BR-CO-15, BR-CO-16."""
    totals = paper.totals
    vat = sum((amount for _, _, amount in totals.vat), Decimal(0))
    net = sum((line.net for line in paper.lines), Decimal(0))
    sums = (totals.net, totals.gross, paper.to_pay)
    return sums != (net, net + vat, net + vat - paper.already_paid)


def amounts_are_not_cents(paper: InvoicePaper) -> bool:
    """BR-FR-DEC-01, BR-DEC-09 to BR-DEC-20."""
    totals = paper.totals
    told = [totals.net, totals.gross, paper.to_pay, paper.already_paid]
    told += [value for _, base, amount in totals.vat for value in (base, amount)]
    return any(places(value) > 2 for value in told)


def stays_in_france(paper: InvoicePaper) -> bool:
    """BR-IC-12: goods to another member state arrive there."""
    ship_to = codes.ship_to(paper.customer).country
    return EU_SUPPLY in categories(paper) and ship_to not in EU - {"FR"}


def stays_in_the_union(paper: InvoicePaper) -> bool:
    return EXPORT in categories(paper) and codes.ship_to(paper.customer).country in EU


VAT_RULES: tuple[Rule[InvoicePaper], ...] = (
    Rule("lines", lambda paper: not paper.lines, N_("La facture n'a aucune ligne.")),  # BR-16
    Rule(
        "vat_outside",  # BR-O-11, BR-O-12
        lambda paper: OUTSIDE in categories(paper) and len(categories(paper)) > 1,
        N_("Ce qui est hors du champ de la TVA se facture à part : faites deux factures."),
    ),
    Rule(
        "delivery_date",  # BR-IC-11
        lambda paper: EU_SUPPLY in categories(paper) and not paper.delivered_on,
        N_("Une livraison dans l'Union européenne doit dire sa date : indiquez-la."),
    ),
    Rule(
        "delivery_country",
        stays_in_france,
        N_(
            "Sans TVA vers l'Union européenne, la marchandise doit arriver dans un autre État "
            "membre : corrigez le pays de livraison."
        ),
    ),
    Rule(
        "export_country",
        stays_in_the_union,
        N_("Une exportation quitte l'Union européenne : corrigez le pays de livraison."),
    ),
    Rule(
        "vat_totals",
        vat_is_not_the_lines,
        N_("La TVA n'est pas celle des lignes : enregistrez la facture à nouveau."),
    ),
    Rule(
        "totals",
        totals_are_wrong,
        N_("Les totaux ne sont pas la somme des lignes : enregistrez la facture à nouveau."),
    ),
    Rule(
        "cents",
        amounts_are_not_cents,
        N_("Un total a plus de deux décimales : enregistrez la facture à nouveau."),
    ),
)
