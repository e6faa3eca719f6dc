"""Days unlike others, absences told before, capacity computed, calendars in and out."""

from datetime import date, time, timedelta

import pytest
from icalendar import Calendar

from erp.core import clock
from erp.core.db import db
from erp.flow import imports
from erp.people.states import Role
from erp.school.states import Zone
from erp.timetable import actions, away, calendar, capacity, days, ical
from erp.timetable.models import ClassSession
from erp.timetable.refusals import EndsBeforeItStarts, SchoolIsClosed
from erp.timetable.states import AbsenceReason, EventKind, Nature
from tests.builders import a_class_session, a_cohort, a_place, a_school, a_student, a_user

MONDAY, ONE_DAY = date(2026, 11, 23), timedelta(days=1)


def an_event(kind: EventKind, day=MONDAY, cohort=None, lasts: int = 0):
    made = days.add_event(
        kind=kind, label="x", starts_on=day, ends_on=day + lasts * ONE_DAY, cohort=cohort
    )
    db.session.commit()
    return made


def a_session(day=MONDAY, **facts) -> ClassSession:
    return a_class_session(starts_at=clock.at(day, time(8)), **facts)


def hours(day=MONDAY) -> int:
    db.session.commit()
    return sum(one.minutes for one in capacity.capacity(day, day)) // 60


def test_capacity_is_who_is_expected_times_how_long():
    session = a_session()
    first, second = a_student(session.cohort), a_student(session.cohort)
    assert hours() == 8

    second.left_on = MONDAY
    assert hours() == 4
    times = {"starts_at": clock.at(MONDAY, time(9)), "ends_at": clock.at(MONDAY, time(10))}
    days.tell_absence(first, **times, reason=AbsenceReason.OTHER, actor=None)
    assert hours() == 0


def test_without_its_instructor_a_session_has_no_capacity():
    session = a_session()
    a_student(session.cohort)
    times = {"starts_at": clock.at(MONDAY, time(8)), "ends_at": clock.at(MONDAY, time(9))}
    days.tell_absence(session.leader, **times, reason=AbsenceReason.TRAINING, actor=None)
    assert hours() == 0
    assert not capacity.capacity(MONDAY, MONDAY)[0].is_led


@pytest.mark.parametrize(("kind", "left"), [(kind, 0) for kind in EventKind if kind.takes_students])
def test_exams_internships_and_outings_take_the_students(kind, left):
    session = a_session()
    a_student(session.cohort)
    an_event(kind, cohort=session.cohort)
    assert hours() == left


def test_an_open_day_and_the_exam_of_others_take_nobody():
    session = a_session()
    a_student(session.cohort)
    an_event(EventKind.OPEN_DAY)
    an_event(EventKind.EXAM, cohort=a_cohort())
    assert hours() == 4


def test_no_session_is_laid_during_an_internship():
    a_school()
    cohort = a_cohort()
    facts = {"starts_at": time(8), "ends_at": time(12), "nature": Nature.WORKSHOP, "subject": ""}
    leader, place = a_user(Role.INSTRUCTOR), a_place()
    actions.add_slot(cohort, weekday=0, **facts, place=place, leader=leader)
    an_event(EventKind.INTERNSHIP, cohort=cohort, lasts=6)
    made = actions.lay_sessions(cohort, begins=MONDAY, ends=MONDAY + 13 * ONE_DAY)
    assert made == 1


def test_an_open_day_opens_the_school_on_a_saturday():
    a_school()
    saturday = MONDAY + 5 * ONE_DAY
    facts = {"day": saturday, "starts_at": time(9), "ends_at": time(12), "subject": ""}
    told = {**facts, "nature": Nature.WORKSHOP, "place": a_place(), "leader": a_user()}
    cohort = a_cohort()
    with pytest.raises(SchoolIsClosed):
        actions.add_session(cohort, **told)
    an_event(EventKind.OPEN_DAY, saturday)
    assert actions.add_session(cohort, **told).day == saturday


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(EndsBeforeItStarts):
        an_event(EventKind.EXAM, lasts=-1)


def test_a_feed_names_sessions_and_no_student():
    session = a_session(nature=Nature.THEORY, subject="Mathématiques")
    student = a_student(session.cohort)
    an_event(EventKind.EXAM)
    content = ical.feed("CAP", [session], away.events(MONDAY, MONDAY), now=clock.now())
    entries = Calendar.from_ical(content).walk("VEVENT")
    assert [str(one["summary"])[:5] for one in entries] == ["Mathé", "Exame"]
    assert entries[0].decoded("dtstart") == session.starts_at
    assert student.last_name.encode() not in content


TIMETABLE = "Promotion;Jour;Début;Fin;Nature;Matière;Lieu;Avec\n"
ICAL = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Paris:20261123T080000
DTEND;TZID=Europe/Paris:20261123T120000
RRULE:FREQ=WEEKLY;COUNT=2
SUMMARY:Atelier tournage
CATEGORIES:{cohort}
LOCATION:{place}
ORGANIZER:mailto:{leader}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def ground():
    a_school()
    return a_cohort("CAP 1"), a_place(), a_user(Role.INSTRUCTOR)


def bring(content: str | bytes, dry: bool = False):
    data = content if isinstance(content, bytes) else content.encode()
    told = {"actor": a_user(), "today": MONDAY, "dry": dry}
    return imports.bring(imports.SESSIONS, data, **told)


