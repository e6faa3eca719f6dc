"""Operations that wait for no machine, said to OR-Tools: only their earliest end matters.

A start that another one follows without ending later is of no use to anybody, so what is left of all
calendars together is one row of starts whose ends rise with them.
"""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from erp.planning.engine.parts import Option, Task
from erp.planning.engine.pieces import Views, pieces_of, runs_of
from erp.planning.engine.state import Placement
from erp.planning.engine.ways import Begin, only_in

Start = tuple[Option, int, int]  # an option, its slot, and its end


@dataclass(frozen=True)
class Bench:
    """A task by the moments at which it may usefully begin."""

    task: int
    begin: Any
    starts: dict[int, Start]
    pieces: list[tuple[int, int, Any]]


class Benches:
    """Adds tasks one by one to a model in which nobody asks who does them."""

    def __init__(self, model: Any, views: Views) -> None:
        self.model, self.views, self.problem = model, views, views.problem
        self.every: list[Bench] = []

    def add(self, task: Task, possible: list[int], begin: Any, end: Any) -> None:
        """`possible`: by option, the slots at which it may begin."""
        starts = self.useful(task, possible)
        pieces = []
        for piece in pieces_of(starts, lambda at: (at, starts[at][2])):
            literal = only_in(self.model, piece, begin, [begin, end])
            pieces.append((piece.first, piece.last, literal))
        self.model.add_exactly_one([literal for _first, _last, literal in pieces])
        self.every.append(Bench(task.index, begin, starts, pieces))

    def useful(self, task: Task, possible: list[int]) -> dict[int, Start]:
        """By begin, in their order, the starts after which none ends as early."""
        every: list[tuple[int, int, int, int]] = []
        for number, (option, mask) in enumerate(zip(task.options, possible, strict=True)):
            seen = self.views.of(option, [])
            for first, last in runs_of(mask):
                for slot in range(first, last + 1):
                    begin, end = seen(slot)
                    every.append((begin, -end, -number, slot))
        found: dict[int, Start] = {}
        least = len(self.problem.grid.times) + 1
        for begin, end, number, slot in sorted(every, reverse=True):
            if -end < least:
                least = -end
                found[begin] = task.options[-number], slot, least
        return dict(reversed(found.items()))

    def hint(self, bench: Bench, place: Placement) -> None:
        """The useful start at or after where the task is."""
        begins = list(bench.starts)
        near = bisect_left(begins, self.problem.slots_before(place.begins))
        if near < len(begins):
            at = begins[near]
            self.model.add_hint(bench.begin, at)
            for first, last, literal in bench.pieces:
                self.model.add_hint(literal, first <= at <= last)

    def begins(self, solver: Any) -> list[Begin]:
        found = []
        for bench in self.every:
            option, slot, _end = bench.starts[solver.value(bench.begin)]
            minute = self.problem.grid.calendars[option.calendar].times[slot]
            found.append(Begin(minute, bench.task, option, slot))
        return found
