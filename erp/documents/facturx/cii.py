"""The invoice as UN/CEFACT CII, profile EN 16931 of Factur-X, in the order of its XSD.

Built with lxml rather than with the library factur-x, which would compute the totals a second
time, changes its dictionary with its versions and takes 0.7 s to import.
"""

from decimal import Decimal

from lxml import etree

from erp.documents.facturx import codes
from erp.documents.facturx.cii_lines import item, rate
from erp.documents.facturx.cii_parts import (
    Node,
    address,
    amount,
    buyer,
    cents,
    group,
    leaf,
    moment,
    node,
    seller,
)
from erp.documents.invoice_paper import TRANSFERS, InvoicePaper
from erp.documents.vat import EU_SUPPLY, OUTSIDE

GUIDELINE = "urn:cen.eu:en16931:2017"
RELATED = "916"
CREDIT_TERMS = "Avoir à déduire de la facture d'origine ou à rembourser."


def xml(paper: InvoicePaper) -> bytes:
    """The bytes of factur-x.xml: the same paper always gives the same ones."""
    root = node("rsm:CrossIndustryInvoice", context(paper), document(paper), transaction(paper))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def context(paper: InvoicePaper) -> Node:
    return node(
        "rsm:ExchangedDocumentContext",
        node(
            "ram:BusinessProcessSpecifiedDocumentContextParameter",
            node("ram:ID", codes.frame(paper)),
        ),
        node("ram:GuidelineSpecifiedDocumentContextParameter", node("ram:ID", GUIDELINE)),
    )


def document(paper: InvoicePaper) -> Node:
    return node(
        "rsm:ExchangedDocument",
        node("ram:ID", paper.number),
        node("ram:TypeCode", codes.type_code(paper)),
        moment("ram:IssueDateTime", paper.issued_on),
        *[
            node("ram:IncludedNote", node("ram:Content", words), node("ram:SubjectCode", code))
            for code, words in codes.notes(paper)
        ],
    )


def transaction(paper: InvoicePaper) -> Node:
    return node(
        "rsm:SupplyChainTradeTransaction",
        *[item(place, line, sign(paper)) for place, line in enumerate(paper.lines, start=1)],
        agreement(paper),
        delivery(paper),
        settlement(paper),
    )


def sign(paper: InvoicePaper) -> int:
    """A credit note is negative on the page; its type code says it in the XML."""
    return -1 if paper.is_credit else 1


def agreement(paper: InvoicePaper) -> Node:
    tells_vat = all(codes.category(line) != OUTSIDE for line in paper.lines)
    return node(
        "ram:ApplicableHeaderTradeAgreement",
        leaf("ram:BuyerReference", paper.buyer_reference),
        seller(paper.school, tells_vat=tells_vat),
        buyer(paper.customer, tells_vat=tells_vat),
        reference("ram:SellerOrderReferencedDocument", paper.order_number),
        reference("ram:BuyerOrderReferencedDocument", paper.po_number),
        reference("ram:ContractReferencedDocument", paper.contract_number),
        *(slips(paper) if len(paper.slip_numbers) > 1 else []),
    )


def reference(name: str, number: str) -> Node | None:
    return group(name, leaf("ram:IssuerAssignedID", number))


def slips(paper: InvoicePaper) -> list[Node]:
    """BT-16 takes one slip only: several are supporting documents (BG-24), which CII-SR-475
    wants without their name BT-123."""
    return [
        node(
            "ram:AdditionalReferencedDocument",
            node("ram:IssuerAssignedID", number),
            node("ram:TypeCode", RELATED),
        )
        for number in paper.slip_numbers
    ]


