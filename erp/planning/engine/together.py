"""How late some orders must be together, proved by OR-Tools, and a way to be no later.

Calendars, machines of capacity one and arrivals are kept; students only as far as each operation
alone has its team. So what is proved here holds for every plan, with more orders and more rules.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from erp.planning.engine.optimiser import a_solver, cp_model
from erp.planning.engine.parts import FAR, Job, Option, Task
from erp.planning.engine.pieces import Piece, Views, pieces_of
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import Placement


@dataclass(frozen=True)
class Begin:
    """A task at a slot of its option's calendar."""

    minute: int
    task: int
    option: Option
    slot: int


Alone = list[list[int]]  # by task, the slots from which each option could begin, were it alone


@dataclass(frozen=True)
class Given:
    """Orders all of whose operations have a place; by task, its end were it alone (`ends`)."""

    problem: Problem
    jobs: list[int]
    alone: Alone
    ends: list[int]
    places: list[Placement | None]


@dataclass
class Together:
    """`bound`: weighted slots of lateness that no plan avoids; `begins` in the order of time."""

    bound: int
    begins: list[Begin] = field(default_factory=list)


@dataclass(frozen=True)
class _Way:
    task: int
    option: Option
    slot: Any
    taken: Any
    pieces: list[tuple[Piece, Any]]


def late_together(given: Given, seconds: float) -> Together:
    """The least lateness of these orders, as far as it could be proved, and how to reach it."""
    model = _Model(given)
    solver = a_solver(seconds)
    status = solver.solve(model.model)
    if status not in (model.cp.OPTIMAL, model.cp.FEASIBLE, model.cp.UNKNOWN):
        raise ValueError(status)  # the plan in hand is one way of doing it
    bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
    return Together(bound, [] if status == model.cp.UNKNOWN else model.begins(solver))


