"""Somebody signed: the slip is frozen, told by mail; the order is delivered when nothing remains."""

from datetime import datetime

from erp.core.db import db
from erp.core.journal import Actor
from erp.customers import webhooks
from erp.delivery import actions as delivery
from erp.delivery import queries
from erp.delivery.models import DeliverySlip
from erp.flow import letters
from erp.sales.states import ORDER, OrderState
from erp.school.models import School


def sign_slip(
    slip: DeliverySlip,
    *,
    signer_name: str,
    signature: str | None,
    reserves: str,
    school: School,
    link: str,
    actor: Actor | None,
    now: datetime,
) -> None:
    delivery.sign_slip(
        slip,
        signer_name=signer_name,
        signature=signature,
        reserves=reserves,
        school=school,
        actor=actor,
        now=now,
    )
    db.session.flush()  # this slip counts among the signed ones
    if slip.order.state is OrderState.OPEN and queries.is_delivered(slip.order):
        ORDER.make("deliver", slip.order, actor=actor)
    _tell(slip, school, link, now)


def _tell(slip: DeliverySlip, school: School, link: str, now: datetime) -> None:
    told = (slip.order.customer_id, "delivery.signed", slip.id, slip.number or "")
    webhooks.tell(*told, now=now)
    whole = slip.order.state is OrderState.DELIVERED
    letters.post(
        letters.ORDER_DELIVERED if whole else letters.PART_DELIVERED,
        slip.order.reader,
        key=f"slip-{slip.id}-signed",
        number=slip.number,
        order=slip.order.number,
        link=link,
        school=school.name,
    )
