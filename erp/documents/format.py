"""French figures on paper: money, quantities, days, durations; only no-break spaces inside."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from erp.core import clock

NBSP = "\u00a0"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def number(value: Decimal, *, least: int = 0, most: int = 4) -> str:
    """Between `least` and `most` decimals, thousands apart: `1 234,5`."""
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    whole, _, decimals = f"{abs(rounded):,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return sign + whole.replace(",", NBSP) + ("," + decimals if decimals else "")


def money(value: Decimal) -> str:
    return number(value, least=2, most=2) + NBSP + "€"


def price(value: Decimal) -> str:
    """A price per unit may go below the cent: `0,0345 €`."""
    return number(value, least=2, most=4) + NBSP + "€"


def share(value: Decimal) -> str:
    """A measured part of a whole, to the tenth: `68,0 %`."""
    return number(value, least=1, most=1) + NBSP + "%"


def quantity(value: Decimal, unit: str = "") -> str:
    return number(value) + (NBSP + unit if unit else "")


def percent(value: Decimal) -> str:
    return number(value, most=2) + NBSP + "%"


def day(value: date) -> str:
    first = "1er" if value.day == 1 else str(value.day)
    return NBSP.join((first, MONTHS[value.month - 1], str(value.year)))


def moment(value: datetime) -> str:
    """To the second and with its distance to UTC: a proof must leave no doubt."""
    offset = value.strftime("%z")
    zone = f" (UTC{offset[:3]}:{offset[3:5]})" if offset else ""
    return f"{day(value)} à {value:%H}{NBSP}h{NBSP}{value:%M}{NBSP}min{NBSP}{value:%S}{NBSP}s{zone}"


def clock_time(value: datetime | time) -> str:
    """The hour on the wall in Paris; a bare hour is one already."""
    if isinstance(value, datetime):
        value = value.astimezone(clock.PARIS)
    return f"{value.hour}{NBSP}h{NBSP}{value.minute:02}"


def duration(minutes: Decimal | int) -> str:
    """`4 h 45` from one hour on, `1,8 min` below."""
    value = Decimal(minutes).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if abs(value) < 60:
        return number(value, most=1) + NBSP + "min"
    hours, rest = divmod(int(value.quantize(Decimal(1), ROUND_HALF_UP)), 60)
    return f"{number(Decimal(hours))}{NBSP}h{NBSP}{rest:02}"


def hours(minutes: int) -> str:
    """Always in hours, for columns that are added up: `0 h 45`."""
    sign = "-" if minutes < 0 else ""
    whole, rest = divmod(abs(minutes), 60)
    return f"{sign}{number(Decimal(whole))}{NBSP}h{NBSP}{rest:02}"


def spaced(code: str, *sizes: int) -> str:
    """Group the characters of a code; the last size repeats: `100 000 009 00017`."""
    left, groups = "".join(code.split()), []
    steps = list(sizes)
    while left:
        size = steps.pop(0) if len(steps) > 1 else steps[0]
        groups.append(left[:size])
        left = left[size:]
    return NBSP.join(groups)


def siren(code: str) -> str:
    return spaced(code, 3)


def siret(code: str) -> str:
    return spaced(code, 3, 3, 3, 5)


def iban(code: str) -> str:
    return spaced(code, 4)
