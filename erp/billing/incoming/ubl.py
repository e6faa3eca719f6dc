"""Reads a UBL 2.1 invoice or credit note."""

from lxml import etree

from erp.billing.incoming.facts import Facts, Line, Party, Sums, Tax
from erp.billing.incoming.reading import Place

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
NAMES = {"cac": f"{UBL}:CommonAggregateComponents-2", "cbc": f"{UBL}:CommonBasicComponents-2"}
CREDIT = f"{{{UBL}:CreditNote-2}}CreditNote"


def read(root: etree._Element) -> Facts:
    invoice, credit = Place(root, NAMES), root.tag == CREDIT
    kind, lines = ("CreditNote", "CreditNoteLine") if credit else ("Invoice", "InvoiceLine")
    return Facts(
        number=invoice.text("cbc:ID"),
        type_code=invoice.text(f"cbc:{kind}TypeCode"),
        issued_on=invoice.day("cbc:IssueDate"),
        due_on=invoice.day("cbc:DueDate") or invoice.day("cac:PaymentMeans/cbc:PaymentDueDate"),
        currency=invoice.text("cbc:DocumentCurrencyCode"),
        profile=invoice.text("cbc:CustomizationID"),
        seller=_party(invoice.under("cac:AccountingSupplierParty/cac:Party")),
        buyer=_party(invoice.under("cac:AccountingCustomerParty/cac:Party")),
        lines=tuple(_line(one, credit=credit) for one in invoice.all(f"cac:{lines}")),
        taxes=tuple(_tax(one) for one in invoice.all("cac:TaxTotal/cac:TaxSubtotal")),
        sums=_sums(invoice),
        order_number=invoice.text("cac:OrderReference/cbc:ID"),
        preceding=invoice.text("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        iban=invoice.text("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
    )


def _sums(invoice: Place) -> Sums:
    sums = invoice.under("cac:LegalMonetaryTotal")
    return Sums(
        line_total=sums.number("cbc:LineExtensionAmount"),
        allowances=sums.amount("cbc:AllowanceTotalAmount"),
        charges=sums.amount("cbc:ChargeTotalAmount"),
        net=sums.number("cbc:TaxExclusiveAmount"),
        vat=invoice.number("cac:TaxTotal/cbc:TaxAmount"),
        gross=sums.number("cbc:TaxInclusiveAmount"),
        prepaid=sums.amount("cbc:PrepaidAmount"),
        rounding=sums.amount("cbc:PayableRoundingAmount"),
        to_pay=sums.number("cbc:PayableAmount"),
    )


def _party(party: Place) -> Party:
    where = party.under("cac:PostalAddress")
    town = f"{where.text('cbc:PostalZone')} {where.text('cbc:CityName')}".strip()
    country = where.text("cac:Country/cbc:IdentificationCode")
    told = (where.text("cbc:StreetName"), where.text("cbc:AdditionalStreetName"), town, country)
    legal = party.under("cac:PartyLegalEntity")
    return Party(
        name=legal.text("cbc:RegistrationName") or party.text("cac:PartyName/cbc:Name"),
        siren=legal.text("cbc:CompanyID[@schemeID='0002']"),
        vat_number=party.text("cac:PartyTaxScheme/cbc:CompanyID"),
        address=tuple(line for line in told if line),
        country=country,
    )


def _line(line: Place, *, credit: bool) -> Line:
    quantity = "cbc:CreditedQuantity" if credit else "cbc:InvoicedQuantity"
    return Line(
        label=line.text("cac:Item/cbc:Name"),
        quantity=line.number(quantity),
        unit=str(line.under(quantity).element.get("unitCode", "")),
        unit_price=line.number("cac:Price/cbc:PriceAmount"),
        vat_rate=line.number("cac:Item/cac:ClassifiedTaxCategory/cbc:Percent"),
        net=line.number("cbc:LineExtensionAmount"),
    )


def _tax(tax: Place) -> Tax:
    return Tax(
        category=tax.text("cac:TaxCategory/cbc:ID"),
        rate=tax.amount("cac:TaxCategory/cbc:Percent"),
        base=tax.amount("cbc:TaxableAmount"),
        amount=tax.amount("cbc:TaxAmount"),
    )
