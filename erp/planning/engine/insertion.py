"""The earliest place of one operation beside all that is already placed, and who does it."""

from collections.abc import Callable
from random import Random

from erp.planning.engine.parts import FAR, Option, Task
from erp.planning.engine.pools import starts_of_runs
from erp.planning.engine.state import Placement, State


class Inserter:
    """`blink`: the share of options not looked at, so that two tries are not the same.

    `thrift`: how much a machine that is slower than another is held back.
    """

    def __init__(self, state: State, random: Random, blink: float = 0.0) -> None:
        self.state, self.random, self.blink = state, random, blink
        self.thrift = 0.0
        self.problem = state.problem
        self.layers = [
            range(len(one.layers)) if self.problem.is_supervised else range(1)
            for one in self.problem.grid.calendars
        ]
        self.asked = self._asked() if self.problem.instance.is_makespan else []

    def _asked(self) -> list[int]:
        """By student, how many tasks may ask for them: the least sought after come first."""
        asked = [0] * len(self.problem.students)
        for task in self.problem.tasks:
            for student in {one for option in task.options for one in option.students}:
                asked[student] += 1
        return asked

    def earliest(self, task: Task) -> int | None:
        """The minute from which a task may begin; None while one before it has no place."""
        minute = task.release
        for before, delay in task.before:
            place = self.state.places[before]
            if place is None:
                return None
            minute = max(minute, place.ends + delay)
        return None if minute >= FAR else minute

    def insert(self, task: Task, latest: int = FAR) -> bool:
        """Put the task where it ends first; False when there is no place for it."""
        place = self.find(task, latest)
        if place is not None:
            self.state.put(task, place)
        return place is not None

    def find(self, task: Task, latest: int = FAR) -> Placement | None:
        minute = self.earliest(task)
        if minute is None:
            return None
        if task.outside:
            begins = max(minute, task.start or 0)
            ends = begins + task.outside
            return Placement(None, 0, (), 0, begins, ends) if ends <= latest else None
        best: tuple[int, Option, int, int] | None = None
        if self.thrift and len(task.options) > 1:
            return self._thrifty(task, minute, latest)
        for option in task.options:
            if self.blink and best and self.random.random() < self.blink:
                continue
            best = self._best_of(task, option, minute, min(latest, option.last), best)
        if best is None:
            return None
        _ends, option, slot, layer = best
        return self.placement(task, option, slot, layer)

    def _thrifty(self, task: Task, minute: int, latest: int) -> Placement | None:
        """The place that ends first, a slow machine counting for later than it ends."""
        best: tuple[float, tuple[int, Option, int, int]] | None = None
        shortest = min(option.length for option in task.options)
        for option in task.options:
            found = self._best_of(task, option, minute, min(latest, option.last), None)
            if found is not None:
                excess = (option.length - shortest) * self.problem.grid.size
                cost = found[0] + self.thrift * excess
                if (
                    best is None
                    or cost < best[0]
                    or (cost == best[0] and self.random.random() < 0.5)
                ):
                    best = (cost, found)
        if best is None:
            return None
        _ends, option, slot, layer = best[1]
        return self.placement(task, option, slot, layer)

    def _best_of(
        self,
        task: Task,
        option: Option,
        minute: int,
        latest: int,
        best: tuple[int, Option, int, int] | None,
    ) -> tuple[int, Option, int, int] | None:
        calendar = self.problem.grid.calendars[option.calendar]
        first, span = calendar.not_before(minute), option.length - 1
        if first + span >= len(calendar.times):
            return best
        size = self.problem.grid.size
        bound = min(best[0] if best else FAR, latest + 1)
        if calendar.times[first + span] + size >= bound:
            return best
        for layer in self.layers[option.calendar]:
            starts = self.starts(task, option, layer) >> first << first
            if starts:
                slot = (starts & -starts).bit_length() - 1
                ends = calendar.times[slot + span] + size
                if ends < bound:
                    best, bound = (ends, option, slot, layer), ends
        return best

    def starts(self, task: Task, option: Option, layer: int) -> int:
        """The slots where this option can begin."""
        state, calendar, length = self.state, option.calendar, option.length
        mask = self.problem.grid.calendars[calendar].full
        if option.machine >= 0:
            mask = state.pools[option.machine].starts(calendar, 1, length)
        for pool, amount in task.resources:
            mask &= state.pools[pool].starts(calendar, amount, length)
        if task.team:
            if self.problem.is_supervised:
                mask &= state.watched(calendar, layer, task.team, length)
            if mask:
                mask &= self._team_starts(task, option)
        if task.pin is not None and mask:
            mask &= self._pinned_starts(task, option, layer)
        return mask

    def _team_starts(self, task: Task, option: Option) -> int:
        """The slots from which enough of the students are free."""
        if task.team == 1:
            mask = 0
            for student in option.students:
                mask |= self._starts_of(student, option)
            return mask
        levels = [0] * (task.team + 1)
        for student in option.students:
            own = self._starts_of(student, option)
            for level in range(task.team, 1, -1):
                levels[level] |= levels[level - 1] & own
            levels[1] |= own
        return levels[task.team]

    def _starts_of(self, student: int, option: Option) -> int:
        own = self.state.starts_of(student, option.length)
        window = option.masks.get(student)
        if window is None or not own:
            return own
        return own & starts_of_runs(window, option.length)

    def is_free(self, student: int, option: Option, slot: int) -> bool:
        return bool(self._starts_of(student, option) >> slot & 1)

    def _pinned_starts(self, task: Task, option: Option, layer: int) -> int:
        pin, mask = task.pin, -1
        if pin is None:
            return mask
        calendar = self.problem.grid.calendars[option.calendar]
        if task.start is not None:
            slot = calendar.not_before(task.start)
            exact = slot < len(calendar.times) and calendar.times[slot] == task.start
            mask = 1 << slot if exact else 0
        for name in pin.students:
            student = self.problem.student_index.get(name)
            mask &= 0 if student is None else self._starts_of(student, option)
        if pin.instructor:
            led = calendar.layers[layer].get(pin.instructor, 0) if calendar.layers else 0
            mask &= starts_of_runs(led, option.length)
        return mask

    def placement(
        self, task: Task, option: Option, slot: int, layer: int, wished: tuple[int, ...] = ()
    ) -> Placement:
        """The place; of those who are free, the wished first, then who needs this work most."""
        calendar = self.problem.grid.calendars[option.calendar]
        team = self._team(task, option, slot, wished) if task.team else ()
        begins = calendar.times[slot]
        ends = calendar.times[slot + option.length - 1] + self.problem.grid.size
        return Placement(option, slot, team, layer, begins, ends)

    def _team(
        self, task: Task, option: Option, slot: int, wished: tuple[int, ...]
    ) -> tuple[int, ...]:
        index = self.problem.student_index
        pinned = [index[name] for name in task.pin.students] if task.pin else []
        pinned = pinned[: task.team]
        cost = self._cost(task, option, slot)
        rest = sorted(
            (s for s in option.students if s not in pinned and self.is_free(s, option, slot)),
            key=lambda student: (student not in wished, *cost(student)),
        )
        return tuple(sorted(pinned + rest[: task.team - len(pinned)]))

    def _cost(self, task: Task, option: Option, slot: int) -> Callable[[int], tuple[float, ...]]:
        """The less, the more this student needs this work."""
        wishes, calendar = self.state.wishes, self.problem.grid.calendars[option.calendar]
        first = calendar.session_at[slot]
        last = calendar.session_at[slot + option.length - 1]

        def cost(student: int) -> tuple[float, ...]:
            cover, wants = wishes.cover[student], wishes.wants[student]
            idle = sum(1 for position in range(first, last + 1) if not cover[position])
            repeats = wishes.work[student].get(task.kind, 0)
            missing = 0 if repeats else wants.get(task.kind, 0)
            behind = wishes.targets[student] - wishes.load[student]
            asked = self.asked[student] if self.asked else 0
            return (asked, -idle, -missing, repeats, -behind, self.random.random())

        return cost
