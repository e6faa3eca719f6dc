"""The open work and the teams it has, as plain facts: what each team will do, and when it is done.

A week of a large school has a thousand of them: they are read as columns, not as records.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol

from erp.core import clock
from erp.planning import rules

Span = tuple[datetime, datetime]


class Timed(Protocol):
    """A class session, or what is known of one."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


Slot = tuple[Timed, int]  # a session, and how many students are given to it


class Outcome(NamedTuple):
    """The day an order is done; None while `left` minutes of students have no team."""

    day: date | None
    left: int


@dataclass(frozen=True, slots=True)
class Job:
    """A work order with its customer. `is_open`: neither held nor finished."""

    id: int
    label: str
    quantity: Decimal
    due_on: date | None
    is_open: bool
    customer_id: int
    customer: str


@dataclass(slots=True, eq=False)
class StandingTeam:
    """An assignment. `members`: (id, first name) of its students."""

    id: int
    task: "StandingTask"
    session_id: int
    starts_at: datetime
    ends_at: datetime
    rank: int
    version: int
    is_pinned: bool
    machine_id: int | None
    machine: str
    members: list[tuple[int, str]] = field(default_factory=list)

    @property
    def who(self) -> str:
        return ", ".join(name for _, name in self.members)


@dataclass(slots=True, eq=False)
class StandingTask:
    """An operation. `spans`: when students worked on it and on nothing else, as long as it is open.

    `kind`: its operation type; `teams` as they follow each other.
    """

    id: int
    job: Job
    position: int
    label: str
    kind_id: int
    kind: str
    pictogram: str
    is_over: bool
    student_seconds: int
    spans: list[Span] = field(default_factory=list)
    teams: list[StandingTeam] = field(default_factory=list)

    @property
    def student_minutes(self) -> int:
        """What is asked of students still."""
        if self.is_over:
            return 0
        logged = sum(int((end - start).total_seconds()) for start, end in self.spans)
        return rules.minutes_left(self.student_seconds, logged)


@dataclass
class WorkInHand:
    """Tasks by order and position. `minutes`: of each student of a team in its session, by team.

    What is asked of the plan is the solver's; this only adds up what the teams that stand will
    have done, and when. `awaited`: by work order, the day the last of what it waits for comes;
    nothing is done before it, wherever a team was put.
    """

    tasks: Sequence[StandingTask]
    now: datetime
    awaited: dict[int, date] = field(default_factory=dict)
    minutes: dict[int, int] = field(default_factory=dict)
    left: dict[int, int] = field(default_factory=dict)  # student minutes without a team
    ends: dict[int, datetime] = field(default_factory=dict)  # by task that will be done
    of_order: dict[int, list[StandingTask]] = field(default_factory=dict)  # by work order, in turn

    def __post_init__(self) -> None:
        for one in self.tasks:
            self.of_order.setdefault(one.job.id, []).append(one)
            self._spread(one)
        self._days = {key: self._projected(key) for key in self.of_order}

    def _spread(self, task: StandingTask) -> None:
        left = task.student_minutes
        for team in task.teams:
            if team.ends_at <= self.now:
                self.minutes[team.id] = _within(task.spans, team) // max(1, len(team.members))
                continue
            begins, share = self._share(left, team, len(team.members))
            self.minutes[team.id] = share
            left = max(0, left - share * len(team.members))
            if left == 0 and task.id not in self.ends:
                self.ends[task.id] = begins + timedelta(minutes=share)
        self.left[task.id] = left

    def _share(self, left: int, session: Timed, students: int) -> tuple[datetime, int]:
        """When they begin, and the minutes of each."""
        begins = max(session.starts_at, self.now)
        room = _minutes(begins, session.ends_at)
        return begins, min(rules.shared(left, students), room)

    def projected_with(
        self, work_order_id: int, operation_id: int, slots: Iterable[Slot]
    ) -> Outcome:
        """What becomes of the order if these were the teams of this operation of it."""
        tasks = self.of_order.get(work_order_id, [])
        left = next((one.student_minutes for one in tasks if one.id == operation_id), 0)
        end = self.now
        for session, students in sorted(slots, key=lambda slot: slot[0].starts_at):
            if session.ends_at > self.now and left:
                begins, share = self._share(left, session, students)
                left, end = max(0, left - share * students), begins + timedelta(minutes=share)
        others = [one for one in self._still(work_order_id) if one.id != operation_id]
        without = left + sum(self.left[one.id] for one in others)
        if without:
            return Outcome(None, without)
        ends = [end, *(self.ends[one.id] for one in others)]
        return Outcome(self._last(work_order_id, ends), 0)

    def _still(self, work_order_id: int) -> list[StandingTask]:
        return [one for one in self.of_order.get(work_order_id, []) if not one.is_over]

    def projected(self, work_order_id: int) -> date | None:
        """The day the last operation is done with the teams that stand; None: some have none."""
        return self._days.get(work_order_id)

    def _projected(self, work_order_id: int) -> date | None:
        still = self._still(work_order_id)
        if not still or any(self.left[one.id] for one in still):
            return None
        return self._last(work_order_id, [self.ends[one.id] for one in still])

    def _last(self, work_order_id: int, moments: Sequence[datetime]) -> date:
        comes = self.awaited.get(work_order_id, date.min)
        return max(comes, clock.day_of(max(moments)))

    def waiting(self) -> list[StandingTask]:
        """What still wants a team, the soonest promised first."""
        found = [one for one in self.tasks if self.left[one.id] and one.job.is_open]
        return sorted(found, key=_promise)

    def teams_at(self, session_ids: set[int]) -> Iterator[StandingTeam]:
        """By session, then as they were put in order inside it."""
        found = (one for task in self.tasks for one in task.teams if one.session_id in session_ids)
        return iter(sorted(found, key=lambda one: (one.starts_at, one.rank, one.id)))


def _within(spans: Iterable[Span], session: Timed) -> int:
    """The minutes of these that fall into the session."""
    return sum(
        max(0, _minutes(max(start, session.starts_at), min(end, session.ends_at)))
        for start, end in spans
    )


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60


def _promise(one: StandingTask) -> tuple[date, int, int]:
    return (one.job.due_on or date.max, one.job.id, one.position)
