"""Closings as they are stored: born sealed, never changed."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from erp.closings.states import Period
from erp.core import ledger
from erp.core.db import Record
from erp.core.frozen import Frozen
from erp.core.money import CENTS
from erp.core.words import N_


class Closing(Frozen, Record):
    """The totals of a period, both ends included, and the perpetual totals at its end.

    `vat_by_rate` is [rate, base, VAT] and `series` [series, first number, last number, count],
    amounts as texts: a list is kept as it was printed.
    """

    __tablename__ = "closing"
    __table_args__ = (UniqueConstraint("period", "first_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[Period]
    first_day: Mapped[date]
    last_day: Mapped[date]
    closed_at: Mapped[datetime]
    closed_by: Mapped[str]  # the name stays when the person is forgotten
    papers: Mapped[int]
    net: Mapped[Decimal] = mapped_column(CENTS)
    vat: Mapped[Decimal] = mapped_column(CENTS)
    gross: Mapped[Decimal] = mapped_column(CENTS)
    payments: Mapped[int]
    received: Mapped[Decimal] = mapped_column(CENTS)
    perpetual_gross: Mapped[Decimal] = mapped_column(CENTS)
    perpetual_received: Mapped[Decimal] = mapped_column(CENTS)
    vat_by_rate: Mapped[list[list[str]]] = mapped_column(JSON)
    series: Mapped[list[list[str]]] = mapped_column(JSON)

    def __str__(self) -> str:
        return f"{self.period.label.lower()} {self.name}"

    @property
    def name(self) -> str:
        """Like 21/11/2026, 11/2026 or 2026."""
        form = {Period.DAY: "%d/%m/%Y", Period.MONTH: "%m/%Y", Period.YEAR: "%Y"}[self.period]
        return self.first_day.strftime(form)

    @property
    def rates(self) -> list[tuple[Decimal, Decimal, Decimal]]:
        """(rate, base, VAT) per rate."""
        return [
            (Decimal(rate), Decimal(base), Decimal(vat)) for rate, base, vat in self.vat_by_rate
        ]


ledger.register(Closing, ledger.Chain.CLOSINGS, label=N_("Clôture"), name="first_day")
