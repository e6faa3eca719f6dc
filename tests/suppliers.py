"""Files that a supplier sends: the same invoice as Factur-X, as CII and as UBL."""

from datetime import date

from erp.demo.suppliers import STEEL, supplier_file, supplier_paper
from erp.documents import facturx
from erp.school.models import School

DAY = date(2026, 11, 12)
ROWS = [("Barre 42CrMo4 Ø35", "12.5", "kg", "4.20"), ("Tôle 5083 ép. 15", "3", "pièces", "61.90")]


def a_paper(number="AL-2026-118", buyer_siren="100000009"):
    school = School(
        name="École",
        street="12 quai",
        postal_code="38000",
        city="Pont",
        siret=f"{buyer_siren}00017",
    )
    return supplier_paper(number, DAY, ROWS, school=school)


def a_pdf(**facts) -> bytes:
    return supplier_file(a_paper(**facts))


def an_xml(**facts) -> bytes:
    return facturx.xml(a_paper(**facts))


def a_ubl(number="AL-2026-118") -> bytes:
    paper = a_paper()
    lines = "".join(
        f"<cac:InvoiceLine><cbc:ID>{n}</cbc:ID>"
        f'<cbc:InvoicedQuantity unitCode="C62">{line.quantity}</cbc:InvoicedQuantity>'
        f'<cbc:LineExtensionAmount currencyID="EUR">{line.net}</cbc:LineExtensionAmount>'
        f"<cac:Item><cbc:Name>{line.label}</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>"
        "<cbc:Percent>20</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>"
        f"<cac:Price><cbc:PriceAmount>{line.unit_price}</cbc:PriceAmount></cac:Price>"
        "</cac:InvoiceLine>"
        for n, line in enumerate(paper.lines, 1)
    )
    totals = paper.totals
    _, base, vat = totals.vat[0]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{paper.issued_on}</cbc:IssueDate>
<cbc:DueDate>{paper.due_on}</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity>
<cbc:RegistrationName>{STEEL.name}</cbc:RegistrationName>
<cbc:CompanyID schemeID="0002">{STEEL.siren}</cbc:CompanyID>
</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity>
<cbc:RegistrationName>École</cbc:RegistrationName>
<cbc:CompanyID schemeID="0002">100000009</cbc:CompanyID>
</cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{vat}</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount>{base}</cbc:TaxableAmount><cbc:TaxAmount>{vat}</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent></cac:TaxCategory>
</cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>{totals.net}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount>{totals.net}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount>{totals.gross}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount>{totals.gross}</cbc:PayableAmount></cac:LegalMonetaryTotal>
{lines}</Invoice>""".encode()