def test_a_timetable_in_csv_is_tried_then_brought_once(ground):
    cohort, place, leader = ground
    line = f"{cohort.name};23/11/2026;8h00;12:00;Atelier;;{place.name};{leader.email}\n"
    assert bring(TIMETABLE + line, dry=True).added == 1
    assert db.session.query(ClassSession).count() == 0
    assert bring(TIMETABLE + line).added == 1
    assert bring(TIMETABLE + line).known == 1
    (made,) = db.session.query(ClassSession).all()
    assert made.starts_at == clock.at(MONDAY, time(8)) and made.leader == leader


def test_each_wrong_line_of_a_timetable_is_told(ground):
    cohort, place, leader = ground
    tail = f"{place.name};{leader.email}"
    lines = (
        f"CAP 9;23/11/2026;08:00;12:00;Atelier;;{tail}",
        f"{cohort.name};22/11/2026;08:00;12:00;Atelier;;{tail}",
        f"{cohort.name};23/11/2026;25:00;12:00;Atelier;;{tail}",
        f"{cohort.name};23/11/2026;12:00;08:00;Atelier;;{tail}",
        f"{cohort.name};23/11/2026;08:00;12:00;Sieste;;{tail}",
        f"{cohort.name};23/11/2026;08:00;12:00;Cours;;{place.name};x@example.org",
    )
    report = bring(TIMETABLE + "\n".join(lines))
    assert [one.line for one in report.problems] == [2, 3, 4, 5, 6, 7]
    assert db.session.query(ClassSession).count() == 0


def test_a_timetable_in_ical_is_brought_with_its_repetitions(ground):
    cohort, place, leader = ground
    text = ICAL.format(cohort=cohort.name, place=place.name, leader=leader.email)
    assert bring(text.replace("\n", "\r\n")).added == 2
    made = db.session.query(ClassSession).order_by(ClassSession.starts_at).all()
    assert [one.day for one in made] == [MONDAY, MONDAY + 7 * ONE_DAY]
    assert {one.nature for one in made} == {Nature.WORKSHOP}


@pytest.mark.parametrize(
    "tail", [b"", b"\r\nBEGIN:VEVENT\r\nDTSTART:x", b"\x00\xff", b"\r\nx" * 99]
)
def test_a_broken_calendar_is_told(ground, tail):
    try:
        report = bring(b"BEGIN:VCALENDAR" + tail)
    except ical.Refusal as refusal:
        assert "iCal" in str(refusal)
    else:
        assert report.added == 0


def test_the_agenda_link_opens_once_given_and_shuts_once_revoked(browse):
    a_school()
    master = a_user(Role.INSTRUCTOR)
    a_class_session(leader=master)
    browser, stranger = browse(master), browse()
    page = browser.send("/bureau/mon-agenda/lien", page="/bureau/mon-agenda").text
    secret = page.split("/bureau/agenda/")[1][:43]

    answer = stranger.get(f"/bureau/agenda/{secret}")
    assert answer.mimetype == "text/calendar" and b"Atelier" in answer.data
    assert secret not in browser.get("/bureau/mon-agenda").text
    browser.send("/bureau/mon-agenda/revoquer", page="/bureau/mon-agenda")
    assert stranger.get(f"/bureau/agenda/{secret}").status_code == 404


def test_a_customer_has_no_agenda_and_a_student_has_the_one_of_the_cohort(browse):
    a_school()
    user = a_user(Role.STUDENT)
    session = a_class_session(nature=Nature.THEORY, subject="Anglais")
    a_student(session.cohort, user=user)
    page = browse(user).send("/bureau/mon-agenda/lien", page="/bureau/mon-agenda").text
    secret = page.split("/bureau/agenda/")[1][:43]
    assert b"Anglais" in browse().get(f"/bureau/agenda/{secret}").data
    assert browse(a_user(Role.CUSTOMER)).get("/bureau/mon-agenda").status_code == 404


def test_absences_and_events_are_kept_by_the_office(browse):
    a_school()
    student = a_student(a_cohort())
    secretary = browse(a_user(Role.SECRETARY))
    facts = {"day": "2026-11-23", "time": "08:00", "ends_day": "2026-11-23", "ends_time": "12:00"}
    told = {"who": f"s{student.id}", "reason": "family", **facts}
    url = "/bureau/absences/annoncees/nouveau"
    assert secretary.send(url, {**told, "ends_time": "07:00"}).status_code == 422
    assert secretary.send(url, {**told, "who": "s999"}).status_code == 422
    assert "ajouté" in secretary.send(url, told).text
    event = {"kind": "exam", "label": "EP1", "starts_on": "2027-06-01", "ends_on": "2027-06-02"}
    url = "/bureau/reglages/evenements/nouveau"
    assert "EP1" in secretary.send(url, {**event, "cohort_id": student.cohort_id}).text
    (made,) = away.events(date(2027, 6, 1), date(2027, 6, 1))
    assert secretary.get(f"/bureau/reglages/evenements/{made.id}").status_code == 200
    assert secretary.get("/bureau/capacite").status_code == 200


WINTER = {  # Wednesdays of 2027: which zones are on holiday (arrêté of the ministry, package data)
    date(2027, 2, 3): "",
    date(2027, 2, 10): "C",
    date(2027, 2, 17): "AC",
    date(2027, 2, 24): "AB",
    date(2027, 3, 3): "B",
    date(2027, 3, 10): "",
}


@pytest.mark.parametrize("zone", Zone)
def test_each_zone_has_its_own_holidays(zone):
    a_school().zone = zone
    db.session.commit()
    closed = calendar.why_closed_on(list(WINTER))
    assert {day for day, why in closed.items() if why} == {
        day for day, zones in WINTER.items() if zone.value in zones
    }
    holidays = {day: calendar.why_closed(day) for day in (date(2026, 11, 11), date(2027, 3, 29))}
    assert list(holidays.values()) == ["Armistice", "Lundi de Pâques"]
