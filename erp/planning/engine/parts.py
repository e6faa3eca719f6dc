"""What a problem is made of: tasks, their options, and the jobs they belong to."""

from dataclasses import dataclass, field

from erp.planning.engine.instance import Operation, Pin

FAR = 10**9  # a minute that never comes


@dataclass(frozen=True)
class Option:
    """One way of doing an operation: in this calendar, on this machine, by some of these."""

    calendar: int
    machine: int  # a pool, or -1
    length: int  # slots
    students: tuple[int, ...]
    masks: dict[int, int] = field(default_factory=dict)  # of those whose right begins or ends
    last: int = FAR  # the last minute it may end


@dataclass(frozen=True)
class Task:
    """An operation. `start`: pinned there. `outside`: minutes of calendar, asks for nobody."""

    index: int
    source: Operation
    order: int
    team: int
    kind: int
    options: tuple[Option, ...]
    before: tuple[tuple[int, int], ...]
    after: tuple[int, ...]
    release: int
    resources: tuple[tuple[int, int], ...]
    outside: int = 0
    pin: Pin | None = None
    start: int | None = None


@dataclass(frozen=True)
class Job:
    """An order: `promise` is a number among the school's slots, `tasks` in the order of the work."""

    index: int
    promise: int | None
    weight: int
    tasks: tuple[int, ...]


def sort_by_links(chosen: list[int], tasks: list[Task]) -> list[int]:
    """The same tasks, each after those it waits for (their own order breaks ties)."""
    inside, done = set(chosen), set[int]()
    ordered: list[int] = []
    waiting = sorted(chosen)
    while waiting:
        ready = [
            t for t in waiting if all(b in done or b not in inside for b, _ in tasks[t].before)
        ]
        if not ready:  # a cycle: those tasks are set aside, their order does not matter
            return ordered + waiting
        ordered += ready
        done |= set(ready)
        waiting = [t for t in waiting if t not in done]
    return ordered