def delivery(paper: InvoicePaper) -> Node:
    """Where it is not the customer's own address, or nothing else is known: it is never empty."""
    days, customer = paper.delivered_on, paper.customer
    elsewhere = customer.delivery_address and customer.delivery_address != customer.address
    shipped = any(codes.category(line) == EU_SUPPLY for line in paper.lines)
    number = paper.slip_numbers[0] if len(paper.slip_numbers) == 1 else ""
    told = elsewhere or shipped or not (days or number)
    place = address(codes.ship_to(customer)) if told else None
    return node(
        "ram:ApplicableHeaderTradeDelivery",
        group("ram:ShipToTradeParty", leaf("ram:Name", customer.name) if shipped else None, place),
        group(
            "ram:ActualDeliverySupplyChainEvent",
            moment("ram:OccurrenceDateTime", max(days) if days else None),
        ),
        reference("ram:DespatchAdviceReferencedDocument", number),
    )


def settlement(paper: InvoicePaper) -> Node:
    return node(
        "ram:ApplicableHeaderTradeSettlement",
        None if paper.is_credit else node("ram:PaymentReference", paper.number),
        node("ram:InvoiceCurrencyCode", "EUR"),
        means(paper),
        *[tax(share, sign(paper)) for share in codes.breakdown(paper)],
        period(paper),
        terms(paper),
        summation(paper),
        *[
            node(
                "ram:InvoiceReferencedDocument",
                node("ram:IssuerAssignedID", number),
                moment("ram:FormattedIssueDateTime", day, inner="qdt:DateTimeString"),
            )
            for number, day in codes.preceding(paper)
        ],
    )


def means(paper: InvoicePaper) -> Node | None:
    """BG-16; a credit note asks for no payment."""
    if paper.is_credit:
        return None
    account, bank = None, None
    if paper.payment_code in TRANSFERS:
        iban, bic = ("".join(code.split()) for code in (paper.school.iban, paper.school.bic))
        account = group("ram:PayeePartyCreditorFinancialAccount", leaf("ram:IBANID", iban))
        bank = group("ram:PayeeSpecifiedCreditorFinancialInstitution", leaf("ram:BICID", bic))
    return node(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        node("ram:TypeCode", paper.payment_code),
        leaf("ram:Information", paper.payment_means),
        account,
        bank,
    )


def tax(share: codes.VatShare, sign: int) -> Node:
    return node(
        "ram:ApplicableTradeTax",
        amount("ram:CalculatedAmount", share.amount * sign),
        node("ram:TypeCode", "VAT"),
        leaf("ram:ExemptionReason", share.reason),
        amount("ram:BasisAmount", share.base * sign),
        node("ram:CategoryCode", share.category),
        leaf("ram:ExemptionReasonCode", share.code),
        leaf("ram:DueDateTypeCode", share.due),
        rate(share.category, share.rate),
    )


def period(paper: InvoicePaper) -> Node | None:
    """BG-14, when several deliveries make one invoice."""
    days = paper.delivered_on
    if len(set(days)) < 2:
        return None
    return node(
        "ram:BillingSpecifiedPeriod",
        moment("ram:StartDateTime", min(days)),
        moment("ram:EndDateTime", max(days)),
    )


def terms(paper: InvoicePaper) -> Node | None:
    """BR-CO-25: an amount due has its day or its terms."""
    said = paper.payment_terms or (CREDIT_TERMS if paper.is_credit else "")
    return group(
        "ram:SpecifiedTradePaymentTerms",
        leaf("ram:Description", said),
        moment("ram:DueDateDateTime", codes.due_day(paper)),
    )


def summation(paper: InvoicePaper) -> Node:
    totals, way = paper.totals, sign(paper)
    vat = sum((value for _, _, value in totals.vat), Decimal(0))
    paid = amount("ram:TotalPrepaidAmount", paper.already_paid * way)
    return node(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        amount("ram:LineTotalAmount", totals.net * way),
        amount("ram:TaxBasisTotalAmount", totals.net * way),
        node("ram:TaxTotalAmount", cents(vat * way), currencyID="EUR"),
        amount("ram:GrandTotalAmount", totals.gross * way),
        paid if paper.already_paid else None,
        amount("ram:DuePayableAmount", paper.to_pay * way),
    )
