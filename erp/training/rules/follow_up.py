"""What must be true of notes, internships and exams."""

from datetime import date
from decimal import Decimal

from erp.training.refusals import DayIsToCome, MarkIsWrong, PeriodIsReversed

MOST = Decimal(20)


def check_lived(day: date, today: date) -> None:
    if day > today:
        raise DayIsToCome


def check_span(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise PeriodIsReversed


def check_mark(mark: Decimal | None) -> None:
    if mark is not None and not 0 <= mark <= MOST:
        raise MarkIsWrong