class _Model:
    """Moments are numbers among the school's slots; an end is the first slot after it."""

    def __init__(self, given: Given) -> None:
        self.cp = cp_model()
        self.given, self.model = given, self.cp.CpModel()
        self.problem, self.ends = given.problem, given.ends
        self.views, self.most = Views(given.problem), len(given.problem.grid.times)
        self.begin: dict[int, Any] = {}
        self.end: dict[int, Any] = {}
        self.ways: list[_Way] = []
        self.spans: dict[tuple[int, ...], list[Any]] = {}
        self.latest: dict[int, int] = {}
        jobs = [given.problem.jobs[job] for job in given.jobs]
        self.sharers = _sharers(given.problem, jobs)
        self._build(jobs)

    def _build(self, jobs: list[Job]) -> None:
        allowed = sum(_lateness(self.problem, job, self.given.places) for job in jobs)
        late = [self._job(job, allowed) for job in jobs]
        for spans in self.spans.values():
            self.model.add_no_overlap(spans)
        self._hint(self.given.places)
        self.model.minimize(sum(late))

    def _job(self, job: Job, allowed: int) -> Any:
        """The weighted lateness of an order, no more than all of them have now."""
        self._say_latest(job, allowed)
        for index in job.tasks:
            self._task(self.problem.tasks[index])
        if job.promise is None or not job.weight:
            return 0
        alone = self.problem.slots_before(max(self.ends[index] for index in job.tasks))
        least = max(0, alone - job.promise)
        late = self.model.new_int_var(least, allowed // job.weight, "")
        for index in job.tasks:
            self.model.add(late >= self.end[index] - job.promise)
        return job.weight * late

    def _say_latest(self, job: Job, allowed: int) -> None:
        """By task, the slot before which it ends when its order is no later than that."""
        last = self.most
        if job.promise is not None and job.weight:
            last = min(last, job.promise + allowed // job.weight)
        for index in reversed(job.tasks):
            begins = [
                self.latest[after] - _shortest(self.problem.tasks[after])
                for after in self.problem.tasks[index].after
                if after in self.latest
            ]
            self.latest[index] = min([last, *begins])

    def _task(self, task: Task) -> None:
        times = self.problem.grid.times
        begin = self.begin[task.index] = self.model.new_int_var(0, self.most, "")
        least = bisect_left(times, self.ends[task.index])
        end = self.end[task.index] = self.model.new_int_var(least, self.latest[task.index], "")
        for before, delay in task.before:
            if before in self.end:
                last = self.end[before]
                self.model.add(begin >= self._after(last, delay))
                if task.outside:
                    self.model.add(end >= self._after(last, delay + task.outside))
        if not task.outside:
            every = zip(task.options, self.given.alone[task.index], strict=True)
            self.model.add_exactly_one(
                [one for option, mask in every for one in self._option(task, option, mask)]
            )

    def _after(self, end: Any, minutes: int) -> Any:
        """The first slot these minutes after an end."""
        if not minutes:
            return end
        times = self.problem.grid.times
        table = [bisect_left(times, at + 1 + minutes) for at in times]
        table.insert(0, bisect_left(times, self.problem.grid.now + minutes))
        found = self.model.new_int_var(0, self.most, "")
        self.model.add_element(end, table, found)
        return found

    def _option(self, task: Task, option: Option, mask: int) -> list[Any]:
        """One literal for each piece of the starts of an option."""
        others = sorted(self.sharers.get(option.machine, set()) - {option.calendar})
        starts = _bits(self._possible(task, option, mask))
        pieces = pieces_of(starts, self.views.of(option, others))
        if not pieces:
            return []
        slot = self.model.new_int_var(pieces[0].first, pieces[-1].last, "")
        seen = [self.begin[task.index], self.end[task.index]]
        seen += [self.model.new_int_var(0, self.most, "") for _ in range(2 * len(others))]
        literals = [self._piece(piece, slot, seen) for piece in pieces]
        taken = self.model.new_bool_var("")
        self.model.add(sum(literals) == taken)
        way = _Way(task.index, option, slot, taken, list(zip(pieces, literals, strict=True)))
        self.ways.append(way)
        if option.machine in self.sharers:
            self._on_machine(way, others, seen[2:])
        return literals

    def _possible(self, task: Task, option: Option, mask: int) -> int:
        """The starts that leave time for what comes before and for what comes after."""
        calendar = self.problem.grid.calendars[option.calendar]
        ready = max((self.ends[before] + delay for before, delay in task.before), default=0)
        first = calendar.not_before(ready)
        last = bisect_left(calendar.numbers, self.latest[task.index]) - option.length
        return (mask >> first << first) & ((1 << max(0, last + 1)) - 1)

    def _piece(self, piece: Piece, slot: Any, seen: list[Any]) -> Any:
        literal = self.model.new_bool_var("")
        self.model.add_linear_constraint(slot, piece.first, piece.last).only_enforce_if(literal)
        for one, at, step in zip(seen, piece.at, piece.step, strict=True):
            self.model.add(one == at + step * (slot - piece.first)).only_enforce_if(literal)
        return literal

    def _on_machine(self, way: _Way, others: list[int], seen: list[Any]) -> None:
        """Apart from others in the same calendar, and in each other one where both have slots."""
        option, length = way.option, way.option.length
        span = self.model.new_optional_interval_var(
            way.slot, length, way.slot + length, way.taken, ""
        )
        self.spans.setdefault((option.machine, option.calendar), []).append(span)
        for number, other in enumerate(others):
            first = 2 + 2 * number
            some = [one for piece, one in way.pieces if piece.at[first] < piece.at[first + 1]]
            shared = self.model.new_bool_var("")
            self.model.add(sum(some) == shared)
            begin, end = seen[2 * number : 2 * number + 2]
            size = self.model.new_int_var(1, length, "")
            span = self.model.new_optional_interval_var(begin, size, end, shared, "")
            key = (option.machine, *sorted((option.calendar, other)))
            self.spans.setdefault(key, []).append(span)

    def _hint(self, places: list[Placement | None]) -> None:
        for way in self.ways:
            place = places[way.task]
            if place is None:
                continue
            is_taken = place.option is way.option
            self.model.add_hint(way.taken, is_taken)
            for piece, literal in way.pieces:
                inside = is_taken and piece.first <= place.slot <= piece.last
                self.model.add_hint(literal, inside)
            if is_taken:
                self.model.add_hint(way.slot, place.slot)

    def begins(self, solver: Any) -> list[Begin]:
        grid, found = self.problem.grid, []
        for way in self.ways:
            if solver.value(way.taken):
                slot = solver.value(way.slot)
                minute = grid.calendars[way.option.calendar].times[slot]
                found.append(Begin(minute, way.task, way.option, slot))
        return sorted(found, key=lambda one: (one.minute, one.task))


def _lateness(problem: Problem, job: Job, places: list[Placement | None]) -> int:
    if job.promise is None:
        return 0
    last = max(place.ends if (place := places[index]) else FAR for index in job.tasks)
    return job.weight * max(0, problem.slots_before(last) - job.promise)


def _shortest(task: Task) -> int:
    return min((one.length for one in task.options), default=0)


def _bits(mask: int) -> Iterable[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _sharers(problem: Problem, jobs: list[Job]) -> dict[int, set[int]]:
    """By machine that holds one operation at a time, the calendars that ask for it."""
    found: dict[int, set[int]] = {}
    for job in jobs:
        for index in job.tasks:
            for option in problem.tasks[index].options:
                if option.machine >= 0 and problem.pools[option.machine].capacity == 1:
                    found.setdefault(option.machine, set()).add(option.calendar)
    return found
