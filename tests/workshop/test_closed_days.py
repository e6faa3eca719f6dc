"""What comes of another day, or of a day whose hours are on a statement, waits for the instructor."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db
from erp.production import actions, queries
from erp.production.models import TimeEntry
from erp.training import queries as training
from erp.training.models import StatementBatch
from tests.builders import a_user
from tests.builders_work import Bench
from tests.workshop.test_tablet import an_event, tell

EIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=clock.PARIS)  # a Monday
LAST_EVENING = EIGHT - timedelta(hours=15)
CLOSED, OLD = "Relevé déjà établi : ton maître décide.", "Autre jour : ton maître décide."


def stated(begins: date, ends: date, asked_at: datetime) -> None:
    """The statement of everybody's hours, as the office asks for it."""
    batch = StatementBatch(begins=begins, ends=ends, total=1, asked_at=asked_at)
    batch.asked_by_id = a_user().id
    db.session.add(batch)
    db.session.commit()


def at(moment: datetime) -> dict[str, str]:
    return {"client_time": moment.isoformat()}


def answer_of(browser, event) -> tuple[str, str]:
    (told,) = tell(browser, event).json
    return told["answer"], told["message"]


@time_machine.travel(EIGHT, tick=True)
def test_an_event_of_a_closed_week_waits_for_the_instructor(browse):
    """Too late to be taken at once: its hours were stated this morning."""
    bench = Bench()
    stated(date(2026, 11, 16), date(2026, 11, 22), EIGHT - timedelta(minutes=30))

    told = answer_of(bench.enter(browse), an_event(bench, **at(LAST_EVENING)))

    assert told == ("to_review", CLOSED)
    assert db.session.query(TimeEntry).count() == 0

    (event,) = queries.events_to_review()
    facts = {"actor": bench.instructor, "now": clock.now()}
    actions.apply_event(event, bench.ines, **facts)
    db.session.commit()
    assert queries.entries_between([bench.ines.id], LAST_EVENING, EIGHT)


@time_machine.travel(EIGHT, tick=True)
@pytest.mark.parametrize("days", [1, 3, 40])
def test_an_event_of_another_day_says_which_of_both_it_is(browse, days):
    bench = Bench()
    browser, then = bench.enter(browse), EIGHT - timedelta(days=days)
    assert answer_of(browser, an_event(bench, **at(then))) == ("to_review", OLD)

    stated(then.date() - timedelta(days=7), then.date(), EIGHT)
    assert answer_of(browser, an_event(bench, **at(then))) == ("to_review", CLOSED)


@time_machine.travel(EIGHT, tick=True)
def test_a_day_that_goes_on_is_never_closed(browse):
    """A statement drawn at noon does not stop the afternoon."""
    bench = Bench()
    stated(date(2026, 11, 16), date(2026, 11, 23), EIGHT)
    assert answer_of(bench.enter(browse), an_event(bench)) == ("accepted", "")
    assert training.is_closed(date(2026, 11, 22)) and not training.is_closed(date(2026, 11, 23))


@time_machine.travel(EIGHT, tick=True)
def test_an_evening_that_no_statement_tells_is_taken_in_the_morning(browse):
    """As before: the tablet had no network."""
    bench = Bench()
    bench.session.starts_at = LAST_EVENING - timedelta(hours=1)
    db.session.commit()
    stated(date(2026, 11, 9), date(2026, 11, 15), EIGHT)
    alone = {"student_id": bench.ines.id, "student_ids": []}
    told = answer_of(bench.enter(browse), an_event(bench, **alone, **at(LAST_EVENING)))
    assert told == ("accepted", "")


@time_machine.travel(EIGHT, tick=True)
def test_a_clock_that_is_ahead_says_so(browse):
    bench = Bench()
    answer, message = answer_of(
        bench.enter(browse), an_event(bench, **at(EIGHT + timedelta(hours=2)))
    )
    assert (answer, message) == ("to_review", "Heure impossible : l'horloge avance.")
