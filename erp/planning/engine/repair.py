"""What was planned stays where it holds; only what does not hold any more finds another place.

The same hours with somebody else first; then any hours before what follows; then what follows moves
too. So one absence touches little, and whoever is not concerned keeps their week.
"""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from erp.planning.engine.build import Builder
from erp.planning.engine.parts import Option, Task
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import Placement


@dataclass(frozen=True)
class Told:
    """Where a task was: the minute it began, its machine (a pool, or -1) and its team."""

    minute: int
    machine: int
    team: tuple[int, ...]


Plan = dict[int, Told]


def as_published(problem: Problem, published: dict[int, tuple[int, str, frozenset[int]]]) -> Plan:
    return {
        index: Told(minute, problem.pool_index.get(f"machine {name}", -1), tuple(sorted(team)))
        for index, (minute, name, team) in published.items()
    }


def as_placed(places: list[Placement | None]) -> Plan:
    return {
        index: Told(one.begins, one.option.machine if one.option else -1, one.team)
        for index, one in enumerate(places)
        if one is not None
    }


class Repair:
    """`plan`: by task, where it was."""

    def __init__(self, builder: Builder, plan: Plan) -> None:
        self.builder, self.inserter = builder, builder.inserter
        self.state, self.problem = builder.state, builder.problem
        self.plan = plan
        self.in_time = sorted(plan, key=lambda index: (plan[index].minute, index))

    def run(self) -> None:
        """Everything that can be where it was, then the rest in the order of time."""
        for index in self.in_time:
            self.put_back(index)
        left = [(self.plan[one].minute, one) for one in self.in_time if not self.state.places[one]]
        heapify(left)
        while left:
            _at, index = heappop(left)
            for other in self._mend(self.problem.tasks[index]):
                heappush(left, (self.plan[other].minute, other))
        for task in self.problem.tasks:
            if self.state.places[task.index] is None:
                self._clear_after(task)

    def go_back(self, is_well: Callable[[], bool]) -> None:
        """Put what moved and need not have where it was, as long as all is well."""
        for index in self.in_time:
            task, place = self.problem.tasks[index], self.state.places[index]
            if place is None or self.state.wishes.is_as_published(task, place):
                continue
            self.state.lift(task)
            is_back = self.put_back(index)
            if is_back and not is_well():
                self.state.lift(task)
            if self.state.places[index] is None:
                self.state.put(task, place)

    def put_back(self, index: int) -> bool:
        """Exactly where it was, with the same hands, if it still may."""
        told, task = self.plan[index], self.problem.tasks[index]
        if self.state.places[index] or self._ready(task) > told.minute:
            return False
        place = self._as_it_was(task, told)
        if place is None or place.ends > self._limit(task):
            return False
        self.state.put(task, place)
        return True

    def _ready(self, task: Task) -> int:
        """As far as what comes before has its place already."""
        places = self.state.places
        ends = [place.ends + delay for b, delay in task.before if (place := places[b])]
        return max([task.release, *ends])

    def _limit(self, task: Task) -> int:
        """The minute it must end by, so that what is placed after it may stay."""
        limit = self.builder.latest[task.index]
        for after in task.after:
            place = self.state.places[after]
            if place is not None:
                delays = [d for b, d in self.problem.tasks[after].before if b == task.index]
                limit = min(limit, place.begins - max(delays))
        return limit

    def _as_it_was(self, task: Task, told: Told) -> Placement | None:
        if task.outside:
            return Placement(None, 0, (), 0, told.minute, told.minute + task.outside)
        for option in task.options:
            if option.machine == told.machine and set(told.team) <= set(option.students):
                place = self._at(task, option, told)
                if place is not None and place.team == told.team:
                    return place
        return None

    def _at(self, task: Task, option: Option, told: Told) -> Placement | None:
        """At this minute, with as many of the team as are free."""
        calendar = self.problem.grid.calendars[option.calendar]
        slot = calendar.not_before(told.minute)
        if slot >= len(calendar.times) or calendar.times[slot] != told.minute:
            return None
        for layer in self.inserter.layers[option.calendar]:
            if self.inserter.starts(task, option, layer) >> slot & 1:
                return self.inserter.placement(task, option, slot, layer, told.team)
        return None

    def _mend(self, task: Task) -> list[int]:
        """Find it a place; those after it that had to go for that."""
        if self.state.places[task.index] or self.inserter.earliest(task) is None:
            return []
        place = self._same_hours(task) or self.inserter.find(task, self._limit(task))
        gone: list[int] = []
        if place is None:
            gone = self._clear_after(task)
            place = self.inserter.find(task, self._limit(task))
        if place is not None:
            self.state.put(task, place)
        return gone

    def _same_hours(self, task: Task) -> Placement | None:
        """As it was, but on another machine or with other hands."""
        told = self.plan[task.index]
        if task.outside or self._ready(task) > told.minute:
            return None
        for option in sorted(task.options, key=lambda one: one.machine != told.machine):
            place = self._at(task, option, told)
            if place is not None and place.ends <= self._limit(task):
                return place
        return None

    def _clear_after(self, task: Task) -> list[int]:
        """Take out all that waits for it, but what is pinned."""
        gone, stack = [], list(task.after)
        while stack:
            one = self.problem.tasks[stack.pop()]
            if one.start is None and self.state.places[one.index] is not None:
                self.state.lift(one)
                stack.extend(one.after)
                if one.index in self.plan:
                    gone.append(one.index)
        return gone
