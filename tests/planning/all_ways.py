"""Tiny random schools, and the least lateness of any plan of one: every way is tried."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

from erp.planning.engine.insertion import Inserter
from erp.planning.engine.instance import Instance, Machine, Order, Right, Student, Window
from erp.planning.engine.parts import Task
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import Placement, State
from tests.planning.a_day import a_week, after, an_operation, at, days

MACHINES = (("tour",), ("scie",), ("tour", "scie"), ())

MORE = (11, 12, 13, 14, 15)


def a_tiny_school(seed: int) -> Instance:
    """Two cohorts, three orders, four operations that all want the same days."""
    random = Random(seed)
    names = ("Ana", "Bob")
    operations = []
    for number, order in enumerate(("OF1", "OF1", "OF2", "OF3")):
        minutes = 60 * random.randint(2, 6)
        machines = tuple((one, minutes) for one in random.choice(MACHINES))
        before = after("0") if number == 1 else ()
        team = random.choice((1, 1, 2))
        operations.append(
            an_operation(
                str(number), minutes, order=order, machines=machines, after=before, team=team
            )
        )
    away = (Window(at(5), at(5, 12)),) if random.random() < 0.5 else ()
    rights = tuple(Right(name) for name in names if random.random() < 0.8)
    return a_week(
        *operations,
        slot_minutes=60,
        sessions=days(4, 5, 6, 7, *MORE) + days(5, 6, 7, 8, *MORE, cohort="CAP2"),
        students=(
            Student("Ana", "Ana", "CAP1", away),
            Student("Bob", "Bob", "CAP1"),
            Student("Cléo", "Cléo", "CAP2"),
            Student("Dan", "Dan", "CAP2"),
        ),
        machines=(
            Machine("tour", "le tour", "atelier", rights=(*rights, Right("Cléo"), Right("Dan"))),
            Machine("scie", "la scie", "atelier"),
        ),
        orders=tuple(
            Order(name, name, at(random.choice((4, 5)), 18), random.randint(1, 3))
            for name in ("OF1", "OF2", "OF3")
        ),
    )


def least_lateness(instance: Instance) -> float:
    """In weighted hours. Placed in some order, each at its earliest, no plan is better."""
    search = _Search(Problem(instance, frozenset()))
    search.go_on()
    return search.best * instance.slot_minutes / 60


class _Search:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.state = problem, State(problem)
        self.inserter = Inserter(self.state, Random(0))
        self.best = 10**9

    def go_on(self) -> None:
        """Try every operation that is ready next, in every way."""
        late = self._late()
        if late >= self.best:
            return
        if all(self.state.places):
            self.best = late
        for task in self.problem.tasks:
            if self.state.places[task.index] is None:
                for place in list(self._ways(task)):
                    self.state.put(task, place)
                    self.go_on()
                    self.state.lift(task)

    def _late(self) -> int:
        """Of what is placed."""
        late = dict.fromkeys(range(len(self.problem.jobs)), 0)
        for task, place in zip(self.problem.tasks, self.state.places, strict=True):
            job = self.problem.jobs[task.order]
            if place is not None and job.promise is not None:
                slots = self.problem.slots_before(place.ends) - job.promise
                late[job.index] = max(late[job.index], job.weight * slots)
        return sum(late.values())

    def _ways(self, task: Task) -> Iterator[Placement]:
        minute = self.inserter.earliest(task)
        if minute is None:
            return
        for option in task.options:
            calendar = self.problem.grid.calendars[option.calendar]
            first = calendar.not_before(minute)
            for team in combinations(option.students, task.team):
                starts = self.inserter.starts(task, option, 0) >> first << first
                for student in team:
                    starts &= self.state.starts_of(student, option.length)
                if starts:
                    slot = (starts & -starts).bit_length() - 1
                    ends = calendar.times[slot + option.length - 1] + self.problem.grid.size
                    yield Placement(option, slot, team, 0, calendar.times[slot], ends)
