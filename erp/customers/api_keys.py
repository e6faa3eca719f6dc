"""Keys for a company's own programs: made, known again by their hash, taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core import journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.tokens import hash_of
from erp.core.words import N_
from erp.customers.models import ApiKey, Contact
from erp.customers.states import Scope

PREFIX, LASTS = "etb_", timedelta(days=365)


def make_key(contact: Contact, *, name: str, scope: Scope, actor: Actor, now: datetime) -> str:
    """The secret, shown once: 256 random bits after a prefix that scanners of leaks know."""
    secret = PREFIX + token_urlsafe(32)
    key = ApiKey(
        contact=contact, name=name.strip(), sha256=hash_of(secret), scope=scope, made_at=now,
        ends_at=now + LASTS,
    )  # fmt: skip
    db.session.add(key)
    journal.write(contact.customer, "key", N_("Clé d'API créée"), actor=actor, note=key.name)
    return secret


def revoke_key(key: ApiKey, *, actor: Actor, now: datetime) -> None:
    key.revoked_at = key.revoked_at or now
    journal.write(key.contact.customer, "key", N_("Clé d'API coupée"), actor=actor, note=key.name)


def key_of(secret: str, *, now: datetime) -> ApiKey | None:
    """Whose key it is; None when unknown, too old or taken back, or when its person has left."""
    chosen = select(ApiKey).filter_by(sha256=hash_of(secret), revoked_at=None)
    chosen = chosen.options(
        joinedload(ApiKey.contact).joinedload(Contact.customer),
        joinedload(ApiKey.contact).joinedload(Contact.user),
    )
    key = db.session.scalar(chosen.where(ApiKey.ends_at > now))
    return key if key is not None and _still_there(key.contact) else None


def _still_there(contact: Contact) -> bool:
    return contact.left_at is None and contact.user is not None and contact.user.is_active


def keys_of(contact: Contact) -> Sequence[ApiKey]:
    """A person's own keys that live, the newest first."""
    chosen = select(ApiKey).filter_by(contact_id=contact.id, revoked_at=None)
    return db.session.scalars(chosen.order_by(ApiKey.id.desc())).all()


def own_key(contact: Contact, key_id: int) -> ApiKey | None:
    return db.session.scalar(select(ApiKey).filter_by(id=key_id, contact_id=contact.id))
