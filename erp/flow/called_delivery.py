"""The buyer calls a part of the order: the school is told where and when it goes."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from erp.core.journal import Actor
from erp.core.words import N_
from erp.delivery import actions as delivery
from erp.delivery.models import CallOff
from erp.documents import format as french
from erp.flow import exchanged_words
from erp.sales.models import Order
from erp.school.models import School

CALLED = N_("Livraison demandée pour la semaine du %(day)s, à : %(address)s")


def call_off(
    order: Order, wanted: Mapping[int, Decimal], *, week: date, address: str, note: str,
    school: School, link: str, actor: Actor, now: datetime,
) -> CallOff:  # fmt: skip
    asked = delivery.call_off(
        order, wanted, week=week, address=address, note=note, actor=actor, now=now
    )
    told = {"day": french.day(week), "address": " ".join(asked.address.split())}
    exchanged_words.tell_school(order, CALLED % told, school, link)
    return asked
