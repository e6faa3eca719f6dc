"""Invoices and credit notes: where they stand, what is left on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, Subquery, func, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload, undefer

from erp.billing import rules
from erp.billing.models import Deduction, Invoice, InvoiceLine, Payment, Share
from erp.billing.queries.standing import GIVEN_BACK, NOTHING, standing_on
from erp.billing.rules_credit import Left
from erp.billing.states import InvoiceKind, InvoiceState, Standing
from erp.core.archive import StoredPaper
from erp.core.db import db
from erp.core.gather import hang
from erp.core.money import CENTS, PRICE
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import matches
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.delivery.states import SlipState
from erp.sales.models import Order

MOST_SLIPS = 200


HEAD = (
    joinedload(Invoice.customer),
    joinedload(Invoice.order).joinedload(Order.contact),
    joinedload(Invoice.credited),
)
SLIP = joinedload(InvoiceLine.slip_line).joinedload(DeliverySlipLine.slip)
WHOLE = (
    *HEAD,
    selectinload(Invoice.deductions).joinedload(Deduction.deposit),
    selectinload(Invoice.lines).options(SLIP),
    selectinload(Invoice.shares).joinedload(Share.payment).joinedload(Payment.recorded_by),
    selectinload(Invoice.shares).joinedload(Share.note),
    selectinload(Invoice.used).joinedload(Share.invoice),
    selectinload(Invoice.used).joinedload(Share.refund),
    selectinload(Invoice.credit_notes),
)


def invoice_to_issue(invoice_id: int) -> Invoice | None:
    """With all that its paper says."""
    found = _to_issue.one(invoice_id)
    if found is not None:
        hang(found, "lines", _lines_of.all(invoice_id))
        hang(found, "deductions", _deductions_of.all(invoice_id))
    return found


@prepared
def _to_issue(invoice_id: int) -> Select[Invoice]:
    return select(Invoice).filter_by(id=invoice_id).options(*HEAD)


@prepared
def _lines_of(invoice_id: int) -> Select[InvoiceLine]:
    chosen = select(InvoiceLine).filter_by(invoice_id=invoice_id).order_by(InvoiceLine.position)
    return chosen.options(SLIP)


@prepared
def _deductions_of(invoice_id: int) -> Select[Deduction]:
    chosen = select(Deduction).filter_by(invoice_id=invoice_id).order_by(Deduction.id)
    return chosen.options(joinedload(Deduction.deposit))


def invoice(invoice_id: int, *, customer_id: int | None = None) -> Invoice | None:
    """With its lines, what pays it and its credit notes. For `customer_id`: only theirs, once issued."""
    return _shown_to(customer_id, _invoice.one(invoice_id))


def invoice_on_paper(invoice_id: int, *, customer_id: int | None = None) -> Invoice | None:
    """To hand its file over: what is asked of it beside is read when it is asked."""
    return _shown_to(customer_id, _on_paper.one(invoice_id))


def _shown_to(customer_id: int | None, found: Invoice | None) -> Invoice | None:
    if found is None or customer_id is None:
        return found
    is_issued = found.state is InvoiceState.ISSUED
    return found if is_issued and found.customer_id == customer_id else None


@prepared
def _invoice(invoice_id: int) -> Select[Invoice]:
    return select(Invoice).filter_by(id=invoice_id).options(*WHOLE)


@prepared
def _on_paper(invoice_id: int) -> Select[Invoice]:
    paper = joinedload(Invoice.paper).undefer(StoredPaper.content)
    return select(Invoice).filter_by(id=invoice_id).options(paper)


def invoices(
    words: str = "",
    *,
    today: date,
    standing: Standing | None = None,
    customer_id: int | None = None,
    after: int | None = None,
) -> Page[Invoice]:
    """For `customer_id`: only theirs, once issued."""
    chosen = select(Invoice).where(*matches(Invoice, words))
    if customer_id is not None:
        chosen = chosen.filter_by(customer_id=customer_id, state=InvoiceState.ISSUED)
    if standing is not None:
        chosen = chosen.where(standing_on(today) == standing.value)
    load = (joinedload(Invoice.customer), joinedload(Invoice.order))
    return paginate(chosen.options(*load), Invoice.id, after)


def papers_issued(customer_id: int, *, since: date, until: date) -> Sequence[StoredPaper]:
    """The PDFs of their invoices and credit notes, the newest first; at most MOST_PAPERS."""
    chosen = (
        select(StoredPaper)
        .join(Invoice, Invoice.paper_id == StoredPaper.id)
        .where(Invoice.customer_id == customer_id, Invoice.issued_on.between(since, until))
        .filter(Invoice.state == InvoiceState.ISSUED)
        .options(undefer(StoredPaper.content))
    )
    return db.session.scalars(chosen.order_by(Invoice.id.desc()).limit(MOST_PAPERS)).all()


MOST_PAPERS = 200


def invoices_of_order(order_id: int, *, issued_only: bool = False) -> Sequence[Invoice]:
    chosen = select(Invoice).filter_by(order_id=order_id).order_by(Invoice.id)
    if issued_only:
        chosen = chosen.filter_by(state=InvoiceState.ISSUED)
    return db.session.scalars(chosen).all()


def _taken() -> Subquery:
    """How much of each delivered line is on an invoice, drafts included.

    What was replaced, or credited whole, is free again; pieces given back in part stay invoiced.
    """
    replaced = select(Invoice.replaces_id).where(Invoice.replaces_id.is_not(None))
    undone = (GIVEN_BACK < NOTHING) & (Invoice.gross == -GIVEN_BACK)
    return (
        select(InvoiceLine.slip_line_id, func.sum(InvoiceLine.quantity).label("quantity"))
        .join(Invoice)
        .where(InvoiceLine.slip_line_id.is_not(None), Invoice.kind != InvoiceKind.CREDIT_NOTE)
        .where(Invoice.id.not_in(replaced), ~undone)
        .group_by(InvoiceLine.slip_line_id)
        .subquery()
    )


def _left() -> Any:
    """(slip, its line, the quantity on no invoice), where there is some; credited, it is free."""
    taken = _taken()
    left = type_coerce(DeliverySlipLine.quantity - func.coalesce(taken.c.quantity, 0), PRICE)
    told: Any = select(DeliverySlipLine.slip_id, DeliverySlipLine.id, left.label("left"))
    return told.outerjoin(taken, taken.c.slip_line_id == DeliverySlipLine.id).where(
        DeliverySlipLine.quantity > func.coalesce(taken.c.quantity, 0)
    )


@dataclass(frozen=True)
class LeftOnSlips:
    """What is on no invoice yet: by line, and the slips that still have some."""

    lines: Mapping[int, Decimal]
    slips: Collection[int]


def left_on_slips(slip_ids: Collection[int]) -> LeftOnSlips:
    rows = _left_on.columns(list(slip_ids))
    return LeftOnSlips({one.id: one.left for one in rows}, {one.slip_id for one in rows})


@prepared
def _left_on(slip_ids: list[int]) -> Any:
    return _left().where(DeliverySlipLine.slip_id.in_(slip_ids))


def left_for(line: InvoiceLine) -> Decimal | None:
    """How much this line of a draft may ask for; None when it comes from no slip."""
    if line.slip_line_id is None:
        return None
    others = left_on_slips([line.slip_line.slip_id]).lines if line.slip_line else {}
    return line.quantity + others.get(line.slip_line_id, Decimal(0))


def waiting_for_invoice() -> Select[Any]:
    """The question itself: signed slips with something on no invoice."""
    signed = select(DeliverySlip).filter_by(state=SlipState.SIGNED)
    return signed.where(DeliverySlip.id.in_(_left().with_only_columns(DeliverySlipLine.slip_id)))


def slips_to_invoice() -> Sequence[DeliverySlip]:
    """Signed and on no invoice yet, order by order, the oldest first."""
    chosen = waiting_for_invoice().order_by(DeliverySlip.order_id, DeliverySlip.id)
    load = (
        joinedload(DeliverySlip.order).joinedload(Order.customer),
        selectinload(DeliverySlip.lines).joinedload(DeliverySlipLine.order_line),
    )
    return db.session.scalars(chosen.options(*load).limit(MOST_SLIPS)).all()


def count_to_invoice() -> int:
    rows = select(func.count()).select_from(waiting_for_invoice().subquery())
    return db.session.scalar(rows) or 0


def vat_of(one: Invoice) -> rules.VatTable:
    """(rate, base, VAT) per rate, as the paper prints them."""
    return rules.vat_of(one)


def can_be_credited(one: Invoice) -> bool:
    return rules.owes(one) and not rules.is_replaced(one)


def left_to_credit(one: Invoice) -> dict[int, Left]:
    """What its credit notes leave of it, by line; a rebate takes euros and no piece."""
    left = {line.id: Left(line.quantity, line.net) for line in one.lines}
    for line_id, is_rebate, quantity, net in db.session.execute(_given_back(one.id)):
        before = left[line_id]
        pieces = before.quantity if is_rebate else before.quantity + quantity
        left[line_id] = Left(pieces, before.net + net, before.is_rebated or is_rebate)
    return left


def _given_back(invoice_id: int) -> Any:
    """(line of the invoice, rebate or not, quantity, net), both below zero."""
    about = (InvoiceLine.credited_line_id, InvoiceLine.is_rebate)
    quantity = type_coerce(func.sum(InvoiceLine.quantity), PRICE)
    net = type_coerce(func.sum(InvoiceLine.net), CENTS)
    rows: Any = select(*about, quantity, net)
    return rows.join(Invoice).where(Invoice.credited_id == invoice_id).group_by(*about)
