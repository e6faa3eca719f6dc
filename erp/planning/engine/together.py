"""How late some orders must be together, proved by OR-Tools, and a way to be no later.

Calendars, machines of capacity one and arrivals are kept; students by name when a state is given
(`among`), else only as far as each operation alone has its team; instructors only so far. So what is
proved on empty calendars holds for every plan, with more orders and more rules.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from erp.planning.engine.benches import Benches
from erp.planning.engine.optimiser import a_solver, cp_model
from erp.planning.engine.parts import FAR, Job, Task
from erp.planning.engine.pieces import Views
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import Placement, State
from erp.planning.engine.teams import Teams
from erp.planning.engine.ways import Alone, Begin, Ways


@dataclass(frozen=True)
class Given:
    """Orders all of whose operations have a place; by task, its end were it alone (`ends`).

    `known`: weighted slots by which they are late at least; `most`: by which they may be late, when
    it is less than in `places`; `hints`: where they may well begin; `among`: holds what stays.
    """

    views: Views
    jobs: list[int]
    alone: Alone
    ends: list[int]
    places: list[Placement | None]
    known: int = 0
    most: int | None = None
    hints: list[Begin] = field(default_factory=list)
    among: State | None = None


@dataclass
class Together:
    """`bound`: weighted slots of lateness that cannot be avoided; `begins`, in the order of time,
    make `late` of them. `is_settled`: no more time would tell more."""

    bound: int
    late: int = 0
    begins: list[Begin] = field(default_factory=list)
    is_settled: bool = False


def late_together(given: Given, seconds: float) -> Together:
    """The least lateness of these orders, as far as it could be proved, and how to reach it."""
    model = _Model(given)
    solver = a_solver(seconds, in_haste=True)
    status = solver.solve(model.model)
    if status == model.cp.INFEASIBLE and given.most is not None:
        return Together(given.most + 1, is_settled=True)
    if status not in (model.cp.OPTIMAL, model.cp.FEASIBLE, model.cp.UNKNOWN):
        raise ValueError(status)  # the plan in hand is one way of doing it
    bound = max(given.known, math.ceil(solver.best_objective_bound - 1e-6))
    if status == model.cp.UNKNOWN:
        return Together(bound)
    late = round(solver.objective_value)
    return Together(bound, late, model.begins(solver), status == model.cp.OPTIMAL)


class _Model:
    """Moments are numbers among the school's slots; an end is the first slot after it."""

    def __init__(self, given: Given) -> None:
        self.cp = cp_model()
        self.given, self.model = given, self.cp.CpModel()
        self.problem, self.ends = given.views.problem, given.ends
        self.most = len(self.problem.grid.times)
        self.end: dict[int, Any] = {}
        self.latest: dict[int, int] = {}
        jobs = [self.problem.jobs[job] for job in given.jobs]
        self.ways = Ways(self.model, given.views, [t for job in jobs for t in job.tasks])
        self.benches = Benches(self.model, given.views)
        self.teams = Teams(self.model, given.among) if given.among else None
        self._build(jobs)

    def _build(self, jobs: list[Job]) -> None:
        least = {job.index: self._least(job) for job in jobs}
        most = sum(lateness(self.problem, job, self.given.places) for job in jobs)
        if self.given.most is not None:
            most = min(most, self.given.most)
        spare = most - sum(job.weight * least[job.index] for job in jobs)
        late = sum(self._job(job, least[job.index], max(0, spare)) for job in jobs)
        self.ways.close()
        if self.teams:
            self.teams.close()
        self._hint()
        self.model.add(late >= self.given.known)
        self.model.add(late <= most)
        self.model.minimize(late)

    def _least(self, job: Job) -> int:
        """The slots by which an order is late were it alone."""
        if job.promise is None:
            return 0
        alone = self.problem.slots_before(max(self.ends[index] for index in job.tasks))
        return max(0, alone - job.promise)

    def _job(self, job: Job, least: int, spare: int) -> Any:
        """The weighted lateness of an order; all together they are no later than they are now."""
        last = self.most
        if job.promise is not None and job.weight:
            last = min(last, job.promise + least + spare // job.weight)
        self._say_latest(job, last)
        for index in job.tasks:
            self._task(self.problem.tasks[index])
        if job.promise is None or not job.weight:
            return 0
        late = self.model.new_int_var(least, least + spare // job.weight, "")
        for index in job.tasks:
            self.model.add(late >= self.end[index] - job.promise)
        return job.weight * late

    def _say_latest(self, job: Job, last: int) -> None:
        """By task, the slot before which it ends when its order ends before this one."""
        for index in reversed(job.tasks):
            begins = [
                self.latest[after] - _shortest(self.problem.tasks[after])
                for after in self.problem.tasks[index].after
                if after in self.latest
            ]
            self.latest[index] = min([last, *begins])

    def _task(self, task: Task) -> None:
        times = self.problem.grid.times
        begin = self.model.new_int_var(0, self.most, "")
        least = bisect_left(times, self.ends[task.index])
        end = self.end[task.index] = self.model.new_int_var(least, self.most, "")
        self.model.add(end <= self.latest[task.index])
        for before, delay in task.before:
            if before in self.end:
                last = self.end[before]
                self.model.add(begin >= self._after(last, delay))
                if task.outside:
                    self.model.add(end >= self._after(last, delay + task.outside))
        if not task.outside:
            alone = self.given.alone[task.index]
            possible = [self._possible(task, number, mask) for number, mask in enumerate(alone)]
            if not self.teams and not self.ways.waits(task):
                self.benches.add(task, possible, begin, end)
                return
            ways = self.ways.add(task, possible, begin, end)
            if self.teams and task.team:
                self.teams.add(task, ways)

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

    def _possible(self, task: Task, number: int, mask: int) -> int:
        """The starts that leave time for what comes before and for what comes after."""
        option = task.options[number]
        calendar = self.problem.grid.calendars[option.calendar]
        ready = max((self.ends[before] + delay for before, delay in task.before), default=0)
        first = calendar.not_before(ready)
        last = bisect_left(calendar.numbers, self.latest[task.index]) - option.length
        return (mask >> first << first) & ((1 << max(0, last + 1)) - 1)

    def _hint(self) -> None:
        hints = {one.task: one for one in self.given.hints}
        for way in self.ways.every:
            place = hints.get(way.task) or self.given.places[way.task]
            if place is not None and place.option is not None:
                self.ways.hint(way, place.option, place.slot)
        for bench in self.benches.every:
            if place := self.given.places[bench.task]:
                self.benches.hint(bench, place)

    def begins(self, solver: Any) -> list[Begin]:
        begins = [*self.ways.begins(solver), *self.benches.begins(solver)]
        begins.sort(key=lambda one: (one.minute, one.task))
        return [self.teams.joined(one, solver) for one in begins] if self.teams else begins


def lateness(problem: Problem, job: Job, places: list[Placement | None]) -> int:
    if job.promise is None:
        return 0
    last = max(place.ends if (place := places[index]) else FAR for index in job.tasks)
    return job.weight * max(0, problem.slots_before(last) - job.promise)


def _shortest(task: Task) -> int:
    return min((one.length for one in task.options), default=0)
