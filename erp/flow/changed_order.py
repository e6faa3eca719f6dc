"""The school changes an order, or cancels it: nothing that left is undone, and the buyer is told."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from erp.core import clock
from erp.core.db import hold
from erp.core.journal import Actor
from erp.core.words import N_
from erp.delivery import queries as delivery
from erp.documents import format as french
from erp.flow import letters
from erp.flow.exchanged_words import cancel_order
from erp.production.actions import changing
from erp.sales import actions as sales
from erp.sales.models import Order
from erp.sales.refusals import LessThanTaken
from erp.sales.states import Channel
from erp.school.models import School

CHANGED = (
    N_("Votre commande %(number)s change"),
    N_(
        "Bonjour %(name)s,\n\nComme convenu, les quantités de votre commande %(number)s changent. "
        "%(note)s\nLisez la nouvelle confirmation ici : %(link)s\n\n%(school)s\n"
    ),
)
CANCELLED = (
    N_("Votre commande %(number)s est annulée"),
    N_(
        "Bonjour %(name)s,\n\nNous annulons votre commande %(number)s : %(note)s\n"
        "Répondez-nous ici : %(link)s\n\n%(school)s\n"
    ),
)


def change_quantities(
    order: Order, wanted: Mapping[int, Decimal], *, channel: Channel, note: str, school: School,
    link: str, actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """`channel`: how the buyer agreed. Even a muted order tells it: it is another contract."""
    hold(order)  # no slip is prepared meanwhile
    _check_taken(order, wanted)
    changed = sales.change_quantities(
        order, wanted, channel=channel, note=note, school=school, actor=actor,
        today=clock.day_of(now),
    )  # fmt: skip
    changing.follow_quantities(changed, actor=actor)
    _tell(CHANGED, order, note=note, school=school, link=link, now=now)


def _check_taken(order: Order, wanted: Mapping[int, Decimal]) -> None:
    """What is on a slip, or called off, is still to be delivered."""
    taken, free = delivery.taken_of_order(order.id), delivery.left_to_call(order)
    for line in order.lines:
        least = max(taken.get(line.id, Decimal(0)), line.quantity - free[line.id])
        if wanted[line.id] < least:
            raise LessThanTaken(line=line, taken=french.quantity(least))


def cancel_for_school(
    order: Order, note: str, *, school: School, link: str, actor: Actor, now: datetime
) -> None:
    """The school cannot make it, or both gave it up: what was not finished stops."""
    cancel_order(order, actor=actor, note=note)
    _tell(CANCELLED, order, note=note, school=school, link=link, now=now)


def _tell(
    letter: letters.Letter, order: Order, *, note: str, school: School, link: str, now: datetime
) -> None:
    told = {"number": order.number, "note": note, "link": link, "school": school.name}
    letters.post(letter, order.contact, key=f"order-{order.id}-{now.timestamp()}", **told)
