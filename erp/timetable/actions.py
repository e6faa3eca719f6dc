"""What people do with the timetable: set the usual week, lay the year, call the roll."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from erp.core import clock, journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.people.models import Cohort, Student, User
from erp.school.models import Place
from erp.timetable import calendar, queries, rules
from erp.timetable.models import Attendance, ClassSession, ClosedDays, SchoolYear, TimetableSlot
from erp.timetable.refusals import SchoolIsClosed, SessionsOverlap
from erp.timetable.states import Nature, Presence

ONE_DAY = timedelta(days=1)


def open_school_year(starts_on: date, ends_on: date) -> SchoolYear:
    """Its id is the year it starts in; the same year again moves its two days."""
    rules.check_order(clock.start_of(starts_on), clock.start_of(ends_on))
    year = db.session.get(SchoolYear, starts_on.year) or SchoolYear(id=starts_on.year)
    year.starts_on, year.ends_on = starts_on, ends_on
    db.session.add(year)
    return year


def close_days(starts_on: date, ends_on: date, label: str) -> ClosedDays:
    rules.check_order(clock.start_of(starts_on), clock.start_of(ends_on + ONE_DAY))
    closed = ClosedDays(starts_on=starts_on, ends_on=ends_on, label=label)
    db.session.add(closed)
    return closed


def add_slot(
    cohort: Cohort,
    *,
    weekday: int,
    starts_at: time,
    ends_at: time,
    nature: Nature,
    subject: str,
    place: Place,
    leader: User,
) -> TimetableSlot:
    """One cell of the usual week; two cells of a cohort never overlap."""
    rules.check_order(starts_at, ends_at)
    _check_slot_is_free(cohort, weekday, starts_at, ends_at)
    slot = TimetableSlot(
        cohort=cohort,
        weekday=weekday,
        starts_at=starts_at,
        ends_at=ends_at,
        nature=nature,
        subject=subject,
        place=place,
        leader=leader,
    )
    db.session.add(slot)
    return slot


def _check_slot_is_free(cohort: Cohort, weekday: int, starts_at: time, ends_at: time) -> None:
    for other in queries.slots(cohort.id):
        if other.weekday == weekday and other.starts_at < ends_at and starts_at < other.ends_at:
            told = {"starts": f"{other.starts_at:%H:%M}", "ends": f"{other.ends_at:%H:%M}"}
            raise SessionsOverlap(cohort=cohort, **told)


def remove_slot(slot: TimetableSlot) -> None:
    """Sessions already laid stay; take them away one by one."""
    db.session.delete(slot)


def lay_sessions(cohort: Cohort, *, begins: date, ends: date) -> int:
    """Make the sessions of these days from the usual week, on open days; what exists stays.

    Returns how many were made. Doing it again makes only what is missing.
    """
    slots = queries.slots(cohort.id)
    known = queries.sessions_between(begins, ends, cohort_id=cohort.id)
    taken = [(one.starts_at, one.ends_at) for one in known]
    made = 0
    for day in _open_days(begins, ends):
        for slot in slots:
            if slot.weekday == day.weekday() and _lay(slot, day, taken):
                made += 1
    return made


def _open_days(begins: date, ends: date) -> Iterable[date]:
    day = begins
    while day <= ends:
        if not calendar.why_closed(day):
            yield day
        day += ONE_DAY


def _lay(slot: TimetableSlot, day: date, taken: list[tuple[datetime, datetime]]) -> bool:
    starts_at, ends_at = clock.at(day, slot.starts_at), clock.at(day, slot.ends_at)
    if any(start < ends_at and starts_at < end for start, end in taken):
        return False
    _add(slot.cohort, starts_at, ends_at, slot.nature, slot.subject, slot.place, slot.leader)
    taken.append((starts_at, ends_at))
    return True


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
    why = calendar.why_closed(day)
    if why:
        raise SchoolIsClosed(day=f"{day:%d/%m/%Y}", why=why)
    begins, ends = clock.at(day, starts_at), clock.at(day, ends_at)
    rules.check_free(queries.overlapping(cohort.id, begins, ends))
    return _add(cohort, begins, ends, nature, subject, place, leader)


def remove_session(session: ClassSession) -> None:
    rules.check_can_go(session)
    db.session.delete(session)


def call_roll(
    session: ClassSession,
    students: Iterable[Student],
    said: Mapping[int, tuple[Presence, int]],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """`said`: presence and minutes missed, by student; who is not named is present.

    Calling again corrects: what was said before stays readable in the journal.
    """
    rules.check_has_begun(session, now)
    known = queries.attendances(session.id)
    changes = []
    for student in students:
        presence, late = said.get(student.id, (Presence.PRESENT, 0))
        minutes = rules.minutes_present(session, presence, late)
        before = known.get(student.id)
        if before is None:
            _note_presence(session, student, presence, minutes)
        elif (before.presence, before.minutes) != (presence, minutes):
            changes.append(f"{student.name} : {before.presence.label} → {presence.label}")
            before.presence, before.minutes = presence, minutes
    again = session.rolled_at is not None
    session.rolled_at = session.rolled_at or now
    sentence = N_("Appel corrigé") if again else N_("Appel fait")
    journal.write(session, "roll", sentence, actor=actor, note=" ; ".join(changes))


def _note_presence(
    session: ClassSession, student: Student, presence: Presence, minutes: int
) -> None:
    row = Attendance(class_session=session, student=student, presence=presence, minutes=minutes)
    db.session.add(row)
