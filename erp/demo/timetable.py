"""35 hours a week for each cohort, two thirds of them at the workshop, and who came so far."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypedDict

from sqlalchemy import insert

from erp.core import clock
from erp.core.db import db
from erp.demo.calendar import Days
from erp.demo.wishes import BACK, CLOSES, NOON, OPENS
from erp.people.models import Cohort, Student, User
from erp.school.models import Place
from erp.timetable.models import Attendance, ClassSession, TimetableSlot
from erp.timetable.states import Nature, Presence

MORNING, AFTERNOON = (OPENS, NOON), (BACK, CLOSES)
LESSONS = {
    MORNING: ((time(8), time(10)), (time(10), time(12))),
    AFTERNOON: ((time(13, 30), time(15)), (time(15), time(16, 30))),
}
# Two cohorts are in class together and change teachers half-way; the two others are at work.
# Eleven hours of lessons, twenty-four at the workshop; on Fridays everybody is at the workshop.
IN_CLASS = (
    ((0, MORNING), (2, MORNING), (1, AFTERNOON)),
    ((1, MORNING), (3, MORNING), (0, AFTERNOON)),
)
SUBJECTS = (
    ("Mathématiques et sciences", "Technologie et lecture de plan"),
    ("Français, histoire-géographie", "Anglais et PSE"),
)
ABSENT, LATE = 0.025, 0.03
REASONS = ("Malade", "Rendez-vous médical", "Problème de transport", "Convocation", "")
CHUNK = 5000


class SessionRow(TypedDict):
    """A class session on its way to the database."""

    cohort_id: int
    starts_at: datetime
    ends_at: datetime
    nature: Nature
    subject: str
    place_id: int
    leader_id: int
    rolled_at: datetime | None


def lay_week(
    cohorts: list[Cohort], instructors: list[User], teachers: list[User], places: dict[str, Place]
) -> list[TimetableSlot]:
    """The week that repeats, for four cohorts, their four instructors and two teachers."""
    workshops = [places["Atelier chaudronnerie"]] * 2 + [places["Atelier usinage"]] * 2
    rooms = [places["Salle 1"], places["Salle 2"]]
    slots = []
    for n, cohort in enumerate(cohorts):
        for weekday in range(5):
            for half in (MORNING, AFTERNOON):
                if (weekday, half) not in IN_CLASS[n % 2]:
                    cell = Cell(cohort, weekday, *half)
                    slots.append(cell.workshop(instructors[n], workshops[n]))
                    continue
                for turn, hours in enumerate(LESSONS[half]):
                    who = (n // 2 + turn) % 2
                    subject = SUBJECTS[who][weekday % 2]
                    cell = Cell(cohort, weekday, *hours)
                    slots.append(cell.lesson(teachers[who], rooms[n // 2], subject))
    db.session.add_all(slots)
    db.session.flush()  # sessions are laid from their ids, without the ORM
    return slots


class Cell:
    """Hours of a weekday in a cohort's week."""

    def __init__(self, cohort: Cohort, weekday: int, starts_at: time, ends_at: time) -> None:
        self.facts = {
            "cohort": cohort,
            "weekday": weekday,
            "starts_at": starts_at,
            "ends_at": ends_at,
        }

    def workshop(self, leader: User, place: Place) -> TimetableSlot:
        return TimetableSlot(nature=Nature.WORKSHOP, leader=leader, place=place, **self.facts)

    def lesson(self, leader: User, place: Place, subject: str) -> TimetableSlot:
        return TimetableSlot(
            nature=Nature.THEORY, leader=leader, place=place, subject=subject, **self.facts
        )


def lay_sessions(days: Days, slots: list[TimetableSlot], random: Random) -> None:
    """The whole year; the roll is called until yesterday. A Sunday today is laid as a Friday."""
    planned = []
    for day in days.all:
        weekday = day.weekday() if day.weekday() < 5 else 4
        planned += [a_session(slot, day, days) for slot in slots if slot.weekday == weekday]
    planned.sort(key=lambda row: (row["starts_at"], row["cohort_id"]))
    ids = db.session.scalars(
        insert(ClassSession).returning(ClassSession.id, sort_by_parameter_order=True), planned
    ).all()
    students = {slot.cohort_id: slot.cohort.students for slot in slots}
    past = [(i, row) for i, row in zip(ids, planned, strict=True) if row["rolled_at"] is not None]
    rows = list(call_the_roll(past, students, random))
    for start in range(0, len(rows), CHUNK):
        db.session.execute(insert(Attendance), rows[start : start + CHUNK])


def a_session(slot: TimetableSlot, day: date, days: Days) -> SessionRow:
    begins, ends = slot.starts_at, slot.ends_at
    if day == days.today:
        opens, noon, closes = days.hours
        begins = opens if begins == MORNING[0] else begins
        ends = {MORNING[1]: noon, AFTERNOON[1]: closes}.get(ends, ends)
    starts_at = clock.at(day, begins)
    return {
        "cohort_id": slot.cohort_id,
        "starts_at": starts_at,
        "ends_at": clock.at(day, ends),
        "nature": slot.nature,
        "subject": slot.subject,
        "place_id": slot.place_id,
        "leader_id": slot.leader_id,
        "rolled_at": starts_at + timedelta(minutes=10) if day < days.today else None,
    }


def call_the_roll(
    sessions: list[tuple[int, SessionRow]],
    students: dict[int, list[Student]],
    random: Random,
) -> Iterator[dict[str, object]]:
    """Who is ill stays away for the whole day; who missed the bus comes late."""
    away: dict[tuple[int, date], str] = {}
    seen: set[tuple[int, date]] = set()
    for session_id, session in sessions:
        starts_at, ends_at = session["starts_at"], session["ends_at"]
        day = clock.day_of(starts_at)
        minutes = int((ends_at - starts_at).total_seconds()) // 60
        for student in students[session["cohort_id"]]:
            key = student.id, day
            if key not in seen and random.random() < ABSENT:
                away[key] = random.choice(REASONS)
            late = key not in seen and random.random() < LATE
            seen.add(key)
            yield a_presence(session_id, student.id, minutes, away.get(key), late, random)


def a_presence(
    session_id: int, student_id: int, minutes: int, away: str | None, late: bool, random: Random
) -> dict[str, object]:
    row = {"class_session_id": session_id, "student_id": student_id, "note": away or ""}
    if away is not None:
        return {**row, "presence": Presence.ABSENT, "minutes": 0}
    if late:
        return {**row, "presence": Presence.LATE, "minutes": minutes - random.choice((5, 10, 20))}
    return {**row, "presence": Presence.PRESENT, "minutes": minutes}
