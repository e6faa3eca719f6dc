"""The lines of a CII file (BG-25), as they are printed."""

from decimal import ROUND_HALF_UP, Decimal

from erp.documents.facturx import codes
from erp.documents.facturx.cii_parts import Node, amount, decimals, leaf, node
from erp.documents.lines import PaperLine
from erp.documents.vat import OUTSIDE

DISCOUNT = "95"  # UNTDID 5189


def item(place: int, line: PaperLine, sign: int) -> Node:
    """BG-25; the price stays positive, a negative line has a negative quantity (BR-FR-DEC-03)."""
    price = node("ram:ChargeAmount", decimals(line.unit_price))
    quantity = decimals(line.quantity * sign)
    billed = node("ram:BilledQuantity", quantity, unitCode=codes.unit_code(line))
    return node(
        "ram:IncludedSupplyChainTradeLineItem",
        node("ram:AssociatedDocumentLineDocument", node("ram:LineID", str(place))),
        product(line),
        node("ram:SpecifiedLineTradeAgreement", node("ram:NetPriceProductTradePrice", price)),
        node("ram:SpecifiedLineTradeDelivery", billed),
        settled(line, sign),
    )


def product(line: PaperLine) -> Node:
    return node(
        "ram:SpecifiedTradeProduct",
        node("ram:Name", line.label),
        leaf("ram:Description", line.details),
    )


def settled(line: PaperLine, sign: int) -> Node:
    net = amount("ram:LineTotalAmount", line.net * sign)
    return node(
        "ram:SpecifiedLineTradeSettlement",
        tax_of(line),
        allowance(line, sign),
        node("ram:SpecifiedTradeSettlementLineMonetarySummation", net),
    )


def tax_of(line: PaperLine) -> Node:
    """BR-O-05: what is outside VAT has no rate, not even zero."""
    category = codes.category(line)
    return node(
        "ram:ApplicableTradeTax",
        node("ram:TypeCode", "VAT"),
        node("ram:CategoryCode", category),
        rate(category, line.vat_rate),
    )


def rate(category: str, percent: Decimal) -> Node | None:
    return None if category == OUTSIDE else node("ram:RateApplicablePercent", decimals(percent))


def allowance(line: PaperLine, sign: int) -> Node | None:
    """BG-27: what the discount takes off quantity × price to give the net that is printed."""
    if not line.discount_percent:
        return None
    whole = (line.quantity * line.unit_price).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return node(
        "ram:SpecifiedTradeAllowanceCharge",
        node("ram:ChargeIndicator", node("udt:Indicator", "false")),
        node("ram:CalculationPercent", decimals(line.discount_percent)),
        amount("ram:BasisAmount", whole * sign),
        amount("ram:ActualAmount", (whole - line.net) * sign),
        node("ram:ReasonCode", DISCOUNT),
        node("ram:Reason", "Remise"),
    )
