"""A plan being built: who and what is taken when, and what every wish costs, kept up to date."""

from dataclasses import dataclass

from erp.planning.engine.parts import Option, Task
from erp.planning.engine.pools import starts_of_runs
from erp.planning.engine.problem import Problem
from erp.planning.engine.wishes import Wishes


@dataclass(frozen=True)
class Placement:
    """A task at a slot of its option's calendar; `begins` and `ends` are minutes."""

    option: Option | None  # None: done outside, it takes nobody
    slot: int
    team: tuple[int, ...]
    layer: int
    begins: int
    ends: int


class State:
    """`put` and `lift` are each other's reverse, to the bit."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.places: list[Placement | None] = [None] * len(problem.tasks)
        self.free = list(problem.presence)
        self.pools = problem.pools
        self._runs: list[dict[int, int]] = [{} for _ in self.free]
        self._watch: list[dict[tuple[int, int, int], int]] = [{} for _ in problem.grid.calendars]
        self._sharers = self._who_shares()
        self._linked = self._linked_calendars()
        self._attention = self._attentions()
        self._views = [self._views_of(sharers) for sharers in self._sharers]
        self.wishes = Wishes(problem, self.free)

    def _who_shares(self) -> list[list[int]]:
        """By pool, the calendars in which it may be asked for."""
        sharers: list[set[int]] = [set() for _ in self.pools]
        asked = ((task, option) for task in self.problem.tasks for option in task.options)
        for task, option in asked:
            for pool in (option.machine, *(pool for pool, _amount in task.resources)):
                if pool >= 0:
                    sharers[pool].add(option.calendar)
        for number, calendar in enumerate(self.problem.grid.calendars):
            for name in {name for layer in calendar.layers for name in layer}:
                led = self.problem.pool_index.get(f"instructor {name}")
                if led is not None:
                    sharers[led].add(number)
        return [sorted(one) for one in sharers]

    def _linked_calendars(self) -> list[list[int]]:
        """By calendar, those that share an instructor with it, itself included."""
        leaders = [
            {name for layer in one.layers for name in layer} for one in self.problem.grid.calendars
        ]
        every = range(len(leaders))
        return [[b for b in every if b == a or leaders[a] & leaders[b]] for a in every]

    def _views_of(self, sharers: list[int]) -> dict[int, list[tuple[int, list[int]]]]:
        """From each of these calendars, the others that share slots with it, and how."""
        grid = self.problem.grid
        return {
            here: [(t, grid.seen_from(here, t)) for t in sharers if grid.seen_from(here, t)[-1]]
            for here in sharers
        }

    def starts_of(self, student: int, length: int) -> int:
        """The slots from which a student is free this long."""
        cache = self._runs[student]
        found = cache.get(length)
        if found is None:
            found = cache[length] = starts_of_runs(self.free[student], length)
        return found

    def watched(self, calendar: int, layer: int, amount: int, length: int) -> int:
        """The slots from which the instructors of a layer can take so many more students."""
        key = (layer, amount, length)
        found = self._watch[calendar].get(key)
        if found is None:
            mask = 0
            for name, led in self.problem.grid.calendars[calendar].layers[layer].items():
                pool = self.problem.pool_index.get(f"instructor {name}")
                if pool is not None:
                    mask |= led & self.pools[pool].room(calendar, amount)
            found = self._watch[calendar][key] = starts_of_runs(mask, length)
        return found

    def put(self, task: Task, place: Placement) -> None:
        self.places[task.index] = place
        if place.option is not None:
            self._move(task, place, place.option, takes=True)
        self.wishes.count(task, place, 1)

    def lift(self, task: Task) -> Placement:
        place = self.places[task.index]
        if place is None:
            raise ValueError(task.source.id)
        self.places[task.index] = None
        if place.option is not None:
            self._move(task, place, place.option, takes=False)
        self.wishes.count(task, place, -1)
        return place

    def _move(self, task: Task, place: Placement, option: Option, *, takes: bool) -> None:
        here, slot, length = option.calendar, place.slot, option.length
        mask = ((1 << length) - 1) << slot
        for student in place.team:
            self.free[student] ^= mask
            self._runs[student].clear()
        wanted = [*task.resources, (option.machine, 1)]
        for pool, amount in wanted:
            if pool >= 0:
                self._shift(pool, here, slot, length, amount, takes)
        if place.team and self.problem.is_supervised:
            self._supervise(place, option, takes)

    def _shift(
        self, pool: int, here: int, slot: int, length: int, amount: int, takes: bool
    ) -> None:
        what = self.pools[pool]
        for there, seen in self._views[pool][here]:
            shared = seen[slot + length] ^ seen[slot]
            if shared:
                (what.take if takes else what.give_back)(there, shared, amount)

    def _supervise(self, place: Placement, option: Option, takes: bool) -> None:
        slot, last = place.slot, place.slot + option.length
        for pool, there, seen in self._attention[option.calendar][place.layer]:
            shared = seen[last] ^ seen[slot]
            if shared:
                what = self.pools[pool]
                (what.take if takes else what.give_back)(there, shared, len(place.team))
        for linked in self._linked[option.calendar]:
            self._watch[linked].clear()

    def _attentions(self) -> list[list[list[tuple[int, int, list[int]]]]]:
        """By calendar and layer: each instructor's pool, a calendar, and how its slots are seen."""
        return [
            [self._attentions_of(here, layer) for layer in calendar.layers]
            for here, calendar in enumerate(self.problem.grid.calendars)
        ]

    def _attentions_of(self, here: int, layer: dict[str, int]) -> list[tuple[int, int, list[int]]]:
        found = []
        for name, led in layer.items():
            pool = self.problem.pool_index.get(f"instructor {name}")
            for there in self._sharers[pool] if pool is not None else ():
                seen = self.problem.grid.seen_from(here, there)
                mine = [0]
                for bit in range(len(seen) - 1):
                    step = seen[bit + 1] ^ seen[bit] if led >> bit & 1 else 0
                    mine.append(mine[-1] | step)
                if mine[-1] and pool is not None:
                    found.append((pool, there, mine))
        return found
