"""A private link that shows how an order goes, without an account and without a price."""

from datetime import datetime, timedelta

from erp.core import journal, tokens
from erp.core.journal import Actor
from erp.core.words import N_
from erp.sales.models import Order
from erp.sales.states import TRACKING

LASTS = timedelta(days=180)


def share_order(order: Order, *, actor: Actor | None, now: datetime) -> str:
    """The secret of a new link; only its hash is kept, so it is shown once."""
    journal.write(order, "share", N_("Lien de suivi créé"), actor=actor)
    return tokens.give(TRACKING, order.id, now=now, expires_at=now + LASTS)


def stop_sharing(order: Order, *, actor: Actor, now: datetime) -> None:
    """Every link to it ends at once."""
    tokens.revoke_all(TRACKING, order.id, now=now)
    journal.write(order, "unshare", N_("Liens de suivi coupés"), actor=actor)
