"""The calendar as the office sees it: capacity follows from it, and a timetable is brought in a file."""

from datetime import date, time
from re import findall

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.timetable import days
from erp.timetable.models import ClassSession
from erp.timetable.states import AbsenceReason
from tests.builders import a_class_session, a_cohort, a_place, a_school, a_student, a_user
from tests.office.test_imports import confirmed, tried
from tests.timetable.test_days_and_capacity import ICAL, MONDAY, TIMETABLE


def test_the_page_of_capacity_says_what_follows_from_sessions_and_absences(browse):
    a_school()
    session = a_class_session(starts_at=clock.at(MONDAY, time(8)))
    students = [a_student(session.cohort) for _ in range(3)]
    with time_machine.travel(clock.at(MONDAY, time(7)), tick=True):
        secretary = browse(a_user(Role.SECRETARY))
        assert told(secretary) == ["1", "0", "12 h 00"]

        times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
        days.tell_absence(students[0], **times, reason=AbsenceReason.FAMILY, actor=None)
        db.session.commit()
        assert told(secretary) == ["1", "0", "8 h 00"]

        days.tell_absence(session.leader, **times, reason=AbsenceReason.TRAINING, actor=None)
        db.session.commit()
        assert told(secretary) == ["1", "1", "0 h 00"]


def told(browser) -> list[str]:
    """Sessions, those without an instructor, hours of students: the only line of the page."""
    page = browser.get("/bureau/capacite").text.split("<tbody>")[1].split("</tbody>")[0]
    return findall(r'<td class="num"[^>]*>([^<]*)</td>', page.replace("\u00a0", " "))


@pytest.mark.parametrize("kind", ["csv", "ical"])
def test_a_timetable_is_tried_then_brought_by_its_page(browse, kind):
    a_school()
    cohort, place, leader = a_cohort("CAP 1"), a_place(), a_user(Role.INSTRUCTOR)
    line = f"{cohort.name};23/11/2026;8h00;12:00;Atelier;;{place.name};{leader.email}\n"
    calendar = ICAL.format(cohort=cohort.name, place=place.name, leader=leader.email)
    content = TIMETABLE + line if kind == "csv" else calendar.replace("\n", "\r\n")
    director = browse(a_user(Role.DIRECTOR))

    page = tried(director, "seances", content).text
    assert db.session.query(ClassSession).count() == 0
    confirmed(director, "seances", page)

    laid = [one.day for one in db.session.query(ClassSession).order_by(ClassSession.starts_at)]
    assert laid == ([MONDAY] if kind == "csv" else [MONDAY, date(2026, 11, 30)])
