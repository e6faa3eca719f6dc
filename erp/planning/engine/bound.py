"""No plan can be better than this: each order alone on empty calendars, then shared machines."""

from random import Random

from erp.planning.engine.insertion import Inserter
from erp.planning.engine.parts import FAR
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import State


def earliest_ends(problem: Problem) -> list[int]:
    """By task, the minute before which it cannot end, were it and what it waits for alone.

    On empty calendars a task only waits for those before it, so the earliest place of each is a
    bound: presence, rights, closed machines and expected material included. FAR: it never can.
    """
    ends: list[int] = [FAR] * len(problem.tasks)
    state = State(problem)
    inserter = Inserter(state, Random(0))
    for job in problem.jobs:
        for index in job.tasks:
            task = problem.tasks[index]
            minute = task.release
            for before, delay in task.before:
                minute = max(minute, ends[before] + delay)
            ends[index] = _alone(inserter, problem, index, minute)
    return ends


def _alone(inserter: Inserter, problem: Problem, index: int, minute: int) -> int:
    task = problem.tasks[index]
    if minute >= FAR:
        return FAR
    if task.outside:
        return max(minute, task.start or 0) + task.outside
    best = FAR
    for option in task.options:
        calendar = problem.grid.calendars[option.calendar]
        first = calendar.not_before(minute)
        for layer in inserter.layers[option.calendar]:
            starts = inserter.starts(task, option, layer) >> first << first
            if starts:
                slot = (starts & -starts).bit_length() - 1
                best = min(best, calendar.times[slot + option.length - 1] + problem.grid.size)
    return best


def late_of(problem: Problem, ends: list[int]) -> list[int]:
    """By order, the weighted slots of lateness that no plan avoids."""
    found = []
    for job in problem.jobs:
        late = 0
        if job.promise is not None and job.tasks:
            last = max(ends[task] for task in job.tasks)
            late = job.weight * max(0, problem.slots_before(last) - job.promise)
        found.append(late)
    return found


def finish_bound(problem: Problem, ends: list[int]) -> int:
    """The last end: the longest chain alone, or the busiest machine or resource."""
    chain = max((end for end in ends if end < FAR), default=0)
    size, busiest = problem.grid.size, 0
    for number, pool in enumerate(problem.pools):
        work = 0
        for task in problem.tasks:
            amount = dict(task.resources).get(number, 0)
            if task.options and amount:
                work += amount * min(one.length for one in task.options)
            elif task.options and all(one.machine == number for one in task.options):
                work += task.options[0].length
        busiest = max(busiest, -(-work // pool.capacity) * size if pool.capacity else 0)
    return max(chain, problem.grid.now + busiest)
