"""Who is at this tablet, and who could be."""

from collections.abc import Sequence

from flask import abort, session

from erp.core import clock
from erp.people import queries
from erp.people.models import Student
from erp.people.queries import Device, Visitor
from erp.timetable import queries as timetable
from erp.web.shared import devices

VISIT = "visit"


def tablet() -> Device:
    return devices.this_tablet() or abort(401)


def visit() -> str:
    """The secret of the visit going on here, until « Fini pour moi » or a long silence; or ""."""
    secret = session.get(VISIT)
    return secret if isinstance(secret, str) else ""


def visitor() -> Student | None:
    """The student who gave the PIN here."""
    open_one = queries.open_visit(visit(), tablet().id, now=clock.now()) if visit() else None
    return open_one.student if open_one else None


def who_taps() -> Visitor | None:
    """The same student, for what only needs a name."""
    return queries.visitor(visit(), tablet().id, now=clock.now()) if visit() else None


def here() -> Sequence[Student]:
    """The students of the workshop sessions going on where this tablet is."""
    sessions = timetable.workshop_sessions_at(tablet().place_id, clock.now())
    return queries.students_of([one.cohort_id for one in sessions], clock.today())
