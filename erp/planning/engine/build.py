"""The first plan: pins, then order by order, each operation at its earliest."""

from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush

from erp.planning.engine.insertion import Inserter
from erp.planning.engine.parts import FAR, Job, Task
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import Placement, State


class Builder:
    """`latest`: by task, the minute it must end by so that a pinned one after it holds."""

    def __init__(self, state: State, inserter: Inserter) -> None:
        self.state, self.inserter = state, inserter
        self.problem = state.problem
        self.latest = latest_ends(self.problem)

    def pin(self) -> list[int]:
        """Place what is pinned to a moment; the tasks whose pin cannot hold are given back."""
        failed = []
        pinned = [task for task in self.problem.tasks if task.start is not None]
        for task in sorted(pinned, key=lambda one: one.start or 0):
            place = None if self._comes_too_soon(task) else self._exactly(task, task.start or 0)
            if place is None:
                failed.append(task.index)
            else:
                self.state.put(task, place)
        return failed

    def _comes_too_soon(self, task: Task) -> bool:
        """Before something else that is pinned and should come first."""
        before = ((self.state.places[index], delay) for index, delay in task.before)
        return any(
            place is not None and place.ends + delay > (task.start or 0) for place, delay in before
        )

    def _exactly(self, task: Task, minute: int) -> Placement | None:
        """A place that begins at this minute, whatever comes before the task."""
        if task.outside:
            ends = minute + task.outside
            return (
                Placement(None, 0, (), 0, minute, ends) if ends <= self.latest[task.index] else None
            )
        if minute < task.release:
            return None
        for option in task.options:
            calendar = self.problem.grid.calendars[option.calendar]
            slot = calendar.not_before(minute)
            last = slot + option.length - 1
            if last >= len(calendar.times) or calendar.times[slot] != minute:
                continue
            if calendar.times[last] + self.problem.grid.size > self.latest[task.index]:
                continue
            for layer in self.inserter.layers[option.calendar]:
                if self.inserter.starts(task, option, layer) >> slot & 1:
                    return self.inserter.placement(task, option, slot, layer)
        return None

    def fill(self, jobs: Iterable[int]) -> None:
        """Place all that has no place yet in these orders, one order after the other."""
        left = [task for job in jobs for task in self.problem.jobs[job].tasks]
        while left:
            again = []
            for index in left:
                if self.state.places[index] is None and not self.insert(index):
                    again.append(index)
            if len(again) == len(left) or not self._may_be_ready(again):
                return
            left = again

    def weave(self, keys: dict[int, float]) -> None:
        """Place these tasks one by one, the smallest key first among those that are ready."""
        tasks = self.problem.tasks
        left = {i: sum(1 for before, _d in tasks[i].before if before in keys) for i in keys}
        ready = [(keys[index], index) for index, count in left.items() if not count]
        heapify(ready)
        while ready:
            _key, index = heappop(ready)
            self.insert(index)
            for after in tasks[index].after:
                if after in left:
                    left[after] -= 1
                    if not left[after]:
                        heappush(ready, (keys[after], after))

    def insert(self, index: int) -> bool:
        return self.inserter.insert(self.problem.tasks[index], self.latest[index])

    def _may_be_ready(self, left: list[int]) -> bool:
        """Whether one of them now has all that it waits for, placed by a later order."""
        places, tasks = self.state.places, self.problem.tasks
        return any(
            tasks[index].before and all(places[b] is not None for b, _ in tasks[index].before)
            for index in left
        )


def latest_ends(problem: Problem) -> list[int]:
    latest = [FAR] * len(problem.tasks)
    settled: set[int] = set()

    def settle(index: int) -> int:
        stack = [index]
        while stack:
            top = stack[-1]
            waiting = [a for a in problem.tasks[top].after if a not in settled and a not in stack]
            if waiting:
                stack.append(waiting[0])
                continue
            latest[top] = _latest_of(problem, problem.tasks[top], latest)
            settled.add(stack.pop())
        return latest[index]

    for task in problem.tasks:
        settle(task.index)
    return latest


def _latest_of(problem: Problem, task: Task, latest: list[int]) -> int:
    ends = FAR
    for after in task.after:
        other = problem.tasks[after]
        delay = next(lag for before, lag in other.before if before == task.index)
        starts = other.start
        if starts is None:
            starts = latest[after] - shortest(problem, other) if latest[after] < FAR else FAR
        ends = min(ends, starts - delay if starts < FAR else FAR)
    return ends


def shortest(problem: Problem, task: Task) -> int:
    """The least minutes a task can last."""
    if task.outside:
        return task.outside
    return min((one.length for one in task.options), default=0) * problem.grid.size


def by_promise(problem: Problem) -> Callable[[int], tuple[float, ...]]:
    jobs = problem.jobs
    return lambda job: (_promise(jobs[job]), -jobs[job].weight, job)


def by_slack(problem: Problem) -> Callable[[int], tuple[float, ...]]:
    """What is left between the promise and the work, in slots."""

    def slack(job: int) -> tuple[float, ...]:
        one = problem.jobs[job]
        work = sum(shortest(problem, problem.tasks[task]) for task in one.tasks)
        return (_promise(one) - work / problem.grid.size, -one.weight, job)

    return slack


def by_weight(problem: Problem) -> Callable[[int], tuple[float, ...]]:
    """The least important work per slot of promise last."""

    def value(job: int) -> tuple[float, ...]:
        one = problem.jobs[job]
        return (_promise(one) / max(1, one.weight), job)

    return value


def _promise(job: Job) -> int:
    return FAR if job.promise is None else job.promise
