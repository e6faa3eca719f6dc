"""The ways of doing operations, said to OR-Tools: in which calendar, when, on which machine."""

from dataclasses import dataclass
from typing import Any

from erp.planning.engine.optimiser import cp_model
from erp.planning.engine.parts import Option, Task
from erp.planning.engine.pieces import Piece, Views, runs_of
from erp.planning.engine.problem import Problem


@dataclass(frozen=True)
class Begin:
    """A task at a slot of its option's calendar."""

    minute: int
    task: int
    option: Option
    slot: int
    team: tuple[int, ...] = ()


Alone = list[list[int]]  # by task, the slots from which each option could begin, were it alone


@dataclass(frozen=True)
class Way:
    """A task in one calendar for a number of slots, on any of some machines."""

    task: int
    calendar: int
    length: int
    slot: Any
    taken: Any
    pieces: list[tuple[Piece, Any]]
    options: list[tuple[Option, Any]]


class Ways:
    """Adds tasks one by one to a model, then what they share."""

    def __init__(self, model: Any, views: Views, tasks: list[int]) -> None:
        self.model, self.views, self.problem = model, views, views.problem
        self.most = len(self.problem.grid.times)
        self.every: list[Way] = []
        self.spans: dict[tuple[int, ...], list[Any]] = {}
        self.sharers = _sharers(self.problem, tasks)

    def waits(self, task: Task) -> bool:
        """Whether others may have the machines it asks for."""
        return any(option.machine in self.sharers for option in task.options)

    def add(self, task: Task, possible: list[int], begin: Any, end: Any) -> list[Way]:
        """`possible`: by option, the slots at which it may begin."""
        groups: dict[tuple[int, int], list[tuple[Option, int]]] = {}
        for option, mask in zip(task.options, possible, strict=True):
            if mask:
                groups.setdefault((option.calendar, option.length), []).append((option, mask))
        ways = [self._way(task, some, begin, end) for some in groups.values()]
        self.model.add_exactly_one([way.taken for way in ways])
        return ways

    def _way(self, task: Task, some: list[tuple[Option, int]], begin: Any, end: Any) -> Way:
        first, every = some[0][0], 0
        for _option, mask in some:
            every |= mask
        others = self._others([option for option, _mask in some])
        pieces = self.views.pieces(every, first, others)
        slot = self.model.new_int_var(pieces[0].first, pieces[-1].last, "")
        seen = [self.model.new_int_var(0, self.most, "") for _ in range(2 * len(others))]
        literals = [only_in(self.model, piece, slot, [begin, end, *seen]) for piece in pieces]
        taken = self.model.new_bool_var("")
        self.model.add(sum(literals) == taken)
        self._rise(end, pieces, literals, taken)
        way = Way(
            task.index,
            first.calendar,
            first.length,
            slot,
            taken,
            list(zip(pieces, literals, strict=True)),
            self._choices(some, every, slot, taken),
        )
        self.every.append(way)
        self._on_machines(way, others, seen)
        return way

    def _rise(self, end: Any, pieces: list[Piece], literals: list[Any], taken: Any) -> None:
        """In none of the first pieces: it ends no sooner than in the next. OR-Tools misses that."""
        here = taken
        for one, following in zip(literals, pieces[1:], strict=False):
            later = self.model.new_bool_var("")
            self.model.add_bool_or(here.negated(), one, later)
            self.model.add(end >= following.at[1]).only_enforce_if(later)
            here = later

    def _others(self, options: list[Option]) -> list[int]:
        """The other calendars that ask for these machines."""
        found: set[int] = set()
        for one in options:
            found |= self.sharers.get(one.machine, set()) - {one.calendar}
        return sorted(found)

    def _choices(
        self, some: list[tuple[Option, int]], every: int, slot: Any, taken: Any
    ) -> list[tuple[Option, Any]]:
        """One literal for each option: one of them is true when the way is taken."""
        if len(some) == 1:
            return [(some[0][0], taken)]
        found = []
        for option, mask in some:
            literal = self.model.new_bool_var("")
            if mask != every:
                only_at(self.model, slot, mask, literal)
            found.append((option, literal))
        self.model.add(sum(literal for _option, literal in found) == taken)
        return found

    def _on_machines(self, way: Way, others: list[int], seen: list[Any]) -> None:
        """Apart from others in the same calendar, and in each other one where both have slots."""
        for option, literal in way.options:
            if option.machine in self.sharers:
                self._span(way, literal, (option.machine, way.calendar))
        for number, other in enumerate(others):
            first = 2 + 2 * number
            some = [one for piece, one in way.pieces if piece.at[first] < piece.at[first + 1]]
            shared = self.model.new_bool_var("")
            self.model.add(sum(some) == shared)
            begin, end = seen[2 * number : 2 * number + 2]
            for option, literal in way.options:
                if other in self.sharers.get(option.machine, ()):
                    both = self._both(literal, shared, len(way.options) == 1)
                    size = self.model.new_int_var(1, way.length, "")
                    span = self.model.new_optional_interval_var(begin, size, end, both, "")
                    key = (option.machine, *sorted((option.calendar, other)))
                    self.spans.setdefault(key, []).append(span)

    def _span(self, way: Way, literal: Any, key: tuple[int, ...]) -> None:
        span = self.model.new_optional_fixed_size_interval_var(way.slot, way.length, literal, "")
        self.spans.setdefault(key, []).append(span)

    def _both(self, one: Any, other: Any, is_same: bool) -> Any:
        if is_same:
            return other
        both = self.model.new_bool_var("")
        self.model.add_implication(both, one)
        self.model.add_implication(both, other)
        self.model.add_bool_or(both, one.negated(), other.negated())
        return both

    def close(self) -> None:
        for spans in self.spans.values():
            self.model.add_no_overlap(spans)

    def hint(self, way: Way, option: Option, slot: int) -> None:
        """Where the task is likely to be."""
        is_taken = (option.calendar, option.length) == (way.calendar, way.length)
        self.model.add_hint(way.taken, is_taken)
        for piece, literal in way.pieces:
            self.model.add_hint(literal, is_taken and piece.first <= slot <= piece.last)
        if len(way.options) > 1:
            for one, literal in way.options:
                self.model.add_hint(literal, one is option)
        if is_taken:
            self.model.add_hint(way.slot, slot)

    def begins(self, solver: Any) -> list[Begin]:
        grid, found = self.problem.grid, []
        for way in self.every:
            for option, literal in way.options:
                if solver.value(literal):
                    slot = solver.value(way.slot)
                    minute = grid.calendars[way.calendar].times[slot]
                    found.append(Begin(minute, way.task, option, slot))
        return found


def only_at(model: Any, slot: Any, mask: int, literal: Any) -> None:
    """When it is true, the slot is one of these bits."""
    domain = cp_model().Domain.from_intervals(runs_of(mask))
    model.add_linear_expression_in_domain(slot, domain).only_enforce_if(literal)


def only_in(model: Any, piece: Piece, slot: Any, seen: list[Any]) -> Any:
    """A literal: when it is true, the slot is in this piece, and seen as it says."""
    literal = model.new_bool_var("")
    model.add_linear_constraint(slot, piece.first, piece.last).only_enforce_if(literal)
    for one, at, step in zip(seen, piece.at, piece.step, strict=True):
        model.add(one == at + step * (slot - piece.first)).only_enforce_if(literal)
    return literal


def _sharers(problem: Problem, tasks: list[int]) -> dict[int, set[int]]:
    """By machine that holds one operation at a time, the calendars that ask for it."""
    found: dict[int, set[int]] = {}
    for index in tasks:
        for option in problem.tasks[index].options:
            if option.machine >= 0 and problem.pools[option.machine].capacity == 1:
                found.setdefault(option.machine, set()).add(option.calendar)
    return found
