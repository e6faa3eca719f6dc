"""What people do with a delivery: prepare it, announce it, sign it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from erp.core import archive, clock
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.delivery import papers, queries, rules
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.delivery.states import DELIVERY_SLIP
from erp.documents import delivery_slip as paper
from erp.sales.models import Order
from erp.school.models import School


def prepare_slip(order: Order, wanted: Mapping[int, Decimal]) -> DeliverySlip:
    """A draft with these quantities (by order line), never more than is finished."""
    left = queries.left_of_order(order)
    rules.check_quantities(order.lines, wanted, left)
    slip = DeliverySlip(order=order)
    for line in order.lines:
        if wanted.get(line.id):
            slip.lines.append(DeliverySlipLine(order_line=line, quantity=wanted[line.id]))
    db.session.add(slip)
    db.session.flush()  # the page goes to it by its id
    return slip


def announce_slip(slip: DeliverySlip, *, actor: Actor, now: datetime) -> None:
    """Number it and tell the customer it is coming."""
    DELIVERY_SLIP.check("announce", slip)
    today = clock.day_of(now)
    slip.number, slip.delivered_on = next_number("BL", today.year), today
    DELIVERY_SLIP.make("announce", slip, actor=actor)


def sign_slip(
    slip: DeliverySlip,
    *,
    signer_name: str,
    signature: str,
    reserves: str,
    school: School,
    actor: Actor | None,
    now: datetime,
) -> None:
    """`signature` is the data URL of the picture; the paper is drawn once, with it."""
    DELIVERY_SLIP.check("sign", slip)
    slip.signature = rules.signature_png(signature)
    slip.signer_name, slip.reserves = signer_name.strip(), reserves.strip()
    slip.signed_at, slip.delivered_on = now, clock.day_of(now)
    before = queries.delivered_of_order(slip.order_id)
    drawn = paper.draw(papers.slip_paper(slip, school, before=before, today=clock.day_of(now)))
    slip.paper = archive.keep(f"{slip.number}.pdf", drawn)
    DELIVERY_SLIP.make("sign", slip, actor=actor, note=reserves)


def cancel_slip(slip: DeliverySlip, *, actor: Actor) -> None:
    """The pieces can be delivered by another slip."""
    DELIVERY_SLIP.make("cancel", slip, actor=actor)
