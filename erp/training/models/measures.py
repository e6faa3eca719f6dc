"""The measures of training; they are computed, not stored."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from erp.training.states import Drift, Kind


@dataclass(frozen=True)
class Line:
    """Minutes of a student on a day, and the row they come from.

    `source` is session, lesson or entry; `source_id` the id of that class session, lesson on an
    order or direct entry.
    """

    student_id: int
    cohort_id: int
    day: date
    kind: Kind
    subject: str
    minutes: int
    source: str
    source_id: int


@dataclass(frozen=True)
class Hours:
    """Minutes. `target` is the share of practice to reach, in percent, `tolerance` in points.

    Internships and exams stand beside: they are hours, and no part of the share.
    """

    practice: int
    theory: int
    target: Decimal
    tolerance: Decimal = Decimal(5)
    beside: int = 0

    @property
    def whole(self) -> int:
        return self.practice + self.theory + self.beside

    @property
    def share(self) -> Decimal | None:
        """Percent of practice; None before the first hour."""
        counted = self.practice + self.theory
        return Decimal(100 * self.practice) / counted if counted else None

    @property
    def drift(self) -> Drift:
        if self.share is None:
            return Drift.NOTHING
        away = abs(self.share - self.target)
        if away <= self.tolerance:
            return Drift.ON_TARGET
        return Drift.TO_WATCH if away <= 2 * self.tolerance else Drift.OFF

    def times(self, count: int) -> "Hours":
        return replace(
            self,
            practice=count * self.practice,
            theory=count * self.theory,
            beside=count * self.beside,
        )

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            self.practice + other.practice,
            self.theory + other.theory,
            self.target,
            self.tolerance,
            self.beside + other.beside,
        )


@dataclass(frozen=True)
class Meter:
    """What was done, and what the timetable still holds until the end of the period."""

    done: Hours
    planned: Hours

    @property
    def forecast(self) -> Hours:
        return self.done + self.planned

    def __add__(self, other: "Meter") -> "Meter":
        """Of two groups with the same target."""
        return Meter(self.done + other.done, self.planned + other.planned)


@dataclass(frozen=True)
class Period:
    """A week or month by its first day."""

    starts_on: date
    hours: Hours


@dataclass(frozen=True)
class Gap:
    """Minutes present in workshop sessions, and of these on orders; the rest is not assigned."""

    present: int
    on_orders: int

    @property
    def unassigned(self) -> int:
        return self.present - self.on_orders
