"""The tablet at the other end, known by a cookie of its own and no office session."""

from flask import g, request, session

from erp.core import clock
from erp.people import queries
from erp.people.queries import Device

COOKIE, VISIT = "etabli_tablet", "visit"


def this_tablet() -> Device | None:
    """The enrolled tablet that asks, once per request; also in g.tablet."""
    if "tablet" not in g:
        secret = request.cookies.get(COOKIE, "")
        g.tablet = queries.tablet_of(secret, visit(), now=clock.now()) if secret else None
    return g.tablet


def visit() -> str:
    """The secret of the student's visit there, or ""."""
    secret = session.get(VISIT)
    return secret if isinstance(secret, str) else ""
