"""Reads a CII invoice (UN/CEFACT D22B, as Factur-X carries it)."""

from lxml import etree

from erp.billing.incoming.facts import Facts, Line, Party, Sums, Tax
from erp.billing.incoming.reading import Place

UNCEFACT = "urn:un:unece:uncefact:data:standard"
NAMES = {
    "rsm": f"{UNCEFACT}:CrossIndustryInvoice:100",
    "ram": f"{UNCEFACT}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{UNCEFACT}:UnqualifiedDataType:100",
}
SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
AGREEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
LINES = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"
TAX = "ram:ApplicableTradeTax"


def read(root: etree._Element) -> Facts:
    invoice = Place(root, NAMES)
    document, deal = invoice.under("rsm:ExchangedDocument"), invoice.under(AGREEMENT)
    money = invoice.under(SETTLEMENT)
    return Facts(
        number=document.text("ram:ID"),
        type_code=document.text("ram:TypeCode"),
        issued_on=document.day("ram:IssueDateTime/udt:DateTimeString"),
        due_on=money.day("ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString"),
        currency=money.text("ram:InvoiceCurrencyCode"),
        profile=invoice.text(".//ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"),
        seller=_party(deal.under("ram:SellerTradeParty")),
        buyer=_party(deal.under("ram:BuyerTradeParty")),
        lines=tuple(_line(one) for one in invoice.all(LINES)),
        taxes=tuple(_tax(one) for one in money.all(TAX)),
        sums=_sums(money),
        order_number=deal.text("ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"),
        preceding=money.text("ram:InvoiceReferencedDocument/ram:IssuerAssignedID"),
        iban=money.text(".//ram:PayeePartyCreditorFinancialAccount/ram:IBANID"),
    )


def _sums(money: Place) -> Sums:
    sums = money.under("ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    return Sums(
        line_total=sums.number("ram:LineTotalAmount"),
        allowances=sums.amount("ram:AllowanceTotalAmount"),
        charges=sums.amount("ram:ChargeTotalAmount"),
        net=sums.number("ram:TaxBasisTotalAmount"),
        vat=sums.number("ram:TaxTotalAmount"),
        gross=sums.number("ram:GrandTotalAmount"),
        prepaid=sums.amount("ram:TotalPrepaidAmount"),
        rounding=sums.amount("ram:RoundingAmount"),
        to_pay=sums.number("ram:DuePayableAmount"),
    )


def _party(party: Place) -> Party:
    siren = party.text("ram:SpecifiedLegalOrganization/ram:ID[@schemeID='0002']")
    where = party.under("ram:PostalTradeAddress")
    town = f"{where.text('ram:PostcodeCode')} {where.text('ram:CityName')}".strip()
    told = (where.text("ram:LineOne"), where.text("ram:LineTwo"), town, where.text("ram:CountryID"))
    return Party(
        name=party.text("ram:Name"),
        siren=siren,
        vat_number=party.text("ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']"),
        address=tuple(line for line in told if line),
        country=where.text("ram:CountryID"),
    )


def _line(line: Place) -> Line:
    quantity = "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"
    unit = line.under(quantity).element.get("unitCode", "")
    money = line.under("ram:SpecifiedLineTradeSettlement")
    price = "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount"
    summed = "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"
    return Line(
        label=line.text("ram:SpecifiedTradeProduct/ram:Name"),
        quantity=line.number(quantity),
        unit=str(unit),
        unit_price=line.number(price),
        vat_rate=money.number(f"{TAX}/ram:RateApplicablePercent"),
        net=money.number(summed),
    )


def _tax(tax: Place) -> Tax:
    return Tax(
        category=tax.text("ram:CategoryCode"),
        rate=tax.amount("ram:RateApplicablePercent"),
        base=tax.amount("ram:BasisAmount"),
        amount=tax.amount("ram:CalculatedAmount"),
    )
