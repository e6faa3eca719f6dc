"""An invoice or credit note → the frozen data of its paper, with every lawful mention."""

from typing import Any

from erp.billing import rules
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.states import InvoiceKind, InvoiceState
from erp.customers.papers import customer_block, school_block
from erp.documents.invoice import InvoicePaper
from erp.documents.lines import PaperLine, Totals
from erp.sales import papers as sales
from erp.school.models import School


def invoice_paper(invoice: Invoice, school: School) -> InvoicePaper:
    """The seam of the e-invoice: what is printed here is what its XML will say."""
    order, ground = invoice.order, rules.ground(invoice, school)
    net, _vat, gross = rules.totals(invoice)
    return InvoicePaper(
        kind="credit_note" if invoice.kind is InvoiceKind.CREDIT_NOTE else "invoice",
        school=school_block(school),
        customer=customer_block(invoice.customer, order.contact, order.delivery_address),
        number=invoice.number or "",
        issued_on=invoice.issued_on,
        lines=tuple(_row(line) for line in invoice.lines),
        totals=Totals(net=net, vat=rules.vat_of(invoice), gross=gross),
        to_pay=gross,
        due_on=invoice.due_on,
        order_number=order.number,
        po_number=order.po_number,
        subject=order.subject,
        payment_terms=sales.payment_terms(rules.days_to_pay(invoice, school)),
        early_payment_discount=school.note_aab,
        late_penalty=school.note_pmd,
        vat_on_debits=school.vat_on_debits,
        exemption_mentions=(ground,) if ground else (),
        notes=invoice.reason,
        draft=invoice.state is InvoiceState.DRAFT and invoice.number is None,
        **_origin(invoice),
    )


def _origin(invoice: Invoice) -> dict[str, Any]:
    """The deliveries it comes from and, of a credit note, the invoice it corrects."""
    slips = {line.slip_line.slip for line in invoice.lines if line.slip_line is not None}
    credited = invoice.credited
    return {
        "delivered_on": tuple(sorted({s.delivered_on for s in slips if s.delivered_on})),
        "slip_numbers": tuple(sorted(str(slip) for slip in slips)),
        "credited_number": credited.number or "" if credited else "",
        "credited_on": credited.issued_on if credited else None,
    }


def _row(line: InvoiceLine) -> PaperLine:
    return PaperLine(
        label=line.label,
        details=line.details,
        nature=sales.NATURES[line.nature],
        quantity=line.quantity,
        unit=sales.unit_of(line.quantity),
        unit_price=line.unit_price,
        discount_percent=line.discount_percent,
        vat_rate=line.vat_rate,
        net=line.net,
    )
