"""Where else a piece of work could go: teams that hold, without asking the database each time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from erp.core import clock
from erp.equipment.models import Machine
from erp.equipment.states import MachineMode
from erp.people.models import Student
from erp.planning import rules
from erp.planning.queries.against import against_plan
from erp.planning.queries.work_in_hand import in_turn, work_in_hand
from erp.planning.standing import Outcome, Slot, WorkInHand
from erp.production import actions as production
from erp.production import queries as assigned
from erp.production.actions import Team
from erp.production.models import Assignment, Operation
from erp.safety import queries as safety
from erp.safety.facts import Facts
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature

HORIZON = timedelta(days=13)
TRIES = 8  # sessions that are really asked about: each costs some questions


@dataclass(frozen=True)
class Proposal:
    """A team that holds, and what would become of its order."""

    team: Team
    projected: Outcome


@dataclass(frozen=True)
class Wish:
    """`students` as they are, else the `size` freest of those who may; `machine` rather than
    another; `but`: the card that moves counts nowhere; `without`: this student is not asked."""

    students: Sequence[Student] = ()
    size: int = 0
    machine: Machine | None = None
    but: Assignment | None = None
    without: int = 0


@dataclass
class Chances:
    """The next two weeks: who is there, who may, and how full every hand and machine is."""

    known: Facts
    sessions: Sequence[ClassSession]
    work: WorkInHand
    teams: Sequence[Assignment]  # as they follow each other

    def session_by_id(self, session_id: int) -> ClassSession | None:
        return next((one for one in self.sessions if one.id == session_id), None)

    def team_at(self, operation: Operation, session: ClassSession, wish: Wish) -> Team | None:
        """A team that holds there; None when nobody is free and allowed."""
        if self.known.away.is_staff_away(session.leader_id, session):
            return None
        others = [one for one in self.beside(session) if one is not wish.but]
        for one in self._machines(operation, session, wish.machine):
            if one is not None and not self._has_room(one, session, others):
                continue
            able = self._able(session, one, others, wish.without)
            chosen = list(wish.students) or able[: wish.size or self.size_of(operation)]
            if chosen and all(each in able for each in chosen):
                return Team(operation, session, chosen, session.leader, one)
        return None

    def size_of(self, operation: Operation) -> int:
        known = [len(one.members) for one in in_turn(operation.assignments)]
        minutes = self.work.left.get(operation.id, 0) or operation.student_seconds // 60
        return rules.team_size(minutes, known[-1] if known else 0)

    def _machines(
        self, operation: Operation, session: ClassSession, wanted: Machine | None
    ) -> list[Machine | None]:
        """The one it has had first, then the others of its kind in that workshop."""
        found = [
            one
            for one in self.known.machines_of(operation.operation_type.machine_type_id)
            if one is None or one.place_id == session.place_id
        ]
        return sorted(found, key=lambda one: wanted is None or one is None or one.id != wanted.id)

    def _has_room(
        self, machine: Machine, session: ClassSession, others: Sequence[Assignment]
    ) -> bool:
        if not self.known.is_free(machine.id, session):
            return False
        taken = sum(self.work.minutes.get(o.id, 0) for o in others if o.machine_id == machine.id)
        return taken + rules.SLOT < machine.capacity * session.minutes

    def _able(
        self,
        session: ClassSession,
        machine: Machine | None,
        others: Sequence[Assignment],
        without: int,
    ) -> list[Student]:
        """Those of the cohort who are there, free and allowed; the least busy first."""
        busy: dict[int, int] = {}
        for one in others:
            for member in one.members:
                minutes = self.work.minutes.get(one.id, 0)
                busy[member.student_id] = busy.get(member.student_id, 0) + minutes
        mode, day = MachineMode.PRODUCTION, session.day
        able = [
            one
            for one in self.known.students.values()
            if one.cohort_id == session.cohort_id
            and one.id != without
            and busy.get(one.id, 0) + rules.SLOT < session.minutes
            and self.known.is_there(one.id, session)
            and (machine is None or self.known.may(one.id, machine.id, mode, day))
        ]
        return sorted(able, key=lambda one: (busy.get(one.id, 0), one.id))

    def beside(self, session: ClassSession) -> list[Assignment]:
        return [
            one
            for one in self.teams
            if one.class_session.starts_at < session.ends_at
            and session.starts_at < one.class_session.ends_at
        ]

    def projected(
        self, operation: Operation, but: Assignment | None = None, plus: Sequence[Slot] = ()
    ) -> Outcome:
        """What would become of the order without this team, and with these."""
        kept = [
            (one.class_session, len(one.members))
            for one in in_turn(operation.assignments)
            if one is not but
        ]
        slots: list[Slot] = [*kept, *plus]
        return self.work.projected_with(operation.work_order_id, operation.id, slots)

    def proposals(
        self,
        operation: Operation,
        *,
        but: Assignment | None = None,
        students: Sequence[Student] = (),
        most: int = 3,
    ) -> list[Proposal]:
        """The next sessions where a team holds; the same students where they can."""
        found: list[Proposal] = []
        for tries, team in enumerate(self._candidates(operation, but, students), 1):
            if holds(team):
                slot = (team.session, len(team.students))
                found.append(Proposal(team, self.projected(operation, but, [slot])))
            if len(found) == most or tries == TRIES:
                break
        return found

    def _candidates(
        self, operation: Operation, but: Assignment | None, students: Sequence[Student]
    ) -> Iterator[Team]:
        taken = {one.class_session_id for one in operation.assignments}
        earliest = self._earliest(operation)
        usual = Wish(size=len(but.members) if but else 0, machine=but.machine if but else None)
        for session in self.sessions:
            if session.id in taken or session.starts_at < earliest:
                continue
            same = students and all(one.cohort_id == session.cohort_id for one in students)
            wish = replace(usual, students=students) if same else usual
            team = self.team_at(operation, session, wish) or self.team_at(operation, session, usual)
            if team is not None:
                yield team

    def _earliest(self, operation: Operation) -> datetime:
        """Not before what comes before it."""
        earlier = [
            one
            for one in self.work.of_order.get(operation.work_order_id, [])
            if one.position < operation.position and not one.is_over
        ]
        starts = [team.starts_at for one in earlier for team in one.teams]
        return max([self.work.now, *starts])


def holds(team: Team) -> bool:
    """Whether nothing at all stands against it."""
    return not (against_plan(team) or production.against(team))


def chances(now: datetime) -> Chances:
    today = clock.day_of(now)
    last = today + HORIZON
    sessions = [
        one
        for one in timetable.sessions_between(today, last, nature=Nature.WORKSHOP)
        if one.ends_at > now
    ]
    ids = [one.id for one in sessions]
    teams = in_turn(assigned.assignments_of_sessions(ids))
    return Chances(safety.facts(today, last), sessions, work_in_hand(now, session_ids=ids), teams)
