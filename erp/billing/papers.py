"""An invoice or credit note → the frozen data of its paper, with every lawful mention."""

from erp.billing import rules
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.states import InvoiceKind, InvoiceState
from erp.customers.papers import customer_block, school_block
from erp.delivery.models import DeliverySlip
from erp.documents.invoice import InvoicePaper
from erp.documents.lines import GOODS, SERVICE, PaperLine, Totals
from erp.sales.states import LineNature
from erp.school.models import School

NATURES = {LineNature.GOODS: GOODS, LineNature.SERVICE: SERVICE}


def invoice_paper(invoice: Invoice, school: School) -> InvoicePaper:
    """The seam of the e-invoice: what is printed here is what its XML will say."""
    credited, order, slips = invoice.credited, invoice.order, _slips(invoice)
    return InvoicePaper(
        kind="credit_note" if invoice.kind is InvoiceKind.CREDIT_NOTE else "invoice",
        school=school_block(school),
        customer=customer_block(invoice.customer, order.contact, order.delivery_address),
        number=invoice.number or "",
        issued_on=invoice.issued_on,
        lines=tuple(_row(line) for line in invoice.lines),
        totals=_totals(invoice),
        to_pay=_totals(invoice).gross,
        due_on=invoice.due_on,
        delivered_on=tuple(sorted({s.delivered_on for s in slips if s.delivered_on})),
        slip_numbers=tuple(sorted(str(slip) for slip in slips)),
        order_number=order.number,
        po_number=order.po_number,
        subject=order.subject,
        early_payment_discount=school.note_aab,
        late_penalty=school.note_pmd,
        vat_on_debits=school.vat_on_debits,
        credited_number=credited.number or "" if credited else "",
        credited_on=credited.issued_on if credited else None,
        notes=invoice.reason,
        draft=invoice.state is InvoiceState.DRAFT and invoice.number is None,
    )


def _slips(invoice: Invoice) -> set[DeliverySlip]:
    return {line.slip_line.slip for line in invoice.lines if line.slip_line is not None}


def _totals(invoice: Invoice) -> Totals:
    net, _vat, gross = rules.totals(invoice.lines)
    return Totals(net=net, vat=rules.vat_of(invoice.lines), gross=gross)


def _row(line: InvoiceLine) -> PaperLine:
    return PaperLine(
        label=line.label,
        details=line.details,
        nature=NATURES[line.nature],
        quantity=line.quantity,
        unit="",
        unit_price=line.unit_price,
        discount_percent=line.discount_percent,
        vat_rate=line.vat_rate,
        net=line.net,
    )
