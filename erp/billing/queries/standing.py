"""Where each invoice stands: what pays it, what is left, as the database computes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, type_coerce
from sqlalchemy.orm import aliased

from erp.billing.models import Invoice, Share
from erp.billing.states import InvoiceKind, InvoiceState, Standing
from erp.core.db import db
from erp.core.money import CENTS

NOTHING = Decimal("0.00")

_note = aliased(Invoice)


def _sum_of(*conditions: ColumnElement[bool]) -> Any:
    total = select(func.coalesce(func.sum(Share.amount), NOTHING)).where(*conditions)
    return total.correlate(Invoice).scalar_subquery()


RECEIVED = _sum_of(Share.invoice_id == Invoice.id, Share.payment_id.is_not(None))
COVERED = _sum_of(Share.invoice_id == Invoice.id)
USED = _sum_of(Share.note_id == Invoice.id)
GIVEN_BACK = (  # below zero, as credit notes are
    select(func.coalesce(func.sum(_note.gross), NOTHING))
    .where(_note.credited_id == Invoice.id, _note.state == InvoiceState.ISSUED)
    .correlate(Invoice)
    .scalar_subquery()
)
_other = aliased(Invoice)
IS_REPLACED = (
    select(_other.id)
    .where(_other.replaces_id == Invoice.id, _other.state == InvoiceState.ISSUED)
    .correlate(Invoice)
    .exists()
)
# Below zero on a credit note, as what is left; deposits were invoiced apart.
OWED: Any = type_coerce(case((IS_REPLACED, 0), else_=Invoice.gross - Invoice.deducted), CENTS)
LEFT: Any = type_coerce(OWED - COVERED + USED, CENTS)


@dataclass(frozen=True)
class Tally:
    """So many invoices of one standing, and what they leave to pay (or to give back)."""

    count: int
    left: Decimal


def standing_on(today: date) -> ColumnElement[Any]:
    """Where an invoice stands, as the database computes it; the same words as Standing."""
    is_note = Invoice.kind == InvoiceKind.CREDIT_NOTE
    return case(
        (Invoice.state == InvoiceState.DRAFT, Standing.DRAFT.value),
        (is_note & (LEFT < NOTHING), Standing.TO_REFUND.value),
        (is_note, Standing.CREDIT_NOTE.value),
        (IS_REPLACED, Standing.REPLACED.value),
        ((GIVEN_BACK < NOTHING) & (Invoice.gross == -GIVEN_BACK), Standing.CREDITED.value),
        (LEFT == NOTHING, Standing.PAID.value),
        (Invoice.due_on < today, Standing.LATE.value),
        (RECEIVED != NOTHING, Standing.PARTLY_PAID.value),
        else_=Standing.DUE.value,
    )


def tallies(today: date) -> dict[Standing, Tally]:
    """How many stand where, and what is left on them, in one question."""
    told = select(standing_on(today).label("standing"), LEFT.label("left")).subquery()
    rows = select(
        told.c.standing, func.count(), type_coerce(func.sum(told.c.left), CENTS)
    ).group_by(told.c.standing)
    found = {standing: Tally(count, left) for standing, count, left in db.session.execute(rows)}
    return {standing: found.get(standing.value, Tally(0, NOTHING)) for standing in Standing}


def standings(invoices_: Sequence[Invoice], *, today: date) -> dict[int, Standing]:
    """Where each stands today, from its date and what pays it."""
    ids = [one.id for one in invoices_]
    rows = select(Invoice.id, standing_on(today)).where(Invoice.id.in_(ids))
    return {invoice_id: Standing.of(standing) for invoice_id, standing in db.session.execute(rows)}


def to_collect(told: dict[Standing, Tally]) -> Tally:
    """All that customers still owe, late or not."""
    owing = [
        told[one] for one in (Standing.DUE, Standing.LATE, Standing.PARTLY_PAID) if one in told
    ]
    return Tally(sum(one.count for one in owing), sum((one.left for one in owing), NOTHING))


def to_pay(invoices_: Sequence[Invoice]) -> dict[int, Decimal]:
    """What is still owed on each; below zero on a credit note that is not used yet."""
    ids = [one.id for one in invoices_]
    rows = select(Invoice.id, LEFT).where(Invoice.id.in_(ids))
    left = {invoice_id: left for invoice_id, left in db.session.execute(rows)}
    return {
        one.id: left[one.id] if one.state is InvoiceState.ISSUED else NOTHING for one in invoices_
    }


def unpaid_among(invoices_: Sequence[Invoice]) -> list[Invoice]:
    owed = to_pay(invoices_)
    return [one for one in invoices_ if owed[one.id] > 0]
