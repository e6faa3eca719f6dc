"""When a reminder may leave, and which rates stand together."""

from collections.abc import Iterable
from datetime import date

from erp.billing.letters import Letter
from erp.billing.models import LateRate
from erp.billing.refusals import (
    CustomerHasNoMail,
    NothingToRemind,
    RateEndsBefore,
    RatesOverlap,
    ReminderHasChanged,
)
from erp.customers.models import Customer


def checked_letter(letter: Letter | None, customer: Customer, seen: int) -> Letter:
    """A letter that may go: there is something to say, somebody to read it, and it was read."""
    if letter is None:
        raise NothingToRemind(customer=customer)
    if not letter.sent_to:
        raise CustomerHasNoMail(customer=customer)
    if letter.step.number != seen:
        raise ReminderHasChanged
    return letter


def check_rate(
    known: Iterable[LateRate], since: date, until: date | None, *, but: LateRate | None
) -> None:
    if until is not None and until < since:
        raise RateEndsBefore
    for one in known:
        ends_before = until is not None and until < one.since
        starts_after = one.until is not None and one.until < since
        open_before = one.until is None and one.since < since  # the new one takes over
        if one is not but and not (ends_before or starts_after or open_before):
            raise RatesOverlap(since=one)
