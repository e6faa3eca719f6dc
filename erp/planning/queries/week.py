"""A week of the board: rows of teams, machines or students, ten half-days, what is in each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from erp.core import clock
from erp.equipment import queries as equipment
from erp.equipment.models import MaintenanceWindow
from erp.planning.grid import Card, Half
from erp.planning.queries.work_in_hand import WorkInHand, in_turn, work_in_hand
from erp.production import queries as production
from erp.production.models import Assignment
from erp.timetable import calendar
from erp.timetable import queries as timetable
from erp.timetable.away import events
from erp.timetable.capacity import Capacity, capacity
from erp.timetable.models import CalendarEvent, ClassSession


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
        work_order_id = team.operation.work_order_id
        projected, comes = self.work.projected(work_order_id), self.work.awaited.get(work_order_id)
        awaited = comes if comes and team.class_session.day < comes else None
        return Card(team, self.minutes(team), level, projected, self.today, awaited)


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
