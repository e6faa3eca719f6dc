"""Whatever the year was, the totals of students, cohorts and school say what the rows say."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erp.core import clock
from erp.core.db import db
from erp.people import actions as people
from erp.people import queries as students
from erp.people.states import Role
from erp.production.models import TimeEntry
from erp.timetable import actions as timetable
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature, Presence, Side
from erp.training import actions, queries
from erp.training.models import OrderLesson
from erp.training.queries import PRACTICED, Span
from erp.training.refusals import NotHereThatDay
from erp.training.states import Kind
from tests.builders import a_cohort, a_place, a_student, a_user
from tests.builders_work import Bench

BEGINS, ENDS = date(2026, 9, 1), date(2027, 7, 3)
NOW = clock.start_of(date(2027, 8, 1))
DAYS = st.one_of(
    st.sampled_from([date(2026, 10, 25), date(2027, 3, 28), BEGINS, ENDS]),  # the clock changes
    st.dates(BEGINS - timedelta(2), ENDS + timedelta(2)),
)
SESSIONS = st.lists(
    st.tuples(
        DAYS,
        st.integers(0, 24 * 60 - 1),  # minute of the day it begins
        st.integers(1, 300),  # how long: midnight is crossed at times
        st.sampled_from(Nature),
        st.integers(0, 1),  # cohort
        st.lists(st.tuples(st.sampled_from(Presence), st.integers(0, 400)), min_size=2, max_size=2),
        st.booleans(),  # corrected
        st.integers(0, 90),  # a lesson on a part
    ),
    max_size=12,
)
STRETCHES = st.lists(
    st.tuples(st.integers(0, 11), st.integers(-60, 200), st.integers(0, 300), st.integers(0, 1)),
    max_size=12,
)
ENTRIES = st.lists(
    st.tuples(DAYS, st.integers(-300, 300), st.sampled_from(Nature), st.integers(0, 3)), max_size=5
)


class Year:
    """Two cohorts of two students, and an order to work and to learn on."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.cohorts = [a_cohort(), a_cohort()]
        self.students = [a_student(self.cohorts[n // 2], joined_on=BEGINS) for n in range(4)]
        self.place, self.teacher = a_place(), a_user(Role.TEACHER)

    def of(self, cohort):
        return [one for one in self.students if one.cohort_id == cohort.id]

    def live(self, sessions, stretches, entries) -> None:
        made = [self.session(*one) for one in dict((s[:2] + s[4:5], s) for s in sessions).values()]
        for n, start, lasts, who in stretches:
            if n < len(made):
                self.work(made[n], start, lasts, who)
        for day, minutes, nature, who in entries:
            self.note(day, minutes, nature, who)
        db.session.flush()

    def session(self, day, minute, lasts, nature, which, said, corrected, lesson) -> ClassSession:
        cohort = self.cohorts[which]
        starts_at = clock.start_of(day) + timedelta(minutes=minute)
        session = ClassSession(
            cohort=cohort, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=lasts),
            nature=nature, place=self.place, leader=self.teacher,
        )  # fmt: skip
        db.session.add(session)
        db.session.flush()
        students = self.of(cohort)
        words = {one.id: word for one, word in zip(students, said, strict=True)}
        facts = {"actor": self.teacher, "now": NOW}
        timetable.call_roll(session, students, words, **facts)
        if corrected:
            turned = dict(zip(words, reversed(list(words.values())), strict=True))
            timetable.call_roll(session, students, turned, **facts, side=Side.OFFICE)
            timetable.call_roll(session, students, words, **facts)
        if 0 < lesson <= lasts:
            part = self.bench.work
            about = {"subject": "Maths", "label": "Cône", "minutes": lesson}
            actions.give_lesson(session, part, **about, **facts)
        return session

    def work(self, session, start, lasts, who) -> None:
        begun = session.starts_at + timedelta(minutes=start)
        ended = begun + timedelta(minutes=lasts, seconds=start % 60)
        student = self.students[2 * self.cohorts.index(session.cohort) + who]
        entry = TimeEntry(
            operation_id=self.bench.operation.id, student_id=student.id,
            started_at=begun, ended_at=ended,
        )  # fmt: skip
        db.session.add(entry)

    def note(self, day, minutes, nature, who) -> None:
        if minutes and day >= BEGINS:
            actions.note_hours(
                self.students[who], day=day, nature=nature, subject="", minutes=minutes,
                reason="x", actor=self.teacher, now=NOW,
            )  # fmt: skip


@pytest.fixture
def year():
    return Year()


def shares(lines) -> tuple[int, int, int]:
    practice = sum(one.minutes for one in lines if one.kind in PRACTICED)
    theory = sum(one.minutes for one in lines if one.kind is Kind.THEORY)
    return practice, theory, sum(one.minutes for one in lines) - practice - theory


def told(hours) -> tuple[int, int, int]:
    return hours.practice, hours.theory, hours.beside


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(SESSIONS, STRETCHES, ENTRIES)
def test_students_cohorts_and_school_agree_to_the_minute(year, sessions, stretches, entries):
    db.session.rollback()  # what the example before left
    year.live(sessions, stretches, entries)
    school = queries.lines(Span(BEGINS, ENDS), now=NOW)

    for student in year.students:
        mine = [one for one in school if one.student_id == student.id]
        assert told(queries.hours_of_student(student, BEGINS, ENDS)) == shares(mine)
        months = queries.months_of_student(student, BEGINS, ENDS)
        assert [sum(part) for part in zip(*(told(m.hours) for m in months), strict=True)] in (
            [],
            list(shares(mine)),
        )
    cohorts = queries.hours_of_cohorts(year.cohorts, BEGINS, ENDS)
    for cohort in year.cohorts:
        lived = [one for one in school if one.cohort_id == cohort.id]
        assert told(cohorts[cohort.id]) == shares(lived)
        by_student = queries.students_of_cohort(cohort, BEGINS, ENDS).values()
        assert sum(one.whole for one in by_student) == sum(one.minutes for one in lived)
    whole = queries.sums(Span(BEGINS, ENDS))
    assert sum(sum(one.values()) for one in whole.values()) == sum(one.minutes for one in school)
    assert all(BEGINS <= one.day <= ENDS for one in school)
    for other in db.session.query(OrderLesson):
        assert other.minutes <= other.class_session.minutes


def test_time_on_orders_never_passes_the_presence(year):
    day = date(2026, 10, 25)
    said = [(Presence.LATE, 60), (Presence.ABSENT, 0)]
    session = year.session(day, 8 * 60, 240, Nature.WORKSHOP, 0, said, False, 0)
    year.work(session, -30, 500, 0)
    year.work(session, 0, 200, 0)
    year.work(session, 0, 200, 1)
    db.session.flush()

    late, absent = (queries.gap_of_student(one, day, day, now=NOW) for one in year.students[:2])

    assert (late.present, late.on_orders, late.unassigned) == (180, 180, 0)
    assert (absent.present, absent.on_orders) == (0, 0)


def test_what_the_teacher_said_stays_beside_what_the_office_said(year):
    present = [(Presence.PRESENT, 0)] * 2
    session = year.session(date(2026, 10, 1), 480, 240, Nature.THEORY, 0, present, False, 0)
    ines, facts = year.students[0], {"actor": year.teacher, "now": NOW}
    absent = {ines.id: (Presence.ABSENT, 0)}
    timetable.call_roll(session, [ines], absent, **facts, side=Side.OFFICE)
    late = {ines.id: (Presence.LATE, 10)}
    timetable.call_roll(session, [ines], late, **facts)

    words = queries.words_of(ines, BEGINS, ENDS)[session.id]

    assert [(one.side, one.minutes) for one in words] == [
        (Side.LEADER, 240),
        (Side.OFFICE, 0),
        (Side.LEADER, 230),
    ]
    assert queries.hours_of_student(ines, BEGINS, ENDS).theory == 0
    assert [one.replaced_at is None for one in words] == [False, True, False]


def test_hours_before_the_arrival_are_refused(year):
    year.students[0].joined_on = date(2026, 11, 2)
    with pytest.raises(NotHereThatDay, match="vérifiez la date"):
        year.note(date(2026, 10, 5), 60, Nature.THEORY, 0)


def test_a_student_who_changes_cohort_keeps_a_true_ledger(year):
    ines, (first, second) = year.students[0], year.cohorts
    present = [(Presence.PRESENT, 0)] * 2
    year.session(date(2026, 10, 1), 480, 240, Nature.WORKSHOP, 0, present, False, 0)

    people.change_student(
        ines, first_name="Inès", last_name="M", birth_date=ines.birth_date, cohort_id=second.id,
        joined_on=ines.joined_on, actor=year.teacher, today=date(2026, 11, 2),
    )  # fmt: skip
    db.session.flush()
    db.session.expire_all()
    day = datetime(2026, 12, 1, 8, tzinfo=clock.PARIS)
    later = ClassSession(
        cohort=second, starts_at=day, ends_at=day + timedelta(hours=2), nature=Nature.THEORY,
        place=year.place, leader=year.teacher,
    )  # fmt: skip
    db.session.add(later)
    timetable.call_roll(later, year.of(second), {}, actor=year.teacher, now=NOW)

    assert ines in students.students_of([first.id], date(2026, 11, 1))
    assert ines not in students.students_of([first.id], date(2026, 11, 2))
    assert ines in students.students_of([second.id], date(2026, 11, 2))
    mine = queries.hours_of_student(ines, BEGINS, ENDS)
    assert (mine.practice, mine.theory) == (240, 120)
    assert queries.students_of_cohort(first, BEGINS, ENDS)[ines.id].practice == 240
    assert queries.students_of_cohort(second, BEGINS, ENDS)[ines.id].theory == 120


def test_who_left_and_came_back_was_not_there_meanwhile():

    ines, actor = a_student(joined_on=BEGINS), a_user()
    people.leave_school(ines, actor=actor, now=clock.start_of(date(2026, 10, 5)))
    people.return_to_school(ines, actor=actor, today=date(2026, 11, 9))
    db.session.flush()

    def there(day):
        return ines in students.students_of([ines.cohort_id], day)

    assert [there(date(2026, 10, n)) for n in (4, 5)] == [True, False]
    assert [there(date(2026, 11, n)) for n in (8, 9)] == [False, True]
