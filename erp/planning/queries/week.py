"""A week of the board: rows of teams, machines or students, ten half-days, what is in each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from erp.core import clock
from erp.core.words import N_, Word
from erp.equipment import queries as equipment
from erp.equipment.models import Machine, MaintenanceWindow
from erp.people.models import Cohort, Student
from erp.planning.queries.runs import DraftTeam
from erp.planning.queries.work_in_hand import WorkInHand, customer_color, in_turn, work_in_hand
from erp.production import queries as production
from erp.production.models import Assignment
from erp.timetable import calendar
from erp.timetable import queries as timetable
from erp.timetable.away import events
from erp.timetable.capacity import Capacity, capacity
from erp.timetable.models import CalendarEvent, ClassSession

NOON = time(12, 30)  # a session that begins before it is one of the morning


class By(Word):
    """What the rows are."""

    COHORTS = "equipes", N_("Équipes")
    MACHINES = "machines", N_("Machines")
    STUDENTS = "eleves", N_("Élèves")


@dataclass(frozen=True)
class Half:
    """Half a day; `number` 0 to 9, or beyond when the school works on Saturday."""

    day: date
    is_morning: bool
    number: int

    @property
    def span(self) -> tuple[datetime, datetime]:
        if self.is_morning:
            return clock.start_of(self.day), clock.at(self.day, NOON)
        return clock.at(self.day, NOON), clock.start_of(self.day + timedelta(days=1))

    def holds(self, session: ClassSession) -> bool:
        start, end = self.span
        return start <= session.starts_at < end


@dataclass(frozen=True)
class Shut:
    """Why no work is put here: `kind` is lesson, event, closed, upkeep or away."""

    kind: str
    words: str


def load_tone(planned: int, possible: int) -> str:
    """Amber from nine tenths on, red beyond what is possible."""
    if planned > possible:
        return "bad"
    return "warn" if planned * 10 > possible * 9 else ""


@dataclass(frozen=True)
class Card:
    """A team at its session. `minutes`: of each student. `level`: of the least at ease."""

    team: Assignment
    minutes: int
    level: int
    projected: date | None
    today: date

    @property
    def promised(self) -> date | None:
        return self.team.operation.work_order.due_on

    @property
    def tone(self) -> str:
        """Late when the teams that stand end after the promise; missed when it is over already."""
        if self.promised is None:
            return ""
        if self.promised < self.today:
            return "missed"
        return "late" if self.projected and self.projected > self.promised else ""

    @property
    def color(self) -> int:
        """The customer's own."""
        return customer_color(self.team.operation)


@dataclass
class Cell:
    """Minutes are students' in rows of people, machine's in rows of machines."""

    half: Half
    shut: list[Shut] = field(default_factory=list)
    sessions: list[ClassSession] = field(default_factory=list)  # of the workshop
    teams: list[Assignment] = field(default_factory=list)
    drafts: list[DraftTeam] = field(default_factory=list)  # of a plan that is not published
    planned: int = 0
    possible: int = 0

    @property
    def tone(self) -> str:
        return load_tone(self.planned, self.possible)

    def is_open(self, now: datetime) -> bool:
        return any(one.ends_at > now for one in self.sessions)


@dataclass
class Row:
    """`record` is a cohort, a machine, a student, or None: work without a machine."""

    record: Cohort | Machine | Student | None
    small: str
    cells: list[Cell]

    @property
    def planned(self) -> int:
        return sum(one.planned for one in self.cells)

    @property
    def possible(self) -> int:
        return sum(one.possible for one in self.cells)

    @property
    def tone(self) -> str:
        return load_tone(self.planned, self.possible)

    @property
    def key(self) -> int:
        return self.record.id if self.record else 0


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
        last = max([4, *(one.day.weekday() for one in self.sessions)])
        days = [self.monday + timedelta(days=n) for n in range(last + 1)]
        self.closed = {day: calendar.why_closed(day) for day in days}
        self.halves = [
            Half(day, is_morning, 2 * n + (not is_morning))
            for n, day in enumerate(days)
            for is_morning in (True, False)
        ]
        shown = {one.id for one in self.sessions}
        teams = [team for one in self.work.operations for team in one.assignments]
        self.teams = in_turn(one for one in teams if one.class_session_id in shown)

        self.levels = production.levels_of(
            {m.student_id for one in self.teams for m in one.members}
        )

    @property
    def today(self) -> date:
        return clock.day_of(self.work.now)

    def minutes(self, team: Assignment) -> int:
        return self.work.minutes.get(team.id, 0)

    def card(self, team: Assignment) -> Card:
        kind = team.operation.operation_type_id
        known = [self.levels.get((one.student_id, kind)) for one in team.members]
        level = min((one or production.USUAL_LEVEL for one in known), default=0)
        projected = self.work.projected(team.operation.work_order_id)
        return Card(team, self.minutes(team), level, projected, self.today)


def week(monday: date, now: datetime) -> Week:
    sunday = monday + timedelta(days=6)
    sessions = timetable.sessions_between(monday, sunday)
    windows: dict[int, list[MaintenanceWindow]] = {}
    begins, ends = clock.start_of(monday), clock.start_of(sunday + timedelta(days=1))
    for one in equipment.windows(begins, ends):
        windows.setdefault(one.machine_id, []).append(one)
    return Week(
        monday,
        sessions,
        {one.session.id: one for one in capacity(monday, sunday)},
        work_in_hand(now, session_ids=[one.id for one in sessions]),
        events(monday, sunday),
        windows,
    )
