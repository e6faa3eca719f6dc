"""What people do with a delivery: prepare it, announce it, sign it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from erp.core import clock, journal
from erp.core.db import db, hold
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.core.signature import signature_png
from erp.core.words import N_
from erp.delivery import papers, queries, rules
from erp.delivery.models import CallOff, CallOffLine, DeliverySlip, DeliverySlipLine
from erp.delivery.refusals import SlipIsNew
from erp.delivery.states import CALL_OFF, DELIVERY_SLIP, CallOffState
from erp.documents import later
from erp.sales.models import Order
from erp.school.models import School


def prepare_slip(
    order: Order,
    wanted: Mapping[int, Decimal],
    *,
    actor: Actor,
    seen: int | None = None,
    call_off: CallOff | None = None,
) -> DeliverySlip:
    """A draft with these quantities (by order line), never more than is finished.

    `seen`: how many slips of the order the form knew of; None asks nothing. `call_off`: what it
    answers; it goes to that address.
    """
    hold(order)  # two slips never take the same pieces
    rules.check_is_open(order)
    if seen is not None and seen != len(queries.slips_of_order(order.id)):
        raise SlipIsNew
    rules.check_quantities(order.lines, wanted, queries.left_of_order(order))
    if call_off:
        rules.check_waits(call_off)
    slip = DeliverySlip(order=order, call_off=call_off)
    for line in order.lines:
        if wanted.get(line.id):
            slip.lines.append(DeliverySlipLine(order_line=line, quantity=wanted[line.id]))
    db.session.add(slip)
    journal.write(slip, "prepare", N_("Livraison préparée"), actor=actor)
    return slip


def call_off(
    order: Order, wanted: Mapping[int, Decimal], *, week: date, address: str, note: str,
    actor: Actor, now: datetime,
) -> CallOff:  # fmt: skip
    """The buyer wants these quantities (by order line) in that week, at that address."""
    hold(order)  # two people never call the same pieces
    rules.check_is_open(order)
    rules.check_is_to_come(week, today=clock.day_of(now))
    rules.check_can_call(order.lines, wanted, queries.left_to_call(order))
    asked = CallOff(
        order=order, state=CallOffState.ASKED, week=week, address=address.strip(),
        note=note.strip(), author=actor.name, asked_at=now,
    )  # fmt: skip
    asked.lines = [
        CallOffLine(order_line=line, quantity=wanted[line.id])
        for line in order.lines
        if wanted.get(line.id)
    ]
    db.session.add(asked)
    journal.write(order, "call_off", N_("Livraison demandée"), actor=actor, note=asked.address)
    return asked


def cancel_call_off(asked: CallOff, *, actor: Actor) -> None:
    hold(asked.order)
    rules.check_has_no_slip(asked)
    CALL_OFF.make("cancel", asked, actor=actor)


def announce_slip(slip: DeliverySlip, *, actor: Actor, now: datetime) -> None:
    """Number it and tell the customer it is coming."""
    DELIVERY_SLIP.check("announce", slip)
    rules.check_still_made(slip, queries.left_of_order(slip.order, but=slip.id))
    today = clock.day_of(now)
    slip.number, slip.delivered_on = next_number("BL", today.year), today
    DELIVERY_SLIP.make("announce", slip, actor=actor)


def sign_slip(
    slip: DeliverySlip,
    *,
    signer_name: str,
    signature: str | None,
    reserves: str,
    school: School,
    actor: Actor | None,
    now: datetime,
) -> None:
    """`signature` is the data URL of the picture; None: the typed name of a signed-in buyer.

    What the paper says is kept with it, and drawn from that alone.
    """
    DELIVERY_SLIP.check("sign", slip)
    hold(slip.order)  # of two slips signed at once, one sees that all is delivered
    rules.check_still_made(slip, queries.left_of_order(slip.order, but=slip.id))
    picture = None if signature is None else signature_png(signature)
    before = queries.delivered_of_order(slip.order_id)
    with db.session.no_autoflush:  # one write, for the row is frozen after it
        slip.signature = picture
        slip.signer_name, slip.reserves = signer_name.strip(), reserves.strip()
        slip.signed_at, slip.delivered_on = now, clock.day_of(now)
        told = papers.slip_paper(slip, school, before=before, today=clock.day_of(now))
        slip.paper = later.keep(f"{slip.number}.pdf", told)
        DELIVERY_SLIP.make("sign", slip, actor=actor, note=slip.reserves)


def cancel_slip(slip: DeliverySlip, *, actor: Actor) -> None:
    """The pieces can be delivered by another slip."""
    DELIVERY_SLIP.make("cancel", slip, actor=actor)
