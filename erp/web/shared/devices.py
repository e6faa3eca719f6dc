"""The tablet at the other end, known by a cookie of its own and no office session."""

from flask import g, request

from erp.people import queries
from erp.people.queries import Device

COOKIE = "etabli_tablet"


def this_tablet() -> Device | None:
    """The enrolled tablet that asks, once per request; also in g.tablet."""
    if "tablet" not in g:
        secret = request.cookies.get(COOKIE, "")
        g.tablet = queries.tablet_of(secret) if secret else None
    return g.tablet
