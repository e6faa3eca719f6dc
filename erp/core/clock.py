"""The only place that asks the machine for the time: moments in UTC, days as Paris lives them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
A_DAY = timedelta(days=1)
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    return _told.get() or datetime.now(UTC)


@contextmanager
def living_at(moment: datetime) -> Iterator[None]:
    """Live another moment: the demo's papers and journal bear the dates of its story."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def today() -> date:
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Paris of an aware moment."""
    return moment.astimezone(PARIS).date()


def at(day: date, hour: time) -> datetime:
    """The UTC moment of a Paris wall-clock hour; of the two 02:30 of October, the first."""
    return datetime.combine(day, hour, PARIS).astimezone(UTC)


def start_of(day: date) -> datetime:
    return at(day, time.min)


def monday_of(day: date) -> date:
    """Weeks are named by their Monday, everywhere in the database."""
    return day - timedelta(days=day.weekday())
