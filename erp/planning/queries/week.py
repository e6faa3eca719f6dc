"""A week of the board: rows of teams, machines or students, ten half-days, what is in each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from erp.core import clock
from erp.equipment import queries as equipment
from erp.equipment.models import MaintenanceWindow
from erp.planning.grid import COLORS, NOON, Card, Half, Waiting
from erp.planning.queries.work_in_hand import work_in_hand
from erp.planning.standing import StandingTask, StandingTeam, Timed, WorkInHand
from erp.production import queries as production
from erp.timetable import calendar
from erp.timetable import queries as timetable
from erp.timetable.away import away
from erp.timetable.capacity import Capacity, capacity_of
from erp.timetable.models import CalendarEvent, ClassSession
from erp.timetable.states import Nature


@dataclass
class Week:
    """Everything the page shows of it, read in a number of questions that does not grow."""

    monday: date
    sessions: Sequence[ClassSession]
    there: dict[int, Capacity]  # by workshop session
    work: WorkInHand
    events: Sequence[CalendarEvent]
    windows: dict[int, list[MaintenanceWindow]]
    closed: dict[date, str] = field(default_factory=dict)
    halves: list[Half] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.today = clock.day_of(self.work.now)
        last = max([4, *(one.day.weekday() for one in self.sessions)])
        days = [self.monday + timedelta(days=n) for n in range(last + 1)]
        self.closed = calendar.why_closed_on(days)
        self.halves = [
            Half(day, is_morning, 2 * n + (not is_morning))
            for n, day in enumerate(days)
            for is_morning in (True, False)
        ]
        half = {one.id: self.half_of(one) for one in self.sessions}
        self.sessions_in: dict[int, list[ClassSession]] = {}
        for one in self.sessions:
            self.sessions_in.setdefault(half[one.id], []).append(one)
        self.teams = list(self.work.teams_at(set(half)))
        self.teams_in: dict[int, list[StandingTeam]] = {}
        for team in self.teams:
            self.teams_in.setdefault(half[team.session_id], []).append(team)
        students = {student_id for one in self.teams for student_id, _ in one.members}
        self.levels = production.levels_of(students)
        self.cards = {one.id: self._card(one) for one in self.teams}

    @property
    def why_closed(self) -> str:
        """« vacances de Noël », when no day of the week is open; else nothing."""
        days = [self.closed[half.day] for half in self.halves if half.is_morning]
        return ", ".join(dict.fromkeys(days)) if all(days) else ""

    def half_of(self, session: Timed) -> int:
        """The number of its half-day."""
        begins = session.starts_at.astimezone(clock.PARIS)
        return 2 * (begins.date() - self.monday).days + (begins.time() >= NOON)

    def minutes(self, team: StandingTeam) -> int:
        return self.work.minutes.get(team.id, 0)

    def _card(self, team: StandingTeam) -> Card:
        task, job = team.task, team.task.job
        known = (self.levels.get((one, task.kind_id)) for one, _ in team.members)
        level = min((one or production.USUAL_LEVEL for one in known), default=0)
        comes = self.work.awaited.get(job.id)
        return Card(
            team.id, team.version, team.is_pinned, task.id, task.label, task.pictogram,
            job.label, job.quantity, job.customer, job.customer_id % COLORS,
            team.who, team.machine, level, self.minutes(team),
            is_spare=team.ends_at > self.work.now and not self.minutes(team),
            promised=job.due_on,
            projected=self.work.projected(job.id),
            awaited=comes if comes and clock.day_of(team.starts_at) < comes else None,
            today=self.today,
        )  # fmt: skip

    def waiting(self, task: StandingTask) -> Waiting:
        job = task.job
        return Waiting(
            task.id, task.position, task.label, task.pictogram, job.label, job.quantity,
            job.customer, self.work.left[task.id], len(task.teams), job.due_on, self.today,
        )  # fmt: skip


def week(monday: date, now: datetime) -> Week:
    sunday = monday + timedelta(days=6)
    sessions = timetable.sessions_between(monday, sunday)
    workshop = [one for one in sessions if one.nature is Nature.WORKSHOP]
    windows: dict[int, list[MaintenanceWindow]] = {}
    begins, ends = clock.start_of(monday), clock.start_of(sunday + timedelta(days=1))
    for one in equipment.windows(begins, ends):
        windows.setdefault(one.machine_id, []).append(one)
    known = away(monday, sunday)
    return Week(
        monday,
        sessions,
        {one.session.id: one for one in capacity_of(workshop, monday, sunday, known)},
        work_in_hand(now, session_ids=[one.id for one in sessions]),
        known.events,
        windows,
    )
