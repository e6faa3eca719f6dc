"""The measures of training; they are computed, not stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Hours:
    """Minutes. `target` is the share of practice to reach, in percent."""

    practice: int
    theory: int
    target: Decimal

    @property
    def share(self) -> Decimal | None:
        """Percent of practice; None before the first hour."""
        whole = self.practice + self.theory
        return Decimal(100 * self.practice) / whole if whole else None


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
