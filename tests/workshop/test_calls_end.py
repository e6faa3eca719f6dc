"""A call for help is never red for ever: it ends with the work, or with the day."""

from datetime import datetime, time, timedelta

import time_machine

from erp.core import clock
from erp.core.db import db
from erp.flow import closing_bell
from erp.production import actions, queries
from erp.production.models import HelpCall
from erp.timetable import actions as timetable
from tests.builders_work import Bench
from tests.workshop.test_changing_task import another_task
from tests.workshop.test_inbox import undo
from tests.workshop.test_tablet import an_event, answers, tell

TEN = datetime(2026, 11, 17, 10, 0, tzinfo=clock.PARIS)


def the_call() -> HelpCall:
    db.session.expire_all()
    return db.session.query(HelpCall).one()


def test_who_has_finished_needs_no_help_any_more(browse):
    bench = Bench()
    done = an_event(bench, "done", data={"good": 5})

    tell(bench.enter(browse), an_event(bench), an_event(bench, "help"), done)

    assert queries.calling([bench.ines.id]) == {}
    assert the_call().closed_at >= the_call().called_at
    assert the_call().seen_at is None  # nobody came: there is no response time to tell


def test_help_that_was_on_its_way_is_kept_with_its_time(browse):
    bench = Bench()
    browser = bench.enter(browse)
    tell(browser, an_event(bench), an_event(bench, "help"))
    came = clock.now()
    actions.see_help(the_call(), actor=bench.instructor, now=came)
    db.session.commit()

    tell(browser, an_event(bench, "done", data={"good": 5}))

    assert (the_call().seen_at, the_call().closed_at is None) == (came, False)


def test_finished_by_mistake_help_is_asked_again(browse):
    bench = Bench()
    browser, done = bench.enter(browse), an_event(bench, "done", data={"good": 5})
    tell(browser, an_event(bench), an_event(bench, "help"), done)

    assert answers(tell(browser, undo(bench, done))) == ["accepted"]

    assert queries.calling([bench.ines.id]) == {bench.ines.id: False}


def test_a_pause_leaves_the_call(browse):
    """Who waits for the instructor may well pause: a breakdown, a part that is missing."""
    bench = Bench()
    pause = an_event(bench, "pause", data={"reason": "breakdown"})
    tell(bench.enter(browse), an_event(bench), an_event(bench, "help"), pause)
    assert queries.calling([bench.ines.id]) == {bench.ines.id: False}


def test_who_goes_on_to_another_task_no_longer_calls_from_the_first(browse):
    bench = Bench()
    second, browser = another_task(bench), bench.enter(browse)
    start = an_event(bench, operation_id=second.id, student_ids=[])
    malik = {"student_id": bench.malik.id, "student_ids": []}
    tell(browser, an_event(bench), an_event(bench, "help"), an_event(bench, "help", **malik))

    tell(browser, start)
    assert queries.calling([bench.ines.id, bench.malik.id]) == {bench.malik.id: False}

    tell(browser, undo(bench, start, operation_id=second.id))
    assert queries.calling([bench.ines.id]) == {bench.ines.id: False}


def test_an_instructor_who_begins_with_them_has_come(browse):
    bench = Bench()
    second = another_task(bench)
    tell(bench.enter(browse), an_event(bench), an_event(bench, "help"))

    actions.start_with(second.assignments[0], actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert queries.calling([bench.ines.id]) == {}


@time_machine.travel(TEN, tick=True)
def test_the_end_of_the_session_ends_a_call_and_a_break_does_not(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench, "help"))
    timetable.add_recess("Récré", time(10, 15), time(10, 30))
    db.session.commit()

    closing_bell.ring(TEN + timedelta(minutes=20))
    assert the_call().closed_at is None

    closing_bell.ring(bench.session.ends_at + timedelta(minutes=5))
    assert (the_call().closed_at, the_call().seen_at) == (bench.session.ends_at, None)


def test_a_call_after_hours_ends_at_midnight(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench, "help"))
    bench.session.ends_at = bench.session.starts_at + timedelta(minutes=1)
    db.session.commit()
    midnight = clock.start_of(clock.day_of(clock.now()) + timedelta(days=1))

    closing_bell.ring(midnight - timedelta(minutes=1))
    assert the_call().closed_at is None
    closing_bell.ring(midnight + timedelta(minutes=1))

    assert the_call().closed_at == midnight
