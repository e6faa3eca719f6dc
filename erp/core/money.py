"""Money: Decimal in code, whole numbers in the database, rounded once."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, TypeDecorator

CENT = Decimal("0.01")
PRICE_STEP = Decimal("0.0001")


def round_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def round_price(amount: Decimal) -> Decimal:
    """Unit prices keep four decimals."""
    return amount.quantize(PRICE_STEP, ROUND_HALF_UP)


class Scaled(TypeDecorator[Decimal]):
    """A Decimal with fixed places, stored as an integer: SQL sums stay exact on SQLite too.

    Trap: `Model.amount * 3` in SQL scales the 3 as well; compute in Python.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: object) -> int | None:
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError(f"{value}: money is never a float")
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimals")
        return int(scaled)

    def result_processor(self, dialect: object, coltype: object) -> Callable[[Any], Any]:
        """In one step, and often the same: a page of a list has hundreds of them."""
        places = self.places
        return lambda value: None if value is None else _scaled(value, places)

    def amount(self, stored: int) -> Decimal:
        return _scaled(stored, self.places)


@lru_cache(maxsize=4096, typed=True)  # a sum comes as a Decimal, which may be written otherwise
def _scaled(stored: int, places: int) -> Decimal:
    return Decimal(stored).scaleb(-places)


CENTS = Scaled(2)
PRICE = Scaled(4)  # unit prices and quantities, as EN 16931 counts them
PERCENT = Scaled(2)  # rates and discounts


def vat_by_rate(
    lines: Iterable[tuple[Decimal, Decimal]],
) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
    """(rate in percent, net) of each line → (rate, base, VAT) per rate; VAT is rounded once each.

    This is how EN 16931 counts (BR-S-09): never line by line.
    """
    bases: dict[Decimal, Decimal] = {}
    for rate, net in lines:
        bases[rate] = bases.get(rate, Decimal(0)) + net
    return tuple(
        (rate, bases[rate], round_cents(bases[rate] * rate / 100)) for rate in sorted(bases)
    )
