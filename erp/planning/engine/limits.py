"""Slots a student must not be given, so that day, week and unbroken run stay lawful."""

from collections.abc import Callable
from datetime import datetime

from erp.planning.engine.instance import Limits

BREAK = 30  # minutes that end a run
Span = tuple[int, int]  # minutes since the grid's first midnight
A_DAY = 24 * 60


def slots_to_leave(
    slots: list[int], size: int, lessons: list[Span], limits: Limits, base: datetime
) -> set[int]:
    """Lessons are counted and stay; slots go, the last of the day or week first."""
    left: set[int] = set()
    if limits.day is not None:
        _cut(slots, size, lessons, limits.day, left, lambda at: at // A_DAY)
    if limits.week is not None:
        monday = base.weekday() * A_DAY
        _cut(slots, size, lessons, limits.week, left, lambda at: (at + monday) // (7 * A_DAY))
    if limits.run is not None:
        for day in {at // A_DAY for at in slots}:
            today = [at for at in slots if at // A_DAY == day and at not in left]
            heard = [span for span in lessons if span[0] // A_DAY == day]
            left |= _break_runs(today, size, heard, limits.run)
    return left


def _cut(
    slots: list[int],
    size: int,
    lessons: list[Span],
    most: int,
    left: set[int],
    part_of: Callable[[int], int],
) -> None:
    busy: dict[int, int] = {}
    for start, end in lessons:
        busy[part_of(start)] = busy.get(part_of(start), 0) + end - start
    for at in slots:
        part = part_of(at)
        if at in left:
            continue
        if busy.get(part, 0) + size > most:
            left.add(at)
        else:
            busy[part] = busy.get(part, 0) + size


def _break_runs(slots: list[int], size: int, lessons: list[Span], most: int) -> set[int]:
    kept, left = sorted(slots), set[int]()
    while True:
        too_long = _first_long_run(kept, size, lessons, most)
        inside = [at for at in kept if too_long and too_long[0] <= at < too_long[1]]
        if not inside:
            return left
        kept.remove(inside[-1])
        left.add(inside[-1])


def _first_long_run(slots: list[int], size: int, lessons: list[Span], most: int) -> Span | None:
    """The first stretch without a break that is too long and holds a slot."""
    begins = ends = None
    for start, end in sorted([*((at, at + size) for at in slots), *lessons]):
        if begins is None or ends is None or start - ends >= BREAK:
            begins = start
        ends = max(end, ends or end)
        if ends - begins > most and any(begins <= at < ends for at in slots):
            return begins, ends
    return None
