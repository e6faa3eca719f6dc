from datetime import date, time, timedelta

import pytest

from erp.core import clock, journal
from erp.core.db import db
from erp.people.states import Role
from erp.timetable import actions, calendar, queries
from erp.timetable.models import ClassSession
from erp.timetable.refusals import (
    EndsBeforeItStarts,
    SchoolIsClosed,
    SessionIsToCome,
    SessionsOverlap,
)
from erp.timetable.states import Nature, Presence
from erp.training import queries as training
from tests.builders import a_class_session, a_cohort, a_place, a_school, a_student, a_user


def a_slot(cohort, weekday=0, starts=time(8), ends=time(12), nature=Nature.WORKSHOP):
    return actions.add_slot(
        cohort, weekday=weekday, starts_at=starts, ends_at=ends, nature=nature, subject="",
        place=a_place(), leader=a_user(Role.INSTRUCTOR),
    )  # fmt: skip


def test_sessions_are_laid_on_open_days_only_and_once():
    a_school()
    cohort = a_cohort()
    a_slot(cohort)
    autumn = {"begins": date(2026, 9, 28), "ends": date(2026, 11, 15)}

    made = actions.lay_sessions(cohort, **autumn)
    again = actions.lay_sessions(cohort, **autumn)
    db.session.flush()

    days = [one.day for one in db.session.query(ClassSession)]
    assert made == 5 and again == 0  # seven Mondays, two of them in the Toussaint holidays
    assert all(not calendar.why_closed(day) for day in days)


def test_the_clock_change_keeps_the_hour_of_paris():
    a_school()
    cohort = a_cohort()
    a_slot(cohort)
    actions.lay_sessions(cohort, begins=date(2027, 3, 22), ends=date(2027, 4, 5))
    db.session.flush()
    hours = {one.starts_at.astimezone(clock.PARIS).hour for one in db.session.query(ClassSession)}
    assert hours == {8}


def test_two_cells_of_a_week_never_overlap():
    cohort = a_cohort()
    a_slot(cohort)
    with pytest.raises(SessionsOverlap, match="08:00 à 12:00"):
        a_slot(cohort, starts=time(11), ends=time(13))
    with pytest.raises(EndsBeforeItStarts):
        a_slot(cohort, weekday=1, starts=time(13), ends=time(11))


def test_a_session_on_a_closed_day_is_refused_with_the_reason():
    a_school()
    with pytest.raises(SchoolIsClosed, match="Armistice"):
        actions.add_session(
            a_cohort(), day=date(2026, 11, 11), starts_at=time(8), ends_at=time(12),
            nature=Nature.THEORY, subject="Maths", place=a_place(), leader=a_user(Role.TEACHER),
        )  # fmt: skip


def test_the_roll_says_present_unless_told_and_keeps_what_was_said():
    session = a_class_session()
    ines, malik = a_student(session.cohort), a_student(session.cohort)
    teacher, everybody = a_user(Role.TEACHER), [ines, malik]

    absent = {malik.id: (Presence.ABSENT, 0)}
    actions.call_roll(session, everybody, absent, actor=teacher, now=clock.now())
    db.session.flush()
    late = {malik.id: (Presence.LATE, 30)}
    actions.call_roll(session, everybody, late, actor=teacher, now=clock.now())

    said = queries.attendances(session.id)
    assert (said[ines.id].minutes, said[malik.id].minutes) == (240, 210)
    assert "Absent → En retard" in journal.entries_of(session)[0].note


def test_the_roll_of_tomorrow_is_not_called_today():
    session = a_class_session(starts_in=timedelta(days=1))
    with pytest.raises(SessionIsToCome):
        actions.call_roll(session, [], {}, actor=a_user(), now=clock.now())


def test_only_the_rolls_of_this_period_are_missed(browse, monkeypatch):
    a_school()
    instructor, cohort = a_user(Role.INSTRUCTOR), a_cohort()
    old, new = (
        a_class_session(cohort, starts_at=clock.at(day, time(8)), leader=instructor)
        for day in (date(2026, 10, 5), date(2026, 11, 9))
    )
    noon = clock.at(date(2026, 11, 12), time(12))
    monkeypatch.setattr(clock, "now", lambda: noon)

    page = browse(instructor).get("/bureau/appels").text

    assert f"/bureau/appels/{new.id}" in page and f"/bureau/appels/{old.id}" not in page


def test_the_meter_counts_presence_and_the_weeks_make_the_year():
    cohort = a_cohort()
    ines = a_student(cohort)
    teacher = a_user(Role.TEACHER)
    for day, nature in ((-21, Nature.WORKSHOP), (-14, Nature.WORKSHOP), (-1, Nature.THEORY)):
        session = a_class_session(cohort, nature, starts_in=timedelta(days=day))
        actions.call_roll(session, [ines], {}, actor=teacher, now=clock.now())
    db.session.commit()
    begins, ends = clock.today() - timedelta(days=60), clock.today()

    whole = training.hours_of_student(ines, begins, ends)
    weeks = training.weeks_of_student(ines, begins, ends)

    assert (whole.practice, whole.theory) == (480, 240)
    assert sum(one.hours.practice for one in weeks) == whole.practice
    assert round(whole.share) == 67
    assert training.hours_of_cohorts([cohort], begins, ends)[cohort.id].practice == 480


def test_the_roll_is_called_on_the_page(browse):
    a_school()
    session = a_class_session()
    ines = a_student(session.cohort)
    teacher = browse(session.leader)
    assert ines.name in teacher.get(f"/bureau/appels/{session.id}").text

    page = teacher.send(f"/bureau/appels/{session.id}", {f"presence-{ines.id}": "absent"})

    assert "appel est enregistré" in page.text
    assert queries.count_absent([session.id]) == 1


def test_a_student_reads_their_own_hours_only(browse):
    student = a_student()
    student.user = a_user(Role.STUDENT)
    db.session.commit()
    browser = browse(student.user)
    assert "Mes heures" in browser.get("/bureau/mes-heures").text
    assert browser.get(f"/bureau/eleves/{student.id}").status_code == 403
    assert browser.get("/bureau/").status_code == 403


def test_pages_of_the_school_open(browse):
    a_school()
    session = a_class_session()
    student = a_student(session.cohort)
    office = browse(a_user(Role.SECRETARY))
    for url in (
        "appels",
        "eleves",
        f"eleves/{student.id}",
        "promotions",
        "emploi-du-temps",
        "comptes",
    ):
        status = office.get(f"/bureau/{url}").status_code
        assert status == (403 if url == "comptes" else 200), url
    assert office.get(f"/bureau/eleves/{student.id}/releve").data.startswith(b"%PDF")
