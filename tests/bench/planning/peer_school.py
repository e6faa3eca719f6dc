"""PyJobShop (CP-SAT) on a school, made easier: open slots only, nameless students, no instructor."""

from typing import Any

from erp.planning.engine.instance import Instance
from erp.planning.engine.parts import Task
from erp.planning.engine.problem import Problem


def late_hours(instance: Instance, seconds: float) -> float | None:
    """Its weighted lateness within these seconds on one core; None: no plan found.

    Lessons are breaks of a cohort's pool of students, closed windows breaks of a machine; what is
    done outside takes no time. All of this is less than our own plans have to respect.
    """
    school = _School(Problem(instance, frozenset()))
    found = school.model.solve(
        solver="ortools", time_limit=seconds, display=False, num_workers=1, random_seed=1
    )
    if not found.best.tasks:
        return None
    return float(found.objective) * instance.slot_minutes / 60


class _School:
    """Time is counted in the school's open slots, as our lateness is."""

    def __init__(self, problem: Problem) -> None:
        from pyjobshop import Model

        self.problem, self.model = problem, Model()
        self.most = len(problem.grid.times)
        self.pools = [self._cohort(number) for number in range(len(problem.grid.calendars))]
        self.machines: dict[int, Any] = {}
        self.tasks: dict[int, Any] = {}
        for job in problem.jobs:
            due = self.most if job.promise is None else job.promise
            made = self.model.add_job(weight=job.weight, due_date=due)
            for index in job.tasks:
                self._task(problem.tasks[index], made)
        for task in problem.tasks:
            for before in self._before(task):
                self.model.add_end_before_start(self.tasks[before], self.tasks[task.index])
        self.model.set_objective(weight_total_tardiness=1)

    def _cohort(self, number: int) -> Any:
        taken = set(self.problem.grid.calendars[number].numbers)
        members = self.problem.calendar_of.count(number)
        return self.model.add_renewable(members, _breaks(set(range(self.most)) - taken))

    def _machine(self, pool: int) -> Any:
        if pool not in self.machines:
            shut = set()
            for number, calendar in enumerate(self.problem.grid.calendars):
                opened = self.problem.pools[pool].open[number]
                shut |= {n for bit, n in enumerate(calendar.numbers) if not opened >> bit & 1}
                shut -= {n for bit, n in enumerate(calendar.numbers) if opened >> bit & 1}
            self.machines[pool] = self.model.add_machine(_breaks(shut))
        return self.machines[pool]

    def _task(self, task: Task, job: Any) -> None:
        if task.outside:
            return
        earliest = self.problem.slots_before(task.release)
        made = self.model.add_task(job, earliest_start=earliest, allow_breaks=True)
        self.tasks[task.index] = made
        for option in task.options:
            means, demands = [self.pools[option.calendar]], [task.team]
            if option.machine >= 0:
                means, demands = [*means, self._machine(option.machine)], [*demands, 0]
            self.model.add_mode(made, means, option.length, demands)

    def _before(self, task: Task) -> list[int]:
        """Those before it, through what is done outside."""
        if task.outside:
            return []
        found, waiting = [], [before for before, _delay in task.before]
        while waiting:
            before = waiting.pop()
            if before in self.tasks:
                found.append(before)
            else:
                waiting += [other for other, _delay in self.problem.tasks[before].before]
        return found


def _breaks(slots: set[int]) -> list[tuple[int, int]]:
    """Slots as the spans they make."""
    found: list[tuple[int, int]] = []
    for slot in sorted(slots):
        if found and found[-1][1] == slot:
            found[-1] = (found[-1][0], slot + 1)
        else:
            found.append((slot, slot + 1))
    return found
