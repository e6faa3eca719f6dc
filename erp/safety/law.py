"""What the law says of minors, as data: how long a paper holds, how long a day may be.

Code du travail, read in November 2026. The articles on working time are written for young workers;
the school keeps its students to the same limits.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from erp.core.words import N_, Word

RULES = "2026-11"  # written beside every decision: which reading of the law it was made with
YOUNGEST, SIXTEEN, ADULT = 15, 16, 18  # years
DECLARATION_YEARS = 3  # from the sending (R4153-40)
OPINION_YEARS = REVIEW_YEARS = 1  # each year (R4153-40)
ALERTS = (60, 30, 7)  # days before a paper ends
DAY, WEEK = timedelta(hours=8), timedelta(hours=35)  # L3162-1
UNBROKEN, BREAK = timedelta(hours=4, minutes=30), timedelta(minutes=30)  # L3162-3
MORNING = time(6)  # L3163-2
REST_DAYS = 2  # L3164-2


class Weight(Word):
    """How heavy a reason is: only the school's own rules bend, for a director who says why."""

    PROHIBITED = "prohibited", N_("Interdit par la loi"), "bad"
    LEGAL = "legal", N_("Exigé par la loi"), "bad"
    PRUDENCE = "prudence", N_("Limite de prudence"), "warn"
    FACT = "fact", N_("État des lieux"), "warn"
    SCHOOL = "school", N_("Règle de l'école"), "info"


@dataclass(frozen=True)
class Limits:
    """Of one age: the longest day, the evening hour nobody works after, the rest until tomorrow.

    Seven hours before sixteen is the rule of holiday work: kept here by prudence, not as law.
    """

    day: timedelta
    evening: time
    rest: timedelta


UNDER_SIXTEEN = Limits(timedelta(hours=7), time(20), timedelta(hours=14))
UNDER_EIGHTEEN = Limits(DAY, time(22), timedelta(hours=12))


def age_on(birth_date: date, day: date) -> int:
    """Whole years lived that day; who is born on 29 February is older on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def is_minor(birth_date: date, day: date) -> bool:
    return age_on(birth_date, day) < ADULT


def limits_on(birth_date: date, day: date) -> Limits | None:
    """None from the eighteenth birthday on."""
    age = age_on(birth_date, day)
    if age >= ADULT:
        return None
    return UNDER_SIXTEEN if age < SIXTEEN else UNDER_EIGHTEEN


def years_after(day: date, count: int) -> date:
    """The same day `count` years later: the first one that is not covered any more."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:  # 29 February
        return date(day.year + count, 3, 1)
