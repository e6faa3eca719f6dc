"""What the others ask about people."""

from erp.people.queries.tablets import tablet_of
from erp.people.queries.users import (
    active_directors,
    live_session,
    staff,
    user,
    user_by_email,
    users,
)

__all__ = [
    "active_directors",
    "live_session",
    "staff",
    "tablet_of",
    "user",
    "user_by_email",
    "users",
]
