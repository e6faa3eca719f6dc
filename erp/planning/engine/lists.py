"""Improvement for instances that only ask to finish early and have no calendar: lists, both ways.

Operations are placed one by one in the order of a list; the plan is then pushed to the right and
to the left again (forward-backward improvement, Tormos & Lova 2001), the list shaken, and so on.
"""

from dataclasses import replace
from heapq import heapify, heappop, heappush
from random import Random

from erp.planning.engine.budget import Budget
from erp.planning.engine.improve import Places
from erp.planning.engine.insertion import Inserter
from erp.planning.engine.instance import Instance, Link
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import State

Keys = list[float]
THRIFT = (0.0, 0.0, 0.5, 1.0, 2.0, 4.0)


def is_open(problem: Problem) -> bool:
    """One session without a hole, everybody always there, nothing to wait for, no pin."""
    grid, instance = problem.grid, problem.instance
    if not instance.is_makespan or len(grid.calendars) != 1 or instance.pins:
        return False
    calendar = grid.calendars[0]
    delays = any(delay for task in problem.tasks for _before, delay in task.before)
    masks = any(option.masks for task in problem.tasks for option in task.options)
    placeable = all(task.options and task.release <= grid.now for task in problem.tasks)
    everybody = all(mask == calendar.full for mask in problem.presence)
    no_closing = all(pool.open[0] == calendar.full for pool in problem.pools)
    plain = len(calendar.sessions) == 1 and not problem.is_supervised
    return plain and placeable and everybody and no_closing and not delays and not masks


def reversed_instance(instance: Instance) -> Instance:
    """The same work read from its end."""
    after: dict[str, list[Link]] = {one.id: [] for one in instance.operations}
    for one in instance.operations:
        for link in one.after:
            after[link.operation].append(Link(one.id))
    turned = tuple(replace(one, after=tuple(after[one.id])) for one in instance.operations)
    return replace(instance, operations=turned)


class OneWay:
    """A problem, and how a list becomes a plan in it."""

    def __init__(self, problem: Problem, random: Random, state: State | None = None) -> None:
        self.problem = problem
        self.state = state or State(problem)
        self.inserter = Inserter(self.state, random, blink=0.02)

    def place(self, keys: Keys) -> int:
        """Place all tasks, the smallest key first among those that are ready; the last end."""
        tasks, state = self.problem.tasks, self.state
        for task in tasks:
            if state.places[task.index] is not None:
                state.lift(task)
        left = [len(task.before) for task in tasks]
        ready = [(keys[task.index], task.index) for task in tasks if not task.before]
        heapify(ready)
        last = 0
        while ready:
            _key, index = heappop(ready)
            place = self.inserter.find(tasks[index])
            if place is None:
                raise ValueError(index)  # the horizon holds all tasks one after the other
            state.put(tasks[index], place)
            last = max(last, place.ends)
            for after in tasks[index].after:
                left[after] -= 1
                if not left[after]:
                    heappush(ready, (keys[after], after))
        return last

    def ends(self) -> Keys:
        return [float(place.ends) if place else 0.0 for place in self.state.places]

    def begins(self) -> Keys:
        return [float(place.begins) if place else 0.0 for place in self.state.places]


class ListSearch:
    """`best` is kept as places of the forward problem."""

    def __init__(self, state: State, random: Random) -> None:
        self.random = random
        self.there = OneWay(state.problem, random, state)
        turned = reversed_instance(state.problem.instance)
        self.back = OneWay(Problem(turned, frozenset()), random)
        self.best: Places = list(state.places)
        self.finish = max(place.ends for place in state.places if place)

    def run(self, budget: Budget, bound: int) -> None:
        keys = self.there.begins()
        current, keys = self._both_ways(keys)
        self._keep(current)
        while self.finish > bound and budget.goes_on(self.finish, bound):
            self._choose_thrift()
            found, tried = self._both_ways(self._shaken(keys, current))
            self._keep(found)
            slack = 0.03 * current * (1 - budget.share()) * self.random.random()
            if found <= current + slack:
                current, keys = found, tried

    def _both_ways(self, keys: Keys) -> tuple[int, Keys]:
        first = self.there.place(keys)
        self._keep(first)
        self.back.place([-end for end in self.there.ends()])
        last = self.there.place([-end for end in self.back.ends()])
        return last, self.there.begins()

    def _keep(self, finish: int) -> None:
        if finish < self.finish:
            self.finish, self.best = finish, list(self.there.state.places)

    def _choose_thrift(self) -> None:
        thrift = self.random.choice(THRIFT)
        self.there.inserter.thrift = self.back.inserter.thrift = thrift

    def _shaken(self, keys: Keys, finish: int) -> Keys:
        """Some operations earlier or later, anywhere or around one moment."""
        spread = finish * self.random.choice((0.02, 0.05, 0.1))
        share = self.random.choice((0.05, 0.15, 0.4))
        middle, reach = self.random.random() * finish, finish * 0.2
        is_local = self.random.random() < 0.6
        return [
            key + self.random.gauss(0, spread)
            if self.random.random() < share and (not is_local or abs(key - middle) < reach)
            else key
            for key in keys
        ]
