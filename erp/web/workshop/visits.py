"""Who is at this tablet, and who could be."""

from collections.abc import Sequence

from flask import abort, session

from erp.core import clock
from erp.people import queries
from erp.people.models import Student, Tablet, TabletVisit
from erp.timetable import queries as timetable
from erp.web.shared import devices

VISIT = "visit"


def tablet() -> Tablet:
    return devices.this_tablet() or abort(401)


def visit() -> TabletVisit | None:
    """The visit going on here, until « Fini pour moi » or a long silence."""
    secret = session.get(VISIT)
    if not isinstance(secret, str):
        return None
    return queries.open_visit(secret, tablet().id, now=clock.now())


def visitor() -> Student | None:
    """The student who gave the PIN here."""
    open_one = visit()
    return open_one.student if open_one else None


def here() -> Sequence[Student]:
    """The students of the workshop sessions going on where this tablet is."""
    sessions = timetable.workshop_sessions_at(tablet().place_id, clock.now())
    return queries.students_of([one.cohort_id for one in sessions], clock.today())
