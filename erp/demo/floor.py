"""The workshop floor of the past weeks: which students are free for an operation, and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from erp.core.db import db
from erp.demo.calendar import Days
from erp.demo.equipment import BOILER, MACHINING
from erp.demo.jobs import MACHINING as MACHINING_TRADE
from erp.equipment.states import MachineMode
from erp.people import queries as people
from erp.people.models import Cohort, Student, Tablet
from erp.production.models import Operation
from erp.safety import law
from erp.safety import queries as safety
from erp.safety.facts import Facts
from erp.timetable import queries as timetable
from erp.timetable.models import Attendance, ClassSession
from erp.timetable.states import Nature, Presence

SETTLING = timedelta(minutes=8)  # from the bell to the machine
TIDYING = timedelta(minutes=15)


@dataclass(frozen=True)
class Turn:
    """A team of free students at a session."""

    session: ClassSession
    students: list[Student]

    @property
    def starts_at(self) -> datetime:
        return self.session.starts_at + SETTLING

    @property
    def room(self) -> timedelta:
        return self.session.ends_at - TIDYING - self.starts_at


@dataclass
class Floor:
    sessions: list[ClassSession]
    tablets: dict[str, Tablet]  # by the name of their place
    random: Random
    today: date
    facts: Facts
    busy: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def place_of(self, trade: str) -> str:
        return MACHINING if trade == MACHINING_TRADE else BOILER

    def next_turn(
        self, operation: Operation, place: str, after: datetime, size: int
    ) -> Turn | None:
        """The first session from a moment on with students free for it, and up to `size`."""
        for session in self.sessions:
            if session.day >= self.today:
                return None
            if session.starts_at < after or session.place.name != place:
                continue
            free = self.free_at(session, operation)
            if len(free) >= min(size, 2):
                team = self.random.sample(free, min(size, len(free)))
                self.busy[session.id] |= {student.id for student in team}
                return Turn(session, team)
        return None

    def free_at(self, session: ClassSession, operation: Operation) -> list[Student]:
        taken = self.busy[session.id]
        here = people.students_of([session.cohort_id], session.day)
        free = [student for student in here if student.id not in taken]
        return [one for one in free if self.may(one, operation, session.day)]

    def may(self, student: Student, operation: Operation, day: date) -> bool:
        """Whether their papers open a machine of this kind that day."""
        kind = operation.operation_type.machine_type_id
        tools = [t for t in self.facts.tools.values() if t.machine.machine_type_id == kind]
        use = MachineMode.PRODUCTION
        if law.age_on(student.birth_date, day) < law.YOUNGEST:
            return False
        return not tools or any(
            self.facts.may(student.id, tool.machine.id, use, day) for tool in tools
        )


def open_floor(cohorts: list[Cohort], days: Days, random: Random) -> Floor:
    """All workshop sessions of these cohorts; absent students are busy elsewhere."""
    known = {cohort.id for cohort in cohorts}
    planned = timetable.sessions_between(days.all[0], days.today, nature=Nature.WORKSHOP)
    sessions = [session for session in planned if session.cohort_id in known]
    tablets = {tablet.place.name: tablet for tablet in people.tablets()}
    students = [student.id for cohort in cohorts for student in cohort.students]
    facts = safety.facts(days.all[0], days.today, student_ids=students)
    floor = Floor(sessions, tablets, random, days.today, facts)
    away = select(Attendance.class_session_id, Attendance.student_id).where(
        Attendance.presence != Presence.PRESENT,
        Attendance.class_session_id.in_([session.id for session in sessions]),
    )
    for session_id, student_id in db.session.execute(away):
        floor.busy[session_id].add(student_id)
    return floor
