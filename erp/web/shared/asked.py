"""Days and numbers of records, read from an address or from a form without fields of its own."""

from datetime import date

from flask import request

from erp.core import clock

FIRST_YEAR, LAST_YEAR = 1900, 2098  # what forms take, with room for the weeks around
LONGEST_NUMBER = 9  # digits: what an id column can hold


def day_asked(name: str) -> date | None:
    """?jour=2026-11-23; None when it cannot be read or is no day of a school."""
    try:
        day = date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def monday_asked(name: str) -> date:
    """The Monday of ?semaine=2026-11-23; this week when it cannot be read."""
    return clock.monday_of(day_asked(name) or clock.today())


def as_number(text: str) -> int | None:
    """The number of a record; "" and whatever cannot be one is None."""
    fits = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if fits else None
