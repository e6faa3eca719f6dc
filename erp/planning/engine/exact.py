"""OR-Tools on what has no calendar: public instances, and a proof of how early all can end."""

import math
from dataclasses import dataclass
from typing import Any

from erp.planning.engine.budget import Budget
from erp.planning.engine.improve import Places
from erp.planning.engine.optimiser import a_solver, cp_model
from erp.planning.engine.parts import Task
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import Placement


@dataclass(frozen=True)
class Proved:
    places: Places
    bound: int


def finish_sooner(problem: Problem, places: Places, lowest: int, budget: Budget) -> Proved:
    """Start from these places; the same, or better ones, and the bound that was proved."""
    model = _Model(problem, places, lowest)
    solver = a_solver(max(0.1, budget.seconds - budget.spent()))
    status = solver.solve(model.model)
    slots = math.ceil(solver.best_objective_bound - 1e-6)
    bound = max(lowest, slots * problem.grid.size + model.origin)
    if status not in (model.cp.OPTIMAL, model.cp.FEASIBLE):
        return Proved(places, max(lowest, min(bound, _finish(places))))
    found = model.places(solver)
    best = min(found, places, key=_finish)
    return Proved(best, min(bound, _finish(best)))


def _finish(places: Places) -> int:
    return max(place.ends for place in places if place)


class _Model:
    """Slots are numbered from 0; the last end is the objective."""

    def __init__(self, problem: Problem, places: Places, lowest: int) -> None:
        self.cp = cp_model()
        self.problem, self.model = problem, self.cp.CpModel()
        times, size = problem.grid.calendars[0].times, problem.grid.size
        self.origin = times[0]
        most = (_finish(places) - self.origin) // size
        least = max(0, -(-(lowest - self.origin) // size))
        self.finish = self.model.new_int_var(least, most, "finish")
        self.used: dict[int, list[tuple[Any, int]]] = {}  # by pool: intervals and amounts
        self.people: dict[int, list[Any]] = {}
        self.start = [self.model.new_int_var(0, most, "") for _ in problem.tasks]
        self.end = [self.model.new_int_var(0, most, "") for _ in problem.tasks]
        self.chosen = [self._task(task) for task in problem.tasks]
        self.member: list[dict[int, Any]] = [self._team(task) for task in problem.tasks]
        self._links()
        self._means()
        self._hint(places)
        self.model.minimize(self.finish)

    def _task(self, task: Task) -> list[Any]:
        """One literal for each option, exactly one of them true."""
        start, end = self.start[task.index], self.end[task.index]
        chosen = []
        for option in task.options:
            literal = self.model.new_bool_var("")
            length = option.length
            span = self.model.new_optional_interval_var(start, length, end, literal, "")
            if option.machine >= 0:
                self.used.setdefault(option.machine, []).append((span, 1))
            for pool, amount in task.resources:
                self.used.setdefault(pool, []).append((span, amount))
            chosen.append(literal)
        self.model.add_exactly_one(chosen)
        self.model.add(end <= self.finish)
        return chosen

    def _team(self, task: Task) -> dict[int, Any]:
        """One literal for each student who may do it; as many as the team are true."""
        if not task.team:
            return {}
        able = {student for option in task.options for student in option.students}
        members = {student: self.model.new_bool_var("") for student in sorted(able)}
        start, end = self.start[task.index], self.end[task.index]
        shortest = min(option.length for option in task.options)
        longest = max(option.length for option in task.options)
        size = self.model.new_int_var(shortest, longest, "")
        for student, literal in members.items():
            span = self.model.new_optional_interval_var(start, size, end, literal, "")
            self.people.setdefault(student, []).append(span)
        self.model.add(sum(members.values()) == task.team)
        for option, chosen in zip(task.options, self.chosen[task.index], strict=True):
            for student in able - set(option.students):
                self.model.add_implication(chosen, members[student].negated())
        return members

    def _links(self) -> None:
        for task in self.problem.tasks:
            for before, _delay in task.before:
                self.model.add(self.start[task.index] >= self.end[before])

    def _means(self) -> None:
        for spans in self.people.values():
            self.model.add_no_overlap(spans)
        for pool, asked in self.used.items():
            spans, amounts = [one for one, _n in asked], [n for _one, n in asked]
            capacity = self.problem.pools[pool].capacity
            if capacity == 1:
                self.model.add_no_overlap(spans)
            else:
                self.model.add_cumulative(spans, amounts, capacity)

    def _hint(self, places: Places) -> None:
        for task in self.problem.tasks:
            place = places[task.index]
            if place is None or place.option is None:
                continue
            self.model.add_hint(self.start[task.index], place.slot)
            self.model.add_hint(self.end[task.index], place.slot + place.option.length)
            for option, literal in zip(task.options, self.chosen[task.index], strict=True):
                self.model.add_hint(literal, option is place.option)
            for student, literal in self.member[task.index].items():
                self.model.add_hint(literal, student in place.team)

    def places(self, solver: Any) -> Places:
        grid = self.problem.grid
        times, found = grid.calendars[0].times, []
        for task in self.problem.tasks:
            literals = self.chosen[task.index]
            option = next(
                o for o, one in zip(task.options, literals, strict=True) if solver.value(one)
            )
            slot = solver.value(self.start[task.index])
            members = self.member[task.index].items()
            team = tuple(student for student, one in members if solver.value(one))
            ends = times[slot + option.length - 1] + grid.size
            found.append(Placement(option, slot, team, 0, times[slot], ends))
        return list(found)
