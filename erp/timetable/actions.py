"""What people do with the timetable: set the usual week, lay the year, call the roll."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from erp.core import clock, journal, records
from erp.core.db import db
from erp.core.files import StoredFile
from erp.core.journal import Actor
from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.people.models import Cohort, Student, User
from erp.school.models import Place
from erp.timetable import calendar, queries, rules
from erp.timetable.away import is_open_day
from erp.timetable.models import (
    Attendance,
    ClassSession,
    ClosedDays,
    Justification,
    Recess,
    SchoolYear,
    TimetableSlot,
)
from erp.timetable.refusals import SaturdayIsClosed, SchoolIsClosed, YearMoves
from erp.timetable.states import AbsenceReason, Nature, Presence, Side

ONE_DAY = timedelta(days=1)


def open_school_year(starts_on: date, ends_on: date) -> SchoolYear:
    """Its id is the year it starts in; the same year again moves its two days."""
    rules.check_year(starts_on, ends_on)
    year = db.session.get(SchoolYear, starts_on.year) or SchoolYear(id=starts_on.year)
    year.starts_on, year.ends_on = starts_on, ends_on
    db.session.add(year)
    return year


def move_school_year(year: SchoolYear, starts_on: date, ends_on: date) -> None:
    rules.check_year(starts_on, ends_on)
    if starts_on.year != year.id:
        raise YearMoves(year=year.id)
    year.starts_on, year.ends_on = starts_on, ends_on


def close_days(starts_on: date, ends_on: date, label: str) -> ClosedDays:
    rules.check_order(clock.start_of(starts_on), clock.start_of(ends_on + ONE_DAY))
    closed = ClosedDays(starts_on=starts_on, ends_on=ends_on, label=label)
    db.session.add(closed)
    return closed


def change_closed_days(closed: ClosedDays, starts_on: date, ends_on: date, label: str) -> None:
    rules.check_order(clock.start_of(starts_on), clock.start_of(ends_on + ONE_DAY))
    closed.starts_on, closed.ends_on, closed.label = starts_on, ends_on, label


def add_slot(cohort: Cohort, **facts: Any) -> TimetableSlot:
    """One cell of the usual week; two cells of a cohort never overlap.

    `facts`: weekday (Monday is 0), starts_at, ends_at, nature, subject, place, leader.
    """
    slot = TimetableSlot(cohort=cohort)
    with db.session.no_autoflush:
        change_slot(slot, **facts)
    db.session.add(slot)
    return slot


def change_slot(slot: TimetableSlot, **facts: Any) -> None:
    """Sessions already laid stay as they are."""
    rules.check_order(facts["starts_at"], facts["ends_at"])
    cohort, weekday = facts.pop("cohort", slot.cohort), facts["weekday"]
    if weekday >= calendar.days_a_week():
        raise SaturdayIsClosed
    others = [other for other in queries.slots(cohort.id) if other is not slot]
    for other in others:
        rules.check_apart(other, weekday, facts["starts_at"], facts["ends_at"])
    rules.check_usual_rest(cohort, {weekday, *(other.weekday for other in others)})
    slot.cohort = cohort
    for name, value in facts.items():
        setattr(slot, name, value)


def lay_sessions(cohort: Cohort, *, begins: date, ends: date) -> int:
    """Make the sessions of these days from the usual week, on open days; what exists stays.

    Returns how many were made. Doing it again makes only what is missing.
    """
    missing = queries.missing_sessions(cohort.id, begins, ends)
    _check_rest(cohort, {clock.day_of(starts_at) for _slot, starts_at, _ends in missing})
    for slot, starts_at, ends_at in missing:
        _add(cohort, starts_at, ends_at, slot.nature, slot.subject, slot.place, slot.leader)
    return len(missing)


def clear_sessions(cohort: Cohort, *, begins: date, ends: date) -> tuple[int, int]:
    """Take away the sessions of these days; those with a roll or work on them stay.

    Returns how many went and how many stayed.
    """
    rules.check_span(begins, ends)
    gone = stayed = 0
    for session in queries.sessions_between(begins, ends, cohort_id=cohort.id):
        try:
            remove_session(session)
            gone += 1
        except Refusal:
            stayed += 1
    return gone, stayed


def _add(
    cohort: Cohort,
    starts_at: datetime,
    ends_at: datetime,
    nature: Nature,
    subject: str,
    place: Place,
    leader: User,
) -> ClassSession:
    session = ClassSession(
        cohort=cohort,
        starts_at=starts_at,
        ends_at=ends_at,
        nature=nature,
        subject=subject,
        place=place,
        leader=leader,
    )
    db.session.add(session)
    return session


def add_session(
    cohort: Cohort,
    *,
    day: date,
    starts_at: time,
    ends_at: time,
    nature: Nature,
    subject: str,
    place: Place,
    leader: User,
) -> ClassSession:
    """An exception for one date."""
    rules.check_order(starts_at, ends_at)
    _check_open(day)
    begins, ends = clock.at(day, starts_at), clock.at(day, ends_at)
    rules.check_free(queries.overlapping(cohort.id, begins, ends))
    _check_rest(cohort, {day})
    return _add(cohort, begins, ends, nature, subject, place, leader)


def change_session(
    session: ClassSession, *, day: date, starts_at: time, ends_at: time, **facts: Any
) -> None:
    """Another hour, place or leader; `facts`: cohort, nature, subject, place, leader."""
    rules.check_can_go(session)
    rules.check_order(starts_at, ends_at)
    _check_open(day)
    begins, ends = clock.at(day, starts_at), clock.at(day, ends_at)
    cohort = facts.get("cohort", session.cohort)
    rules.check_free(queries.overlapping(cohort.id, begins, ends, but=session.id))
    _check_rest(cohort, {day}, but=session)
    for name, value in {**facts, "starts_at": begins, "ends_at": ends}.items():
        setattr(session, name, value)


def _check_rest(cohort: Cohort, added: set[date], *, but: ClassSession | None = None) -> None:
    """Each week that a new day is in, or begins after."""
    if not added:
        return
    mondays = {clock.monday_of(day - n * ONE_DAY) for day in added for n in (0, 1)}
    begins, ends = min(mondays), max(mondays) + 7 * ONE_DAY
    known = queries.sessions_between(begins, ends, cohort_id=cohort.id)
    days = added | {one.day for one in known if one is not but}
    for monday in sorted(mondays):
        rules.check_rest(cohort, monday, days)


def _check_open(day: date) -> None:
    why = calendar.why_closed(day)
    if why and not is_open_day(day):
        raise SchoolIsClosed(day=f"{day:%d/%m/%Y}", why=why)


def remove_session(session: ClassSession) -> None:
    rules.check_can_go(session)
    records.remove(session)


def call_roll(
    session: ClassSession,
    students: Iterable[Student],
    said: Mapping[int, tuple[Presence, int]],
    *,
    actor: Actor,
    now: datetime,
    side: Side = Side.LEADER,
) -> list[Attendance]:
    """`said`: presence and minutes missed, by student; who is not named is present.

    Calling again corrects: a new word replaces the old one, which stays. The office's word holds
    over the leader's. Returns the words that hold and are new.
    """
    rules.check_has_begun(session, now)
    known = queries.attendances(session.id)
    spoken = []
    for student in students:
        word = _word(session, student, said, side)
        word.said_by_id, word.said_at = actor.id, now
        before = known.get(student.id)
        if before is None or (before.presence, before.minutes) != (word.presence, word.minutes):
            spoken.append((before, word))
    again = session.rolled_at is not None
    session.rolled_at = session.rolled_at or now
    sentence = N_("Appel corrigé") if again else N_("Appel fait")
    journal.write(session, "roll", sentence, actor=actor, note=rules.changes_in_words(spoken))
    return _speak(spoken, now)


def add_recess(label: str, starts_at: time, ends_at: time) -> Recess:
    rules.check_order(starts_at, ends_at)
    recess = Recess(label=label, starts_at=starts_at, ends_at=ends_at)
    db.session.add(recess)
    return recess


def change_recess(recess: Recess, *, label: str, starts_at: time, ends_at: time) -> None:
    rules.check_order(starts_at, ends_at)
    recess.label, recess.starts_at, recess.ends_at = label, starts_at, ends_at


def _word(
    session: ClassSession,
    student: Student,
    said: Mapping[int, tuple[Presence, int]],
    side: Side,
) -> Attendance:
    presence, late = said.get(student.id, (Presence.PRESENT, 0))
    return Attendance(
        class_session_id=session.id,
        student_id=student.id,
        presence=presence,
        minutes=rules.minutes_present(session, presence, late),
        side=side,
    )


def _speak(spoken: list[tuple[Attendance | None, Attendance]], now: datetime) -> list[Attendance]:
    """Old words give way first: one word at a time holds, the database sees to it."""
    for before, word in spoken:
        if before is not None and rules.gives_way(before, word):
            before.replaced_at = now
        elif before is not None:
            word.replaced_at = now  # said, and kept beside the office's
    db.session.flush()
    db.session.add_all([word for _before, word in spoken])
    db.session.flush()  # what follows asks who is there
    return [word for _before, word in spoken if word.replaced_at is None]


def justify(
    student: Student,
    *,
    starts_on: date,
    ends_on: date,
    reason: AbsenceReason,
    note: str,
    stored_file: StoredFile | None,
    actor: Actor,
    now: datetime,
) -> Justification:
    """Say why a student was, or will be, away; the absences of these days count as justified."""
    rules.check_order(clock.start_of(starts_on), clock.start_of(ends_on + ONE_DAY))
    justification = Justification(
        student=student,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        note=note,
        stored_file=stored_file,
        noted_by_id=actor.id,
        noted_at=now,
    )
    db.session.add(justification)
    journal.write(student, "justify", N_("Absence justifiée"), actor=actor)
    return justification
