"""An invoice or credit note → the frozen data of its paper, with every lawful mention."""

from dataclasses import replace
from datetime import date
from typing import Any

from erp.billing import rules
from erp.billing.models import Deduction, Invoice, InvoiceLine
from erp.billing.states import InvoiceKind, InvoiceState, PaymentMethod
from erp.core.words import N_
from erp.customers.models import Customer
from erp.customers.papers import customer_block, school_block
from erp.documents import facturx
from erp.documents.facturx import Problem
from erp.documents.invoice_paper import Deposit, InvoicePaper, Kind
from erp.documents.lines import PaperLine, Totals
from erp.documents.parties import CustomerBlock
from erp.sales import papers as sales
from erp.sales.models import Order
from erp.school.models import School

KINDS: dict[InvoiceKind, Kind] = {
    InvoiceKind.INVOICE: "invoice",
    InvoiceKind.DEPOSIT: "deposit",
    InvoiceKind.CORRECTIVE: "corrective",
    InvoiceKind.CREDIT_NOTE: "credit_note",
}
MEANS = {
    PaymentMethod.TRANSFER: ("58", N_("Virement bancaire")),
    PaymentMethod.CHEQUE: ("20", N_("Chèque")),
    PaymentMethod.CARD: ("48", N_("Carte bancaire")),
    PaymentMethod.CASH: ("10", N_("Espèces")),
}
NO_PENALTY = N_("Pas de pénalités de retard pour un particulier.")
NO_RECOVERY = N_("Pas d'indemnité de recouvrement pour un particulier.")


def invoice_paper(invoice: Invoice, school: School) -> InvoicePaper:
    """The seam of the e-invoice: what is printed here is what its XML will say."""
    net, _vat, gross = rules.totals(invoice)
    paid = gross if invoice.paid_on else invoice.deducted
    return InvoicePaper(
        kind=kind_of(invoice),
        school=school_block(school),
        customer=_buyer(invoice.customer, invoice.order),
        number=invoice.number or "",
        issued_on=invoice.issued_on,
        lines=tuple(_row(line) for line in invoice.lines),
        totals=Totals(net=net, vat=rules.vat_of(invoice), gross=gross),
        to_pay=gross - paid,
        already_paid=paid,
        due_on=invoice.due_on,
        order_number=invoice.order.number,
        po_number=invoice.order.po_number,
        subject=invoice.order.subject,
        payment_terms="" if invoice.paid_on else sales.payment_terms(invoice.customer, school),
        deposits=deposits_of(invoice),
        notes=invoice.reason,
        draft=invoice.state is InvoiceState.DRAFT and invoice.number is None,
        **_payment(invoice),
        **_origin(invoice),
        **_law(invoice.customer, school),
    )


def _buyer(customer: Customer, order: Order) -> CustomerBlock:
    return customer_block(customer, order.contact, order.delivery_address)


def _law(customer: Customer, school: School) -> dict[str, Any]:
    """The notes PMD, PMT and AAB of the settings; the first two are for companies only."""
    private = customer.is_private
    return {
        "early_payment_discount": school.note_aab,
        "late_penalty": NO_PENALTY if private else school.note_pmd,
        "recovery_note": NO_RECOVERY if private else school.note_pmt,
        "consumer": sales.consumer_notes(customer, school),
        "vat_on_debits": school.vat_on_debits,
    }


def kind_of(invoice: Invoice) -> Kind:
    """An invoice that takes deposits off is their final one (frames B4, S4, M4)."""
    if invoice.deductions and invoice.kind is InvoiceKind.INVOICE:
        return "final"
    return KINDS[invoice.kind]


def problems(invoice: Invoice, school: School) -> list[Problem]:
    """All that the rules of e-invoices would refuse, each with the sentence to show."""
    return facturx.problems(invoice_paper(invoice, school))


def file_of(invoice: Invoice, school: School) -> bytes:
    """The file that is issued: pages and, inside, the XML that says the same."""
    return facturx.draw(invoice_paper(invoice, school))


def proforma(invoice: Invoice, school: School, today: date) -> InvoicePaper:
    """A draft as a proforma: dated, never numbered."""
    told = invoice_paper(invoice, school)
    return replace(told, kind="proforma", number="", issued_on=today, draft=False)


def proforma_of_order(order: Order, school: School, today: date) -> InvoicePaper:
    """What the order will be invoiced, before anything is delivered."""
    totals = sales.totals(order.lines)
    return InvoicePaper(
        kind="proforma",
        school=school_block(school),
        customer=_buyer(order.customer, order),
        number="",
        issued_on=today,
        lines=sales.paper_lines(order.lines),
        totals=totals,
        to_pay=totals.gross,
        order_number=order.number,
        po_number=order.po_number,
        subject=order.subject,
        payment_terms=sales.payment_terms(order.customer, school),
        **_law(order.customer, school),
    )


def deposits_of(invoice: Invoice) -> tuple[Deposit, ...]:
    """What is taken off, deposit by deposit."""
    taken: dict[Invoice, list[Deduction]] = {}
    for one in invoice.deductions:
        taken.setdefault(one.deposit, []).append(one)
    return tuple(
        Deposit(
            number=deposit.number or "",
            issued_on=deposit.issued_on or date.min,
            net=sum((one.net for one in rows), rules.NOTHING),
            vat=sum((one.vat for one in rows), rules.NOTHING),
        )
        for deposit, rows in taken.items()
    )


def _payment(invoice: Invoice) -> dict[str, Any]:
    """How it is, or was, paid (UNTDID 4461)."""
    method = invoice.paid_by or PaymentMethod.TRANSFER
    code, words = MEANS[method]
    return {"paid_on": invoice.paid_on, "payment_code": code, "payment_means": words}


def _origin(invoice: Invoice) -> dict[str, Any]:
    """The deliveries it comes from, and the invoice it corrects or replaces."""
    slips = {line.slip_line.slip for line in invoice.lines if line.slip_line is not None}
    credited = invoice.credited or invoice.replaces
    return {
        "delivered_on": tuple(sorted({s.delivered_on for s in slips if s.delivered_on})),
        "slip_numbers": tuple(sorted(str(slip) for slip in slips)),
        "buyer_reference": invoice.customer.service_code if invoice.customer.is_public else "",
        "credited_number": credited.number or "" if credited else "",
        "credited_on": credited.issued_on if credited else None,
        "credits_deposit": bool(invoice.credited and invoice.credited.kind is InvoiceKind.DEPOSIT),
    }


def _row(line: InvoiceLine) -> PaperLine:
    return PaperLine(
        label=line.label,
        details=line.details,
        nature=sales.NATURES[line.nature],
        quantity=line.quantity,
        unit="" if line.is_rebate else sales.unit_of(line.quantity),
        unit_price=line.unit_price,
        discount_percent=line.discount_percent,
        vat_rate=line.vat_rate,
        net=line.net,
        ground=sales.ground_of(line.vat_case),
    )
