"""With OR-Tools: prove how late the late orders must be, and search on from where it puts them."""

from erp.planning.engine.bound import late_of
from erp.planning.engine.budget import Budget
from erp.planning.engine.improve import Improver
from erp.planning.engine.together import Alone, Begin, Given, late_together

FIRST = 0.4  # of the time searches without OR-Tools
PROOF = 0.5  # of what is left is for each proof at most
LEAST = 2.0  # seconds without which a proof is not begun
AROUND = 0.2  # of what is left then moves the other orders only
SEARCH = 0.2  # of what is left then searches on from there
ROUNDS = 8
MORE = 1  # an order that could be late instead joins them in each round


class Polish:
    """`bound`: weighted slots of lateness that no plan avoids."""

    def __init__(self, improver: Improver, ends: list[int]) -> None:
        self.improver, self.problem = improver, improver.problem
        self.ends = ends
        self.by_order = late_of(self.problem, ends)
        self.bound = sum(self.by_order)
        self.jobs: set[int] = set()

    def run(self, budget: Budget, lowest: int) -> None:
        """Search, prove, and search again from there; the best plan is in the improver."""
        self._search(budget.part(FIRST), budget, lowest)
        for _round in range(ROUNDS):
            if self._has_no_time(budget) or self._is_settled() or not self._grows():
                break
            begins = self._proved(budget)
            if begins:
                self._begin_again(begins)
                self.improver.fixed = self.jobs if self._stand_alone() else set()
                self._search(budget.part(AROUND), budget, lowest)
                self.improver.fixed = set()
                self._search(budget.part(SEARCH), budget, lowest)
        self.improver.restore(self.improver.best)
        self.improver.go_on()
        self._search(budget.part(1), budget, lowest)
        self.improver.restore(self.improver.best)

    def _search(self, part: Budget, budget: Budget, lowest: int) -> None:
        self.improver.run(part, lowest)
        budget.done += part.done

    def _stand_alone(self) -> bool:
        """Whether no operation waits for one of another order."""
        tasks = self.problem.tasks
        return all(tasks[b].order == task.order for task in tasks for b, _delay in task.before)

    def _has_no_time(self, budget: Budget) -> bool:
        return budget.is_over() or budget.seconds - budget.spent() < LEAST

    def _is_settled(self) -> bool:
        """Whether no proof would help: as late as any plan, or something has no place."""
        score = self.improver.best_score
        return score.unplaced > 0 or score.late <= self.bound

    def _grows(self) -> bool:
        """At first the late orders alone, then with those that could be late instead."""
        self.improver.restore(self.improver.best)
        late = {job.index for job in self.problem.jobs if self._is_late(job.index)}
        more = self._rivals()[:MORE] if late <= self.jobs else []
        known = len(self.jobs)
        self.jobs |= late | set(more)
        return len(self.jobs) > known

    def _proved(self, budget: Budget) -> list[Begin]:
        improver = self.improver
        improver.restore([None] * len(self.problem.tasks))
        alone = self._alone()
        improver.restore(improver.best)
        seconds = max(0.1, PROOF * (budget.seconds - budget.spent()))
        given = Given(self.problem, sorted(self.jobs), alone, self.ends, improver.best)
        found = late_together(given, seconds)
        others = sum(late for job, late in enumerate(self.by_order) if job not in self.jobs)
        self.bound = max(self.bound, found.bound + others)
        return found.begins

    def _alone(self) -> Alone:
        """Asked of an empty plan."""
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

    def _is_late(self, job: int) -> bool:
        return self.improver.state.wishes.lateness(job, self.improver.state.places) > 0

    def _rivals(self) -> list[int]:
        """Orders that were late in other plans of the search, the most often first."""
        chosen = self.improver.chosen
        some = [job for job, times in enumerate(chosen) if times and job not in self.jobs]
        return sorted(some, key=lambda job: (-chosen[job], job))

    def _begin_again(self, begins: list[Begin]) -> None:
        """These where they were proved to fit, then the others in the order of the best plan."""
        improver, best = self.improver, self.improver.best
        pinned = [
            place if task.start is not None else None
            for task, place in zip(self.problem.tasks, best, strict=True)
        ]
        improver.restore(pinned)
        for one in begins:
            self._put(one)
        left = {
            index: float(place.begins)
            for index, place in enumerate(best)
            if place is not None and improver.state.places[index] is None
        }
        improver.builder.weave(left)
        improver.builder.fill(range(len(self.problem.jobs)))
        improver.go_on()

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
                state.put(task, inserter.placement(task, one.option, one.slot, layer))
                return
