"""Ruin and recreate: take a few orders out, put them back otherwise, keep what is better.

After Schrimpf et al. (2000) and Christiaens & Vanden Berghe (2020): related orders are taken out
together, options blink, and a worse plan is sometimes kept for a while (simulated annealing). Half
of the steps take out an operation of a late order that had to wait, and what was in its way.
"""

import math
from collections.abc import Callable, Iterable
from random import Random

from erp.planning.engine.blockers import held_tasks, in_the_way
from erp.planning.engine.budget import Budget, never
from erp.planning.engine.build import Builder, by_promise, by_slack, by_weight
from erp.planning.engine.insertion import Inserter
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import Placement, State
from erp.planning.engine.wishes import Score

RUIN = (1, 5)  # orders taken out at a time
WARMTH = 0.005  # of the first plan's points: how much worse a plan may be kept at the beginning
QUEUE = 0.5  # of the steps let a late operation before those that were in its way
IN_THE_WAY = (1, 4)  # of those taken out at a time
FIRST = 0.5  # of these steps put the late order back before all others
WOVEN = 0.5  # of the others put operations back one by one, of all orders together
REACH = (1440.0, 4320.0, 11520.0)  # minutes by which an order then comes earlier or later

Places = list[Placement | None]
Removed = list[tuple[int, Placement]]


