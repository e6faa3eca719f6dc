"""Who is at this tablet, and who could be."""

from collections.abc import Sequence

from flask import abort

from erp.core import clock
from erp.people import queries
from erp.people.models import Student
from erp.people.queries import Device
from erp.timetable import queries as timetable
from erp.web.shared import devices


def tablet() -> Device:
    return devices.this_tablet() or abort(401)


def visitor() -> Student | None:
    """The student who gave the PIN here, until « Fini pour moi » or a long silence."""
    there = tablet().visitor
    return queries.student(there.id) if there else None


def here() -> Sequence[Student]:
    """The students of the workshop sessions going on where this tablet is."""
    sessions = timetable.workshop_sessions_at(tablet().place_id, clock.now())
    return queries.students_of([one.cohort_id for one in sessions], clock.today())
