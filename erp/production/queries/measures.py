"""Two measures of an operation, always apart: how long it lasted, and how many student-hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from erp.production.models import Operation, TimeEntry, WorkOrder


@dataclass(frozen=True)
class Measures:
    """`clock_seconds`: the time during which somebody worked; `student_seconds`: the sum of all."""

    clock_seconds: int
    student_seconds: int


def measures_of(work_order: WorkOrder, *, now: datetime) -> dict[int, Measures]:
    """By operation id; what is still going on counts until now."""
    return {one.id: measure(spans(one, now)) for one in work_order.operations}


def spans(operation: Operation, now: datetime) -> list[tuple[datetime, datetime]]:
    return [_span(entry, now) for entry in operation.time_entries if entry.replaced_by_id is None]


def _span(entry: TimeEntry, now: datetime) -> tuple[datetime, datetime]:
    return entry.started_at, entry.ended_at or max(now, entry.started_at)


def measure(spans: Sequence[tuple[datetime, datetime]]) -> Measures:
    """The union and the sum of these stretches of time, in seconds."""
    total = sum(int((end - start).total_seconds()) for start, end in spans)
    union, until = 0, None
    for start, end in sorted(spans):
        begins = start if until is None else max(start, until)
        union += max(0, int((end - begins).total_seconds()))
        until = end if until is None else max(until, end)
    return Measures(union, total)
