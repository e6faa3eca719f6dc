"""Where a company's programs hear the news: made, told, taken back."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from sqlalchemy import Select, select

from erp.core import journal, webhooks
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.prepared import prepared
from erp.core.words import N_
from erp.customers.models import Contact, Webhook
from erp.customers.refusals import TooManyWebhooks

MOST = 5  # for one person


def add_webhook(contact: Contact, url: str, *, actor: Actor, now: datetime) -> Webhook:
    webhooks.check_address(url)
    if len(webhooks_of(contact)) >= MOST:
        raise TooManyWebhooks(most=MOST)
    made = Webhook(contact=contact, url=url, salt=token_hex(16), made_at=now)
    db.session.add(made)
    journal.write(contact.customer, "webhook", N_("Adresse de nouvelles"), actor=actor, note=url)
    return made


def revoke_webhook(one: Webhook, *, actor: Actor, now: datetime) -> None:
    one.revoked_at = one.revoked_at or now
    journal.write(
        one.contact.customer,
        "webhook",
        N_("Adresse de nouvelles retirée"),
        actor=actor,
        note=one.url,
    )


def webhooks_of(contact: Contact) -> Sequence[Webhook]:
    chosen = select(Webhook).filter_by(contact_id=contact.id, revoked_at=None)
    return db.session.scalars(chosen.order_by(Webhook.id)).all()


def own_webhook(contact: Contact, webhook_id: int) -> Webhook | None:
    return db.session.scalar(select(Webhook).filter_by(id=webhook_id, contact_id=contact.id))


@prepared
def _heard_by(customer_id: int) -> Select[Webhook]:
    chosen = select(Webhook).join(Contact).filter_by(customer_id=customer_id, left_at=None)
    return chosen.where(Webhook.revoked_at.is_(None))


def tell(
    customer_id: int, event: str, record_id: int, number: str, *, money: bool = False, now: datetime
) -> None:
    """Say what happened and to which paper, nothing more: the program asks the API for the rest.

    `money`: only to those who see the invoices. Who has left hears nothing more.
    """
    for one in _heard_by.rare(customer_id):
        if money and not one.contact.sees_invoices:
            continue
        news = {"event": event, "id": record_id, "number": number, "at": now.isoformat()}
        key = f"webhook-{one.id}-{event}-{record_id}"
        webhooks.post(one.url, one.salt, {**news, "key": key}, key=key)
