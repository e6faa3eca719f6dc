"""Numbers, dates and durations as a French reader expects them: the filters of the templates."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from flask import Flask
from flask_babel import format_currency, format_date, format_decimal
from flask_babel import gettext as _

from erp.core import clock
from erp.documents.format import clock_time

NARROW, NBSP = "\u202f", "\u00a0"
said_once = lru_cache(maxsize=4096)  # a page says the same days and amounts again and again


def money(amount: Decimal) -> str:
    return _figure(amount + 0, "EUR")  # nought has no sign


def price(amount: Decimal) -> str:
    """Of one piece: two decimals, up to four when they matter."""
    return _figure(amount + 0, "#,##0.00##") + f"{NBSP}€"


@said_once
def _figure(number: Decimal | int, told: str) -> str:
    """Of a currency, or by a pattern."""
    if told == "EUR":
        return format_currency(number, told).replace(NARROW, NBSP)
    return format_decimal(number, format=told).replace(NARROW, NBSP)


def iban(number: str) -> str:
    """In groups of four, that may break over two lines."""
    return " ".join(number[n : n + 4] for n in range(0, len(number), 4))


def qty(quantity: Decimal | int) -> str:
    return _figure(quantity + 0, "#,##0.####")


def percent(rate: Decimal) -> str:
    return f"{qty(rate)}{NBSP}%"


def share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}{NBSP}%" if whole else "–"


def day(value: date | datetime) -> str:
    return first_of_month(_dated(_date(value), "d MMMM yyyy"))


@said_once
def _dated(value: date, pattern: str) -> str:
    return format_date(value, pattern)


def first_of_month(words: str) -> str:
    """« 1er septembre »; the other days are plain numbers."""
    return f"1er{words[1:]}" if words.startswith("1 ") else words


def weekday(value: date) -> str:
    """« lundi 16 nov. »."""
    words = first_of_month(_dated(value, "d MMM"))
    return f"{_dated(value, 'EEEE')} {words}"


def month(first: date) -> str:
    return _dated(first, "MMMM yyyy")


def sentence(words: str) -> str:
    """The first letter is a capital; the others stay as they are."""
    return words[:1].upper() + words[1:]


def _date(value: date | datetime) -> date:
    return clock.day_of(value) if isinstance(value, datetime) else value


def day_words(value: date | datetime) -> str:
    """« aujourd'hui », « vendredi », « 4 déc. », with the year when it is another one."""
    value, today = _date(value), clock.today()
    away = (value - today).days
    if -1 <= away <= 1:
        return [_("aujourd'hui"), _("demain"), _("hier")][away]
    if 1 < away < 7:
        return _dated(value, "EEEE")
    return first_of_month(_dated(value, "d MMM" if value.year == today.year else "d MMM yyyy"))


def moment(value: datetime) -> str:
    return f"{day(clock.day_of(value))} à {clock_time(value)}"


def hours(minutes: int) -> str:
    sign, minutes = ("−" if minutes < 0 else ""), abs(int(minutes))
    return f"{sign}{minutes // 60}{NBSP}h{NBSP}{minutes % 60:02d}"


def duration(seconds: int) -> str:
    """Of an operation: hours and minutes, and seconds when they matter."""
    if seconds % 60 and seconds < 3600:
        whole, rest = divmod(int(seconds), 60)
        return f"{whole}{NBSP}min{NBSP}{rest:02d}{NBSP}s" if whole else f"{rest}{NBSP}s"
    if seconds < 3600:
        return f"{int(seconds) // 60}{NBSP}min"
    return hours(int(seconds) // 60)


def week(monday: date) -> str:
    return f"sem.{NBSP}{monday.isocalendar().week}"


def week_long(monday: date, last: date | None = None) -> str:
    """To its Friday, or to the last day that is shown."""
    last = max(last or monday, monday + timedelta(days=4))
    number = monday.isocalendar().week
    begins = first_of_month(_dated(monday, "d MMM "))
    if monday.month == last.month:
        begins = "1er" if monday.day == 1 else str(monday.day)
    return f"semaine {number}, du {begins.strip()} au {day(last)}"


ANYBODY = {
    "student": "l'élève",
    "machine": "la machine",
    "instructor": "le maître",
    "place": "l'atelier",
    "kind": "la famille de machines",
    "day": "jour dit",
}


def without_names(message: str) -> str:
    """A refusal before it is about somebody: « l'élève » for a name, dots for a figure."""
    told = re.sub(r"%\((\w+)\)s", lambda blank: ANYBODY.get(blank[1], "…"), message)
    return told[:1].upper() + told[1:]


def size(count: int) -> str:
    """« 2,4 Mo »; « 12 Ko » for what is small."""
    if count < 100_000:
        return f"{qty(max(1, round(count / 1024)))}{NBSP}Ko"
    return f"{qty(round(Decimal(count) / 1024 / 1024, 1))}{NBSP}Mo"


def told(words: str) -> str:
    """A sentence of ours, translated, or what somebody typed: shown as it is, never as HTML.

    In a template `_()` takes its text for ours: a « % » in it would break the page, a tag would work.
    """
    return str(_(words))


FILTERS = (
    clock_time, day, day_words, duration, hours, iban, moment, money, month, percent, price, qty,
    sentence, share, size, told, week, week_long, weekday,
    without_names,
)  # fmt: skip


def install(app: Flask) -> None:
    app.jinja_env.filters.update({filter_.__name__: filter_ for filter_ in FILTERS})
