"""Students by name, said to OR-Tools: each way of an operation taken has its team, each one is once.

In a session whose instructors, some being away, cannot watch everybody, no more students work than
they can: an operation that touches it counts for the whole of it.
"""

from dataclasses import replace
from typing import Any

from erp.planning.engine.optimiser import cp_model
from erp.planning.engine.parts import FAR, Task
from erp.planning.engine.pools import starts_of_runs
from erp.planning.engine.state import State
from erp.planning.engine.watching import scarce_sessions
from erp.planning.engine.ways import Begin, Way, only_at


class Teams:
    """Among what the state holds already: who is busy there is not free here."""

    def __init__(self, model: Any, state: State) -> None:
        self.model, self.state = model, state
        self.spans: dict[int, list[Any]] = {}
        self.members: dict[int, list[tuple[int, Any]]] = {}
        self.scarce = scarce_sessions(state.problem)
        self.watched: dict[int, list[Any]] = {}

    def add(self, task: Task, ways: list[Way]) -> None:
        self.members[task.index] = []
        for way in ways:
            members = self._members(task, way)
            self.model.add(sum(members.values()) == task.team * way.taken)
            self.members[task.index] += members.items()
            self._watch(task, way)
            for option, literal in way.options:
                for student in members.keys() - set(option.students):
                    self.model.add_implication(literal, members[student].negated())

    def _members(self, task: Task, way: Way) -> dict[int, Any]:
        """One literal for each student who may be in the team."""
        found = {}
        for student, starts in sorted(self._able(way).items()):
            one = found[student] = self.model.new_bool_var("")
            only_at(self.model, way.slot, starts, one)
            span = self.model.new_optional_fixed_size_interval_var(way.slot, way.length, one, "")
            self.spans.setdefault(student, []).append(span)
        named = task.pin.students if task.pin else ()
        for name in named[: task.team]:
            one = found.get(self.state.problem.student_index.get(name, -1))
            if one is not None:
                self.model.add_implication(way.taken, one)
        return found

    def _able(self, way: Way) -> dict[int, int]:
        """By student, the slots from which they could do it."""
        able: dict[int, int] = {}
        for option, _literal in way.options:
            for student in option.students:
                starts = self.state.starts_of(student, way.length)
                if student in option.masks:
                    starts &= starts_of_runs(option.masks[student], way.length)
                able[student] = able.get(student, 0) | starts
        return able

    def _watch(self, task: Task, way: Way) -> None:
        for number, session in enumerate(self.scarce):
            for first, last in session.slots.get(way.calendar, ()):
                touches = self.model.new_bool_var("")
                apart = [[0, first - way.length], [last + 1, FAR]]
                domain = cp_model().Domain.from_intervals(apart)
                outside = self.model.add_linear_expression_in_domain(way.slot, domain)
                outside.only_enforce_if([way.taken, touches.negated()])
                self.watched.setdefault(number, []).append(task.team * touches)

    def close(self) -> None:
        for spans in self.spans.values():
            self.model.add_no_overlap(spans)
        for number, some in self.watched.items():
            self.model.add(sum(some) <= self.scarce[number].room)

    def joined(self, begin: Begin, solver: Any) -> Begin:
        """The same, with the team that was found."""
        members = self.members.get(begin.task, ())
        return replace(begin, team=tuple(sorted(s for s, one in members if solver.value(one))))