class Improver:
    """Works on one state; `best` and `best_score` are what to keep."""

    def __init__(self, state: State, random: Random) -> None:
        self.state, self.random = state, random
        self.problem: Problem = state.problem
        self.inserter = Inserter(state, random, blink=0.05)
        self.builder = Builder(state, self.inserter)
        self.hold(set())
        self.keys = [by_promise(self.problem), by_slack(self.problem), by_weight(self.problem)]
        self.rivals = _rivals(self.problem)
        self.forgiven = [0] * len(self.problem.jobs)  # lateness that does not count
        self.late = [0] * len(self.problem.jobs)
        self.least = [0] * len(self.problem.jobs)  # lateness that nobody tries to avoid
        self.chosen = [0] * len(self.problem.jobs)  # how often each was late and chosen for that
        self.begin()

    def hold(self, fixed: set[int]) -> None:
        """These orders stay; no other order waits for them."""
        self.fixed, tasks = fixed, self.problem.tasks
        self.movable = [
            job.index
            for job in self.problem.jobs
            if job.index not in fixed and any(tasks[task].start is None for task in job.tasks)
        ]

    def begin(self) -> None:
        """Take the state as it is now for the best so far."""
        self.score = self.measure(range(len(self.problem.jobs)))
        self.best: Places = list(self.state.places)
        self.best_score = self.score

    def go_on(self) -> None:
        """Search on from the state as it is now, whatever was best before."""
        self.score = self.measure(range(len(self.problem.jobs)))
        self._keep_best()

    def _keep_best(self) -> None:
        if self.score.points < self.best_score.points:
            self.best, self.best_score = list(self.state.places), self.score

    def measure(self, touched: Iterable[int]) -> Score:
        for job in touched:
            late = self.state.wishes.lateness(job, self.state.places)
            self.late[job] = max(0, late - self.forgiven[job])
        finish = 0
        if self.problem.instance.is_makespan:
            finish = max((p.ends for p in self.state.places if p), default=0)
        return self.state.wishes.score(sum(self.late), finish)

    def run(self, budget: Budget, bound: int | None, is_enough: Callable[[], bool] = never) -> None:
        """Until the budget is spent, the bound reached, or a plan is enough: then it is kept."""
        first = max(1.0, self.score.points * WARMTH)
        while self.movable and budget.goes_on(self.best_score.points, bound):
            if bound is not None and self.best_score.points <= bound:
                return
            heat = first * (1 - budget.share()) ** 2 + 0.01
            self._step(heat)
            if is_enough():
                self.begin()
                return

    def _step(self, heat: float) -> None:
        before, late = self.score, list(self.late)
        empty = {index for index, place in enumerate(self.state.places) if place is None}
        queue = self._queue() if self.random.random() < QUEUE else []
        jobs = [self.problem.tasks[index].order for index in queue] or self._choose()
        removed = self._taken_out(queue) if queue else self._ruin(jobs)
        touched = {self.problem.tasks[index].order for index, _place in removed} | set(jobs)
        self._recreate(touched, removed, jobs[0] if queue else None)
        after = self.measure(touched)
        worse = after.points - before.points
        if worse <= 0 or self.random.random() < math.exp(-worse / heat):
            self.score = after
            self._keep_best()
            return
        self._undo(touched, removed, empty)
        self.late = late

    def _recreate(self, touched: set[int], removed: Removed, late: int | None) -> None:
        order = sorted(touched, key=self._key())
        if late is not None and self.random.random() < FIRST:
            order.sort(key=lambda job: job != late)
        elif self.random.random() < WOVEN:
            self.builder.weave(self._shaken(removed))
        self.builder.fill(order)

    def _shaken(self, removed: Removed) -> dict[int, float]:
        """By task, when it began, more or less: its whole order moves, and itself a little."""
        reach = self.random.choice(REACH)
        shift = {job.index: self.random.gauss(0, reach) for job in self.problem.jobs}
        tasks = self.problem.tasks
        return {
            index: place.begins + shift[tasks[index].order] + self.random.gauss(0, reach / 3)
            for index, place in removed
        }

    def _queue(self) -> list[int]:
        """An operation of a late order that had to wait, then some of those it waited for."""
        late = self._a_late_one()
        held = [] if late is None else held_tasks(self.state, self.inserter, late)
        if not held:
            return []
        one = self.random.choice(held)
        before = in_the_way(self.state, one)
        count = min(len(before), self.random.randint(*IN_THE_WAY))
        return [one.index, *self.random.sample(before, count)]

    def _a_late_one(self) -> int | None:
        late = [job for job in self.movable if self.late[job] > self.least[job]]
        if not late:
            return None
        one = self.random.choices(late, [self.late[job] - self.least[job] for job in late])[0]
        self.chosen[one] += 1
        return one

    def _choose(self) -> list[int]:
        """A late order more often than another, and some of those that compete with it."""
        late = self._a_late_one() if self.random.random() < 0.7 else None
        seed = self.random.choice(self.movable) if late is None else late
        count = min(len(self.movable), self.random.randint(*RUIN))
        near = self.rivals[seed]
        if not near or self.random.random() < 0.2:
            near = self.movable
        around = self._by_time(seed, near)
        chosen, rest = [seed], [job for job in around if job != seed]
        while rest and len(chosen) < count:
            place = int(len(rest) * self.random.random() ** 3)
            chosen.append(rest.pop(place))
        return chosen

    def _by_time(self, seed: int, near: list[int]) -> list[int]:
        """The same, those whose work is at about the same time first."""
        middle = {job: self._middle(job) for job in (*near, seed)}
        return sorted(near, key=lambda job: abs(middle[job] - middle[seed]))

    def _middle(self, job: int) -> int:
        tasks = self.problem.jobs[job].tasks
        if not tasks:
            return 0
        place = self.state.places[tasks[len(tasks) // 2]]
        return place.begins if place else 0

    def _key(self) -> Callable[[int], tuple[float, ...]]:
        kind = self.random.random()
        if kind < 0.25:
            drawn = {job.index: self.random.random() for job in self.problem.jobs}
            return lambda job: (drawn[job],)
        if kind < 0.5:
            return lambda job: (-self.late[job], job)
        key = self.random.choice(self.keys)
        shift = {job.index: self.random.gauss(0, 12) for job in self.problem.jobs}
        return lambda job: (key(job)[0] + shift[job],)

    def _ruin(self, jobs: list[int]) -> Removed:
        """Take these orders out, sometimes only their last operations, and all that waits for them."""
        removed: Removed = []
        partly = self.random.random() < 0.3
        for job in jobs:
            tasks = self.problem.jobs[job].tasks
            cut = self.random.randrange(len(tasks)) if partly and tasks else 0
            for index in tasks[cut:]:
                self._lift(index, removed)
        return removed

    def _taken_out(self, tasks: list[int]) -> Removed:
        removed: Removed = []
        for index in tasks:
            self._lift(index, removed)
        return removed

    def _lift(self, index: int, removed: Removed) -> None:
        """The task and all those after it, unless pinned or of an order that stays."""
        stack = [index]
        while stack:
            task = self.problem.tasks[stack.pop()]
            is_fixed = task.start is not None or task.order in self.fixed
            if not is_fixed and self.state.places[task.index] is not None:
                removed.append((task.index, self.state.lift(task)))
                stack.extend(task.after)

    def _undo(self, touched: set[int], removed: Removed, empty: set[int]) -> None:
        """Take out what was put in, be it in a place that was empty, and put back what was there."""
        gone = {index for index, _place in removed} | empty
        for job in touched:
            for index in self.problem.jobs[job].tasks:
                if index in gone and self.state.places[index] is not None:
                    self.state.lift(self.problem.tasks[index])
        for index, place in removed:
            self.state.put(self.problem.tasks[index], place)

    def restore(self, places: Places) -> None:
        """Bring the state to these places."""
        for index, place in enumerate(self.state.places):
            if place is not None and place is not places[index]:
                self.state.lift(self.problem.tasks[index])
        for index, place in enumerate(places):
            if place is not None and self.state.places[index] is None:
                self.state.put(self.problem.tasks[index], place)


def _rivals(problem: Problem) -> list[list[int]]:
    """By order, the others that ask for a machine or a cohort it asks for too."""
    wanted = []
    for job in problem.jobs:
        options = [o for task in job.tasks for o in problem.tasks[task].options]
        wanted.append({o.machine for o in options} - {-1} or {-1 - o.calendar for o in options})
    every = range(len(wanted))
    return [[b for b in every if b != a and wanted[a] & wanted[b]] for a in every]
