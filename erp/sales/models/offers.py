"""Other quantities of a line, each with its own price and week: the buyer chooses one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.frozen import Frozen
from erp.core.money import CENTS, PRICE, round_cents, round_price
from erp.sales.models.quotes import QuoteLine
from erp.sales.states import VatCase


class QuoteBreak(Frozen, Record):
    """`material`: euros without VAT for that many; None, in proportion to the line's own.
    `promised_week`: a Monday; None, that of the quote."""

    __tablename__ = "quote_break"
    __table_args__ = (UniqueConstraint("line_id", "quantity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("quote_line.id"))
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    material: Mapped[Decimal | None] = mapped_column(CENTS)
    promised_week: Mapped[date | None]

    line: Mapped[QuoteLine] = relationship(back_populates="breaks")

    def was_issued(self) -> bool:
        return self.line is not None and self.line.was_issued()

    def __str__(self) -> str:
        return f"{self.line} × {self.quantity.normalize():f}"


@dataclass(frozen=True)
class Offer:
    """One quantity of a line at its price. Set-up is paid once, so more pieces cost less each."""

    line: QuoteLine
    quantity: Decimal
    material: Decimal
    subcontracting: Decimal
    promised_week: date | None

    @property
    def unit_price(self) -> Decimal:
        work = sum((one.price_for(self.quantity) for one in self.line.operations), Decimal(0))
        return round_price((work + self.material + self.subcontracting) / self.quantity)

    @property
    def net(self) -> Decimal:
        share = 1 - self.line.discount_percent / 100
        return round_cents(self.unit_price * self.quantity * share)

    @property
    def vat_rate(self) -> Decimal:
        return self.line.vat_rate

    @property
    def vat_case(self) -> VatCase:
        return self.line.vat_case


def offers_of(line: QuoteLine) -> list[Offer]:
    """The line's own quantity first, then the others."""
    week = line.quote.promised_week
    own = Offer(line, line.quantity, line.material, line.subcontracting, week)
    return [own, *(_offer(one) for one in line.breaks)]


def _offer(one: QuoteBreak) -> Offer:
    line = one.line
    share = one.quantity / line.quantity
    material = round_cents(line.material * share) if one.material is None else one.material
    week = one.promised_week or line.quote.promised_week
    return Offer(line, one.quantity, material, round_cents(line.subcontracting * share), week)
