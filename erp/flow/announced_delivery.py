"""Pieces are ready: the slip is numbered and the customer is told."""

from datetime import datetime

from erp.core.journal import Actor
from erp.customers import webhooks
from erp.delivery import actions as delivery
from erp.delivery.models import DeliverySlip
from erp.flow import letters
from erp.school.models import School


def announce_slip(
    slip: DeliverySlip, *, school: School, link: str, actor: Actor, now: datetime
) -> None:
    delivery.announce_slip(slip, actor=actor, now=now)
    told = (slip.order.customer_id, "delivery.announced", slip.id, slip.number or "")
    webhooks.tell(*told, now=now)
    letters.post(
        letters.DELIVERY_READY,
        slip.order.reader,
        key=f"slip-{slip.id}",
        number=slip.number,
        link=link,
        school=school.name,
    )
