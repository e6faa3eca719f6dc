"""Lessons, workshop and what a tablet logged: all of it counts against the limits of minors."""

from datetime import date, time, timedelta

from erp.core import clock
from erp.core.db import db
from erp.people.models import Student
from erp.production.models import TimeEntry
from erp.reporting import minors
from erp.timetable.states import Nature
from tests.builders import a_class_session, a_cohort, a_student, saved
from tests.builders_work import Bench

MONDAY = date(2026, 11, 23)
MINOR, ADULT = MONDAY - timedelta(days=16 * 365 + 9), date(2000, 1, 1)


def told_of(student: Student) -> tuple[set[str], set[str]]:
    """What the plan passes, and what was lived, of the only minor of the week."""
    db.session.commit()
    (told,) = minors.breaches_of_week(MONDAY)
    assert told.student is student
    return names(told.planned), names(told.lived)


def names(reasons) -> set[str]:
    return {type(one).__name__ for one in reasons}


def test_what_a_tablet_logged_is_held_against_the_limits_too():
    """Nine hours on one day, of which the timetable knows nothing."""
    bench, cohort = Bench(), a_cohort()  # of its own: the bench's has a session today
    minor, adult = (a_student(cohort, birth_date=born) for born in (MINOR, ADULT))
    for student in (minor, adult):
        for starts, ends in ((time(8), time(12)), (time(13), time(18))):
            times = {"started_at": clock.at(MONDAY, starts), "ended_at": clock.at(MONDAY, ends)}
            saved(TimeEntry(operation=bench.operation, student=student, **times))

    assert told_of(minor) == (set(), {"DayTooLong", "NoBreak"})


def test_lessons_count_beside_the_workshop():
    """Five hours of workshop are lawful, and so are four of lessons; not on the same day."""
    cohort, hour = a_cohort(), timedelta(hours=1)
    minor = a_student(cohort, birth_date=MINOR)
    for starts, nature in ((8, Nature.WORKSHOP), (13, Nature.THEORY)):
        at = clock.at(MONDAY, time(starts))
        a_class_session(cohort, nature, starts_at=at, lasts=4 * hour)
    db.session.commit()
    assert minors.breaches_of_week(MONDAY) == []

    a_class_session(cohort, Nature.THEORY, starts_at=clock.at(MONDAY, time(18)), lasts=hour)

    assert told_of(minor) == ({"DayTooLong"}, set())
