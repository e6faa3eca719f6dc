"""An instructor opens a tablet for the day: the password proves, and no session stays there."""

from datetime import datetime

from erp.access.permissions import May, is_granted
from erp.core.db import one_transaction
from erp.people import actions, queries
from erp.people.refusals import MayNotOpenTablets


def open_tablet(tablet_id: int, *, email: str, password: str, place: str, now: datetime) -> None:
    """`place` is the network address the password comes from: tries are counted there too."""
    user_id = actions.prove(email, password, place=place, now=now)
    with one_transaction():
        user, tablet = queries.user(user_id), queries.tablet(tablet_id)
        if user is None or tablet is None or not is_granted(user, May.REVIEW_WORK):
            raise MayNotOpenTablets
        actions.open_day(tablet, actor=user, now=now)
