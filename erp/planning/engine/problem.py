"""The instance ready for the search: everything is a number, every set of slots an int."""

from bisect import bisect_left

from erp.planning.engine.grid import Grid
from erp.planning.engine.instance import Instance, Machine
from erp.planning.engine.parts import Job, sort_by_links
from erp.planning.engine.pools import Pool
from erp.planning.engine.tasks import Known, Tasks


class Problem:
    """Built once for an instance; the search never changes it."""

    def __init__(self, instance: Instance, aside: frozenset[str]) -> None:
        self.instance = instance
        self.grid = Grid(instance)
        grid = self.grid
        lessons = [one for one in instance.sessions if not one.is_workshop]
        self.pools: list[Pool] = []
        self.pool_index: dict[str, int] = {}
        self._machines()
        self._resources()
        self._instructors()
        self.is_supervised = bool(instance.instructors)
        self.kinds = sorted({one.kind for one in instance.operations})
        known = Known(instance, grid, self.pool_index, self.kinds)
        self.students, self.calendar_of = known.students, known.calendar_of
        self.student_index = {one.id: number for number, one in enumerate(self.students)}
        self.presence = [grid.presence(one, lessons) for one in self.students]
        self.tasks = Tasks(known, aside).build()
        self.jobs = self._jobs()

    def slots_before(self, minute: int) -> int:
        return bisect_left(self.grid.times, minute)

    def _add(self, name: str, capacity: int, closed: dict[int, int]) -> None:
        full = {number: one.full for number, one in enumerate(self.grid.calendars)}
        self.pool_index[name] = len(self.pools)
        self.pools.append(Pool(capacity, full, closed))

    def _machines(self) -> None:
        for one in self.instance.machines:
            closed = {
                number: self.grid.closed(number, one.closed) | self._elsewhere(number, one)
                for number in range(len(self.grid.calendars))
            }
            self._add(f"machine {one.id}", one.capacity, closed)

    def _elsewhere(self, calendar: int, machine: Machine) -> int:
        """The slots of sessions held in another place than the machine's."""
        mine, mask = self.grid.calendars[calendar], 0
        for bit, position in enumerate(mine.session_at):
            place = mine.sessions[position].place
            if place and machine.place and place != machine.place:
                mask |= 1 << bit
        return mask

    def _resources(self) -> None:
        for one in self.instance.resources:
            closed = dict.fromkeys(range(len(self.grid.calendars)), 0)
            self._add(f"resource {one.id}", one.capacity, closed)

    def _instructors(self) -> None:
        for one in self.instance.instructors:
            closed = {
                number: self.grid.closed(number, one.absences)
                for number in range(len(self.grid.calendars))
            }
            self._add(f"instructor {one.id}", one.limit, closed)

    def _jobs(self) -> list[Job]:
        tasks_of: dict[int, list[int]] = {}
        for task in self.tasks:
            tasks_of.setdefault(task.order, []).append(task.index)
        jobs = []
        for number, one in enumerate(self.instance.orders):
            promise = None
            if one.promise is not None:
                promise = bisect_left(self.grid.times, self.grid.minute(one.promise))
            ordered = sort_by_links(tasks_of.get(number, []), self.tasks)
            jobs.append(Job(number, promise, one.weight, tuple(ordered)))
        return jobs
