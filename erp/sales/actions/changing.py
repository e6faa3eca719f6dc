"""What was ordered changes, by agreement: other quantities at the same unit price."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from erp.core import journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.documents import format as french
from erp.documents import later
from erp.sales import papers, rules
from erp.sales.models import Order, OrderLine
from erp.sales.states import Channel
from erp.school.models import School


def change_quantities(
    order: Order, wanted: Mapping[int, Decimal], *, channel: Channel, note: str, school: School,
    actor: Actor, today: date,
) -> list[OrderLine]:  # fmt: skip
    """`wanted` by line id; `channel` and `note`: how the buyer agreed. A new confirmation is kept.

    The lines that changed.
    """
    changed = [line for line in order.lines if wanted[line.id] != line.quantity]
    rules.check_can_change(order, changed, wanted)
    moved = [_told(line, wanted[line.id]) for line in changed]
    for line in changed:
        line.quantity = wanted[line.id]
    told = papers.order_confirmation(order, school, today)
    order.confirmation = later.keep(f"{order.number}-ARC-{today:%Y%m%d}.pdf", told)
    db.session.flush()  # the new paper is there before it is told
    said = "; ".join([*moved, f"{channel.label}. {note}".strip()])
    journal.write(order, "quantities", N_("Quantités changées"), actor=actor, note=said)
    return changed


def _told(line: OrderLine, quantity: Decimal) -> str:
    return f"{line.label} : {french.quantity(line.quantity)} → {french.quantity(quantity)}"
