"""With OR-Tools: find some orders places, with named students, nearly as early as was proved."""

from collections.abc import Iterator

from erp.planning.engine.improve import Improver, Places
from erp.planning.engine.state import Placement
from erp.planning.engine.together import Given, Together, late_together
from erp.planning.engine.ways import Alone, Begin

MARGIN = 0.05  # of the lateness that was proved: so much more will do
BEFORE, AFTER = 4 * 1440, 10 * 1440  # minutes around where it was proved to fit


class Placer:
    """Works on the improver's state; `ends`: by task, its end were it alone."""

    def __init__(self, improver: Improver, ends: list[int]) -> None:
        self.improver, self.problem, self.ends = improver, improver.problem, ends

    def alone(self, places: Places) -> Alone:
        """The slots from which each option could begin beside these places."""
        self.improver.restore(places)
        inserter, found = self.improver.inserter, []
        for task in self.problem.tasks:
            masks = []
            for option in task.options:
                mask = 0
                for layer in inserter.layers[option.calendar]:
                    mask |= inserter.starts(task, option, layer)
                first = self.problem.grid.calendars[option.calendar].not_before(task.release)
                masks.append(mask >> first << first)
            found.append(masks)
        return found

    def stands_alone(self) -> bool:
        """Whether no operation waits for one of another order."""
        tasks = self.problem.tasks
        return all(tasks[b].order == task.order for task in tasks for b, _delay in task.before)

    def place(self, some: list[int], proved: Together, seconds: float) -> bool:
        """Beside all others where they are, or else beside the pinned ones; whether it is done."""
        best = list(self.improver.best)
        late = sum(self.improver.late[job] for job in some)
        most = min(round(proved.late * (1 + MARGIN)) + 6, late - 1)
        for kept, share in zip(self._kept(some), (0.6, 1.0), strict=True):
            alone = self._near(self.alone(kept), proved.begins)
            given = Given(
                self.problem,
                some,
                alone,
                self.ends,
                best,
                proved.bound,
                most,
                proved.begins,
                self.improver.state,
            )
            found = late_together(given, share * seconds)
            if found.begins:
                self._put_all(found.begins, best)
                return True
        return False

    def _kept(self, some: list[int]) -> Iterator[Places]:
        inside = {task for job in some for task in self.problem.jobs[job].tasks}
        others = [None if at in inside else place for at, place in enumerate(self.improver.best)]
        tasks = self.problem.tasks
        yield others
        yield [one if tasks[at].start is not None else None for at, one in enumerate(others)]

    def _near(self, alone: Alone, begins: list[Begin]) -> Alone:
        """The same, only so many days around these moments."""
        found = list(alone)
        for one in begins:
            masks = []
            for option, mask in zip(
                self.problem.tasks[one.task].options, alone[one.task], strict=True
            ):
                calendar = self.problem.grid.calendars[option.calendar]
                first = calendar.not_before(one.minute - BEFORE)
                last = calendar.not_before(one.minute + AFTER)
                masks.append((mask >> first << first) & ((1 << last) - 1))
            found[one.task] = masks
        return found

    def _put_all(self, begins: list[Begin], best: Places) -> None:
        """These, then what else there was in its place or near it."""
        for one in begins:
            self._put(one)
        builder, left = self.improver.builder, {}
        for index, place in sorted(enumerate(best), key=_by_time):
            if place is not None and self.improver.state.places[index] is None:
                if place.option is not None:
                    self._put(Begin(place.begins, index, place.option, place.slot, place.team))
                left[index] = float(place.begins)
        builder.weave({i: at for i, at in left.items() if self.improver.state.places[i] is None})
        builder.fill(range(len(self.problem.jobs)))
        self.improver.go_on()

    def _put(self, one: Begin) -> None:
        """Where it begins, if it may and somebody is there for it."""
        state, inserter = self.improver.state, self.improver.inserter
        task = self.problem.tasks[one.task]
        for before, _delay in task.before:
            if state.places[before] is None and self.problem.tasks[before].outside:
                inserter.insert(self.problem.tasks[before])
        ready = inserter.earliest(task)
        if state.places[one.task] is not None or ready is None or ready > one.minute:
            return
        for layer in inserter.layers[one.option.calendar]:
            if inserter.starts(task, one.option, layer) >> one.slot & 1:
                state.put(task, inserter.placement(task, one.option, one.slot, layer, one.team))
                return


def _by_time(one: tuple[int, Placement | None]) -> tuple[int, int]:
    index, place = one
    return (place.begins if place else 0, index)
