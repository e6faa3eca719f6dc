"""What fictional suppliers send to the school: their own Factur-X files."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from erp.core.money import vat_by_rate
from erp.documents import facturx
from erp.documents.invoice_paper import InvoicePaper
from erp.documents.lines import GOODS, PaperLine, Totals
from erp.documents.parties import HOME, CustomerBlock, SchoolBlock
from erp.documents.vat import GROUNDS
from erp.school.models import School

STEEL = SchoolBlock(
    name="Aciers du Lac",
    legal_form="SARL",
    address=("3 route du Port", "74000 Annelac"),
    siren="800000002",
    siret="80000000200017",
    vat_number="FR22800000002",
    phone="04 65 71 20 30",
    email="ventes@example.org",
    iban="FR1420041010050500013M02606",
)
TOOLS = replace(
    STEEL,
    name="Outillage Bellevue",
    address=("18 rue des Fraises", "69000 Rivebourg"),
    siren="900000001",
    siret="90000000100017",
    vat_number="FR68900000001",
)
CUTTERS = replace(
    STEEL,
    name="Fräswerk Nord GmbH",
    address=("Hafenstraße 4", "24103 Nordhafen"),
    legal_form="GmbH",
    siren="",
    siret="",
    vat_number="DE900000014",
    email="vertrieb@example.org",
    country="DE",
)
Row = tuple[str, str, str, str]  # label, quantity, unit, unit price


def supplier_paper(
    number: str, day: date, rows: list[Row], *, school: School, seller: SchoolBlock = STEEL
) -> InvoicePaper:
    lines = tuple(_line(row, seller.country) for row in rows)
    vat = vat_by_rate((line.vat_rate, line.net) for line in lines)
    net = sum((line.net for line in lines), Decimal(0))
    gross = net + sum((amount for _, _, amount in vat), Decimal(0))
    return InvoicePaper(
        kind="invoice",
        school=seller,
        customer=CustomerBlock(
            name=school.name, address=school.address, siren=school.siren, siret=school.siret
        ),
        number=number,
        issued_on=day,
        due_on=day + timedelta(days=30),
        delivered_on=(day,),
        lines=lines,
        totals=Totals(net=net, vat=vat, gross=gross),
        to_pay=gross,
        po_number="ACHAT-42",
        late_penalty="Trois fois le taux d'intérêt légal.",
    )


def supplier_file(paper: InvoicePaper) -> bytes:
    return facturx.draw(paper)


def _line(row: Row, country: str) -> PaperLine:
    """From elsewhere in the Union, the school owes the tax."""
    label, quantity, unit, price = row
    return PaperLine(
        label=label,
        details="",
        discount_percent=Decimal(0),
        nature=GOODS,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(price),
        vat_rate=Decimal(20 if country == HOME else 0),
        ground=None if country == HOME else GROUNDS["eu_goods"],
        net=round(Decimal(quantity) * Decimal(price), 2),
    )
