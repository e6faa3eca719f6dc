"""Entering without a password: a link by mail, for buyers only, used once within a quarter of an hour."""

from datetime import datetime, timedelta

from erp.core import mail, tokens
from erp.core.words import N_
from erp.people import queries
from erp.people.models import User
from erp.people.refusals import LinkIsOver
from erp.people.states import Role

ENTER = "enter"  # the purpose of the link
LASTS = timedelta(minutes=15)
SUBJECT = N_("Votre lien pour entrer")
TEXT = N_(
    "Bonjour %(name)s,\n\nPour entrer dans votre espace client, ouvrez ce lien dans le quart "
    "d'heure :\n%(link)s\n\nIl sert une fois. Vous n'avez rien demandé ? Ne faites rien.\n"
)


def send_entry_link(user: User, *, link: str, now: datetime) -> None:
    """`link` has {token} in it. Whoever works at the school enters with a password: more hangs on it."""
    if user.role is not Role.CUSTOMER or not user.is_active:
        return
    tokens.revoke_all(ENTER, user.id, now=now)
    secret = tokens.give(ENTER, user.id, now=now, expires_at=now + LASTS)
    told = {"name": user.name, "link": link.format(token=secret)}
    mail.post(user.email, SUBJECT, TEXT % told)


def enter_by_link(secret: str, *, now: datetime) -> User:
    """Whose link it is; of two who open it at once, one gets through."""
    user_id = tokens.use_up(ENTER, secret, now=now)
    user = queries.user(user_id) if user_id else None
    if user is None or not user.is_active or user.role is not Role.CUSTOMER:
        raise LinkIsOver
    return user
