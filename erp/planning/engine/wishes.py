"""What a plan costs: weighted lateness first, then idle students, targets, rotation and change."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from erp.planning.engine.parts import Task
from erp.planning.engine.problem import Problem

if TYPE_CHECKING:
    from erp.planning.engine.state import Placement


@dataclass(frozen=True)
class Score:
    """`late`: weighted slots of the school's open time; `points` weighs all of it together."""

    unplaced: int
    late: int
    idle: int
    target: int
    competence: int
    rotation: int
    change: int
    finish: int
    points: int


class Wishes:
    """Counters that follow every placement and its undoing."""

    def __init__(self, problem: Problem, free: list[int]) -> None:
        self.problem = problem
        self.free = free  # the state's own list, by student
        instance, grid = problem.instance, problem.grid
        self.until = grid.minute(instance.until) if instance.until else None
        self.load = [0] * len(problem.students)
        self.work: list[dict[int, int]] = [{} for _ in problem.students]  # operations by kind
        self.cover = [[0] * len(self._sessions(s)) for s in range(len(problem.students))]
        self.presence = [self._presence(s) for s in range(len(problem.students))]
        self.idle = sum(sum(one) for one in self.presence)
        self.targets = [-(-one.target_minutes // grid.size) for one in problem.students]
        self.target = sum(self.targets)
        self.rotation = self.competence = self.change = 0
        self.wants = [self._wants(dict(one.wants)) for one in problem.students]
        self.unplaced = len(problem.tasks)
        self.published = self._published()
        self.change = len(self.published)

    def _sessions(self, student: int) -> list[object]:
        return list(self.problem.grid.calendars[self.problem.calendar_of[student]].sessions)

    def _presence(self, student: int) -> list[bool]:
        """Whether the student can be busy in each session of the weeks that count."""
        calendar = self.problem.grid.calendars[self.problem.calendar_of[student]]
        here = [False] * len(calendar.sessions)
        for bit, position in enumerate(calendar.session_at):
            if self.problem.presence[student] >> bit & 1:
                here[position] = self.until is None or calendar.times[bit] < self.until
        return here

    def _wants(self, wants: dict[str, int]) -> dict[int, int]:
        kinds = self.problem.kinds
        return {kinds.index(name): n for name, n in wants.items() if name in kinds}

    def _published(self) -> dict[int, tuple[int, str, frozenset[int]]]:
        known = {task.source.id: task.index for task in self.problem.tasks}
        students = self.problem.student_index
        return {
            known[one.operation]: (
                self.problem.grid.minute(one.start),
                one.machine,
                frozenset(students[name] for name in one.students if name in students),
            )
            for one in self.problem.instance.published
            if one.operation in known
        }

    def count(self, task: Task, place: "Placement", sign: int) -> None:
        self.unplaced -= sign
        if task.index in self.published and self.is_as_published(task, place):
            self.change -= sign
        if place.option is None:
            return
        calendar = self.problem.grid.calendars[place.option.calendar]
        length = place.option.length
        first = calendar.session_at[place.slot]
        last = calendar.session_at[place.slot + length - 1]
        for student in place.team:
            self._count_sessions(student, first, last, sign)
            self._count_load(student, length * sign)
            self._count_kind(student, task.kind, sign)

    def is_as_published(self, task: Task, place: "Placement") -> bool:
        begins, machine, team = self.published[task.index]
        pool = self.problem.pool_index.get(f"machine {machine}", -1)
        mine = place.option.machine if place.option else -1
        return place.begins == begins and mine == pool and frozenset(place.team) == team

    def _count_sessions(self, student: int, first: int, last: int, sign: int) -> None:
        cover, here = self.cover[student], self.presence[student]
        for position in range(first, last + 1):
            before = cover[position]
            cover[position] = before + sign
            if here[position] and (before == 0) != (before + sign == 0):
                self.idle -= sign

    def _count_load(self, student: int, slots: int) -> None:
        wanted, load = self.targets[student], self.load[student]
        self.load[student] = load + slots
        self.target += max(0, wanted - load - slots) - max(0, wanted - load)

    def _count_kind(self, student: int, kind: int, sign: int) -> None:
        work = self.work[student]
        before = work.get(kind, 0)
        work[kind] = before + sign
        self.rotation += max(0, before + sign - 1) - max(0, before - 1)
        if (before == 0) != (before + sign == 0):
            self.competence -= sign * self.wants[student].get(kind, 0)

    def idle_slots(self) -> int:
        """Slots of present students without work, in the weeks that count."""
        total = 0
        for student, mask in enumerate(self.problem.presence):
            calendar = self.problem.grid.calendars[self.problem.calendar_of[student]]
            last = len(calendar.times) if self.until is None else calendar.not_before(self.until)
            total += (mask & self.free[student] & ((1 << last) - 1)).bit_count()
        return total

    def lateness(self, job: int, places: list["Placement | None"]) -> int:
        """Weighted slots between the promise and the end; unplaced: to the end of all slots."""
        one, times = self.problem.jobs[job], self.problem.grid.times
        if one.promise is None:
            return 0
        ends = 0
        for task in one.tasks:
            place = places[task]
            if place is None:
                return one.weight * max(0, len(times) - one.promise)
            ends = max(ends, place.ends)
        return one.weight * max(0, bisect_left(times, ends) - one.promise)

    def score(self, late: int, finish: int) -> Score:
        weights, size = self.problem.instance.weights, self.problem.grid.size
        hours = late * size * weights.late_hour + self.target * size * weights.target_hour
        points = (
            hours // 60
            + self.idle * weights.idle_session
            + self.competence * weights.competence
            + self.rotation * weights.rotation
            + self.change * weights.change
        )
        if self.problem.instance.is_makespan:
            points = finish
        points += self.unplaced * UNPLACED
        return Score(
            self.unplaced,
            late,
            self.idle,
            self.target,
            self.competence,
            self.rotation,
            self.change,
            finish,
            points,
        )


UNPLACED = 10**7
