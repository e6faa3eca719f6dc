"""With OR-Tools: find some orders places, with named students, nearly as early as was proved."""

from collections.abc import Callable

from erp.planning.engine.improve import Improver, Places
from erp.planning.engine.pieces import Views
from erp.planning.engine.repair import Repair, Told, as_placed
from erp.planning.engine.state import Placement
from erp.planning.engine.together import Given, Together, late_together
from erp.planning.engine.ways import Alone, Begin

MARGIN, SPARE = 0.05, 6  # of the lateness that was proved, and slots: so much more will do
BEFORE, AFTER = 4 * 1440, 10 * 1440  # minutes around where it was proved to fit


class Placer:
    """Works on the improver's state; `ends`: by task, its end were it alone."""

    def __init__(self, improver: Improver, ends: list[int]) -> None:
        self.improver, self.problem, self.ends = improver, improver.problem, ends
        self.views = Views(self.problem)
        self.placed: set[int] = set()  # orders that stay, for their places were found here

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

    def place(self, some: list[int], proved: Together, given_seconds: Callable[[], float]) -> bool:
        """As early as was proved, or else half as far from it as now."""
        late = sum(self.improver.late[job] for job in some)
        near = min(round(proved.late * (1 + MARGIN)) + SPARE, late - 1)
        found = self._place(some, proved, proved.bound, near, given_seconds())
        if not found.begins and found.is_settled and late - near > SPARE:
            found = self._place(some, proved, near + 1, (near + late) // 2, given_seconds())
        return bool(found.begins)

    def _place(
        self, some: list[int], proved: Together, known: int, most: int, seconds: float
    ) -> Together:
        """Beside the others, but for those with students of these orders' workshop."""
        best = list(self.improver.best)
        given = Given(
            self.views,
            some,
            self._near(self.alone(self._kept(some)), self._moments(some, proved)),
            self.ends,
            best,
            known=known,
            most=most,
            hints=proved.begins,
            among=self.improver.state,
        )
        found = late_together(given, seconds)
        if found.begins:
            self._put_all(found.begins, best)
        return found

    def _kept(self, some: list[int]) -> Places:
        """What is pinned, and what other orders do in calendars where none of these has a machine."""
        tasks = self.problem.tasks
        inside = {task for job in some for task in self.problem.jobs[job].tasks}
        home = {o.calendar for task in inside for o in tasks[task].options if o.machine >= 0}

        def stays(index: int, place: Placement) -> bool:
            if index in inside:
                return False
            is_away = place.option is None or place.option.calendar not in home
            return is_away or tasks[index].start is not None or tasks[index].order in self.placed

        return [
            one if one and stays(index, one) else None
            for index, one in enumerate(self.improver.best)
        ]

    def _moments(self, some: list[int], proved: Together) -> dict[int, int]:
        """By task, when it begins where it was proved to fit, or else now."""
        best = self.improver.best
        inside = (index for job in some for index in self.problem.jobs[job].tasks)
        found = {index: place.begins for index in inside if (place := best[index])}
        return found | {one.task: one.minute for one in proved.begins}

    def _near(self, alone: Alone, moments: dict[int, int]) -> Alone:
        """The same, only so many days around these moments."""
        found = list(alone)
        for index, minute in moments.items():
            masks = []
            for option, mask in zip(self.problem.tasks[index].options, alone[index], strict=True):
                calendar = self.problem.grid.calendars[option.calendar]
                first = calendar.not_before(minute - BEFORE)
                last = calendar.not_before(minute + AFTER)
                masks.append((mask >> first << first) & ((1 << last) - 1))
            found[index] = masks
        return found

    def _put_all(self, begins: list[Begin], best: Places) -> None:
        """These, then all else there was where it was, or near it."""
        told = as_placed(best)
        told |= {one.task: Told(one.minute, one.option.machine, one.team) for one in begins}
        repair = Repair(self.improver.builder, told)
        for one in sorted(begins, key=self._ways_to_watch):
            repair.put_back(one.task)
        repair.run()
        self.improver.builder.fill(range(len(self.problem.jobs)))
        self.improver.go_on()

    def _ways_to_watch(self, one: Begin) -> int:
        """Those that only one instructor sees from begin to end come before the others."""
        task, inserter = self.problem.tasks[one.task], self.improver.inserter
        layers = inserter.layers[one.option.calendar]
        return sum(inserter.starts(task, one.option, layer) >> one.slot & 1 for layer in layers)
