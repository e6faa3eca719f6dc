"""Operations to tasks: every way each of them can be done, in numbers."""

from bisect import bisect_left

from erp.planning.engine.grid import Grid
from erp.planning.engine.instance import Instance, Operation, Pin, Right
from erp.planning.engine.parts import FAR, Option, Task


class Known:
    """What the tasks are made from: the grid, the students and the numbers of the pools."""

    def __init__(
        self, instance: Instance, grid: Grid, pool_index: dict[str, int], kinds: list[str]
    ) -> None:
        self.instance, self.grid = instance, grid
        self.pool_index, self.kinds = pool_index, kinds
        self.students = [one for one in instance.students if one.cohort in grid.index]
        self.calendar_of = [grid.index[one.cohort] for one in self.students]


class Tasks:
    """Operations to tasks; those set aside or out of reach have no option."""

    def __init__(self, problem: Known, aside: frozenset[str]) -> None:
        self.problem, self.aside = problem, aside
        instance = problem.instance
        self.index = {one.id: number for number, one in enumerate(instance.operations)}
        self.orders = {one.id: number for number, one in enumerate(instance.orders)}
        self.machines = {one.id: one for one in instance.machines}
        self.pins: dict[str, Pin] = {}
        for pin in instance.pins:
            self.pins.setdefault(pin.operation, pin)
        self.after: dict[str, list[int]] = {}
        for one in instance.operations:
            for link in one.after:
                self.after.setdefault(link.operation, []).append(self.index[one.id])

    def build(self) -> list[Task]:
        return [self._task(one) for one in self.problem.instance.operations]

    def _task(self, one: Operation) -> Task:
        grid, pin = self.problem.grid, self.pins.get(one.id)
        known = one.id not in self.aside
        links = [link for link in one.after if link.operation in self.index]
        pools = self.problem.pool_index
        return Task(
            index=self.index[one.id],
            source=one,
            order=self.orders.get(one.order, -1),
            team=one.team,
            kind=self.problem.kinds.index(one.kind),
            options=tuple(self._options(one, pin)) if known and not one.outside_minutes else (),
            before=tuple((self.index[link.operation], link.delay) for link in links),
            after=tuple(self.after.get(one.id, ())),
            release=self._release(one),
            resources=tuple((pools.get(f"resource {r}", -1), n) for r, n in one.resources if n),
            outside=one.outside_minutes if known else 0,
            pin=pin,
            start=grid.minute(pin.start) if pin and pin.start else None,
        )

    def _release(self, one: Operation) -> int:
        grid, minute = self.problem.grid, self.problem.grid.now
        for wait in one.waits:
            if not wait.is_received:
                expected = FAR if wait.expected is None else grid.minute(wait.expected)
                minute = max(minute, expected)
        return minute

    def _options(self, one: Operation, pin: Pin | None) -> list[Option]:
        machines = list(one.machines) or [("", one.minutes)]
        if pin and pin.machine:
            machines = [pair for pair in machines if pair[0] == pin.machine]
        size, found = self.problem.grid.size, []
        for machine, minutes in machines:
            for calendar in range(len(self.problem.grid.calendars)):
                masks: dict[int, int] = {}
                students = self._students(one, pin, machine, calendar, masks)
                if len(students) >= one.team:
                    pool = self.problem.pool_index.get(f"machine {machine}", -1)
                    length = max(1, -(-minutes // size))
                    found.append(Option(calendar, pool, length, tuple(students), masks))
        return found

    def _students(
        self, one: Operation, pin: Pin | None, machine: str, calendar: int, masks: dict[int, int]
    ) -> list[int]:
        if not one.team:
            return []
        rights = self.machines[machine].rights if machine else None
        windows = None if rights is None else _by_student(rights)
        named = set(pin.students) if pin and pin.students else one.students
        found = []
        for number, student in enumerate(self.problem.students):
            if self.problem.calendar_of[number] != calendar:
                continue
            if named is not None and student.id not in named:
                continue
            if one.students is not None and student.id not in one.students:
                continue
            if windows is not None and student.id not in windows:
                continue
            if windows is not None:
                self._note_window(windows[student.id], number, calendar, masks)
            found.append(number)
        return found

    def _note_window(
        self, rights: list[Right], number: int, calendar: int, masks: dict[int, int]
    ) -> None:
        """Keep the slots that these rights cover, unless one of them has no end."""
        if any(one.start is None and one.end is None for one in rights):
            return
        grid, mask = self.problem.grid, 0
        times = grid.calendars[calendar].times
        for right in rights:
            first = bisect_left(times, grid.minute(right.start)) if right.start else 0
            last = len(times)
            if right.end:
                last = bisect_left(times, grid.minute(right.end) - grid.size + 1)
            mask |= ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0
        masks[number] = mask


def _by_student(rights: tuple[Right, ...]) -> dict[str, list[Right]]:
    found: dict[str, list[Right]] = {}
    for one in rights:
        found.setdefault(one.student, []).append(one)
    return found
