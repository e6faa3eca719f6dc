"""Sessions in which the instructors, some being away, cannot watch all the students there are."""

from dataclasses import dataclass, field
from datetime import datetime

from erp.planning.engine.problem import Problem


@dataclass
class Scarce:
    """By calendar, the first and last slots of what is held at one time in one place."""

    room: int
    students: int = 0
    slots: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def scarce_sessions(problem: Problem) -> list[Scarce]:
    found: dict[tuple[datetime, str], Scarce] = {}
    for number, calendar in enumerate(problem.grid.calendars):
        slots: dict[int, list[int]] = {}
        for slot, position in enumerate(calendar.session_at):
            slots.setdefault(position, []).append(slot)
        students = problem.calendar_of.count(number)
        for position, some in slots.items():
            session = calendar.sessions[position]
            room = _room(problem, number, session.instructors, some)
            one = found.setdefault((session.start, session.place), Scarce(room))
            one.room = min(one.room, room)
            one.students += students
            one.slots.setdefault(number, []).append((some[0], some[-1]))
    return [one for one in found.values() if 0 < one.room < one.students]


def _room(problem: Problem, calendar: int, names: tuple[str, ...], slots: list[int]) -> int:
    """Students at a time, of the instructors who are there from the first slot to the last."""
    mask = (1 << slots[-1] + 1) - (1 << slots[0])
    pools = [problem.pool_index.get(f"instructor {name}") for name in dict.fromkeys(names)]
    there = (problem.pools[one] for one in pools if one is not None)
    return sum(one.capacity for one in there if one.open[calendar] & mask == mask)
