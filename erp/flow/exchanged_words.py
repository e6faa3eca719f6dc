"""Somebody wrote about an order: the other side is told by a letter; a granted wish is done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from erp.core import mail
from erp.core.files import StoredFile
from erp.core.journal import Actor
from erp.delivery import queries as delivery
from erp.flow import letters
from erp.production.actions import cancelling, faults
from erp.sales import actions as sales
from erp.sales.models import Claim, Message, Order
from erp.sales.refusals import OrderIsPartlyDelivered
from erp.sales.states import ClaimKind
from erp.school.models import School


def answer_buyer(
    order: Order, text: str, *, files: Sequence[StoredFile], school: School, link: str,
    actor: Actor, now: datetime,
) -> Message:  # fmt: skip
    """The school writes: the buyer gets a letter that leads to the thread."""
    message = sales.say(order, text, from_school=True, files=files, actor=actor, now=now)
    facts = {"number": order.number, "link": link, "school": school.name}
    letters.post(
        letters.MESSAGE, order.reader, key=f"message-{now.timestamp()}-{order.id}", **facts
    )
    return message


def write_to_school(
    order: Order, text: str, *, files: Sequence[StoredFile], school: School, link: str,
    actor: Actor, now: datetime,
) -> Message:  # fmt: skip
    """The buyer writes: the school's own address is told."""
    message = sales.say(order, text, from_school=False, files=files, actor=actor, now=now)
    tell_school(order, message.text, school, link)
    return message


def raise_claim(order: Order, kind: ClaimKind, *, school: School, link: str, **told: Any) -> Claim:
    """A fault also becomes a non-conformity of the workshop: it is answered and learnt from."""
    claim = sales.raise_claim(order, kind, **told)
    if kind is ClaimKind.FAULT:
        faults.note_reported_fault(claim, now=told["now"])
    tell_school(order, f"{kind.label}. {claim.text}", school, link)
    return claim


def tell_school(order: Order, text: str, school: School, link: str) -> None:
    """A letter to the school's own address."""
    if school.email:
        subject, body = letters.BUYER_WROTE
        told = {"number": order.number, "customer": order.customer.name, "text": text, "link": link}
        mail.post(school.email, subject % told, body % told)


def answer_claim(
    claim: Claim, verb: str, *, answer: str, wants_return: bool = False, school: School, link: str,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """A cancellation that is granted cancels the order and what was not finished of it."""
    sales.answer_claim(claim, verb, answer=answer, wants_return=wants_return, actor=actor, now=now)
    if verb == "grant" and claim.kind is ClaimKind.CANCEL:
        cancel_order(claim.order, actor=actor, note=answer)
    facts = {"number": claim.order.number, "answer": answer, "link": link, "school": school.name}
    told = {**facts, "verdict": claim.state.label.lower(), "kind": claim.kind.label.lower()}
    letters.post(letters.CLAIM_ANSWERED, claim.order.reader, key=f"claim-{claim.id}", **told)


def cancel_order(order: Order, *, actor: Actor, note: str) -> None:
    """Nothing of it may be delivered already."""
    if any(delivery.delivered_of_order(order.id).values()):
        raise OrderIsPartlyDelivered(order=order)
    sales.cancel_order(order, actor=actor, note=note)
    cancelling.cancel_work_orders(order, actor=actor, note=note)
