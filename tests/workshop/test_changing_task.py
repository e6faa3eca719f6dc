"""Who goes on to something else leaves a task that rests, unless somebody stays on it."""

from datetime import timedelta

from erp.core import clock
from erp.core.db import db
from erp.production import actions, queries
from erp.production.models import Operation, TimeEntry
from erp.production.states import OperationState
from tests.builders_sales import an_order
from tests.builders_work import Bench
from tests.workshop.test_inbox import undo
from tests.workshop.test_tablet import an_event, answers, tell

RUNNING, PAUSED = OperationState.RUNNING, OperationState.PAUSED


def another_task(bench: Bench, *students) -> Operation:
    """Of another order, at the same session."""
    operation = queries.work_orders_of_order(an_order().id)[0].operations[0]
    boss = {"instructor": bench.instructor, "actor": bench.instructor}
    actions.assign_team(operation, bench.session, students or [bench.ines], **boss)
    db.session.commit()
    return operation


def going_on(operation: Operation) -> list[TimeEntry]:
    db.session.expire_all()
    return list(queries.open_entries_on(operation.id))


def test_the_task_that_the_last_one_leaves_rests(browse):
    bench = Bench()
    second = another_task(bench)

    tell(bench.enter(browse), an_event(bench, student_ids=[]))
    tell(bench.enter(browse), an_event(bench, operation_id=second.id, student_ids=[]))

    assert going_on(bench.operation) == []
    assert (bench.operation.state, second.state) == (PAUSED, RUNNING)


def test_the_task_that_somebody_stays_on_goes_on(browse):
    bench = Bench()
    second = another_task(bench)

    tell(bench.enter(browse), an_event(bench))
    tell(bench.enter(browse), an_event(bench, operation_id=second.id, student_ids=[]))

    assert [one.student for one in going_on(bench.operation)] == [bench.malik]
    assert bench.operation.state is RUNNING


def test_a_change_taken_back_leads_back_to_the_first_task(browse):
    bench = Bench()
    second, browser = another_task(bench), bench.enter(browse)
    start = an_event(bench, operation_id=second.id, student_ids=[])
    tell(browser, an_event(bench, student_ids=[]), start)

    told = tell(browser, undo(bench, start, operation_id=second.id))

    assert answers(told) == ["accepted"]
    assert [one.student for one in going_on(bench.operation)] == [bench.ines]
    assert going_on(second) == []
    assert (bench.operation.state, second.state) == (RUNNING, OperationState.TO_DO)


def test_what_was_begun_since_stays_begun_when_a_start_is_denied(browse):
    """A start without code is refused in the evening: nobody is put back on two tasks at once."""
    bench = Bench()
    second, third = another_task(bench), another_task(bench)
    browser = bench.enter(browse)
    tell(browser, an_event(bench, student_ids=[]))
    browser.send("/atelier/sortir")
    alone = {"student_ids": [], "student_id": bench.ines.id}
    false = (clock.now() + timedelta(minutes=2)).isoformat()
    tell(browser, an_event(bench, operation_id=second.id, client_time=false, **alone))
    true = (clock.now() + timedelta(minutes=4)).isoformat()
    tell(browser, an_event(bench, operation_id=third.id, client_time=true, **alone))
    denied = [one for one in queries.events_without_code() if one.operation_id == second.id]

    actions.deny_events(denied, actor=bench.instructor, now=clock.now())
    db.session.commit()

    (first,) = db.session.query(TimeEntry).filter_by(operation_id=bench.operation.id)
    (last,) = going_on(third)
    assert first.ended_at == last.started_at
    assert (bench.operation.state, third.state) == (PAUSED, RUNNING)


def test_an_instructor_who_begins_with_them_leaves_no_task_running(browse):
    bench = Bench()
    second = another_task(bench, bench.ines, bench.malik)
    tell(bench.enter(browse), an_event(bench))
    (task,) = second.assignments

    actions.start_with(task, actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert (bench.operation.state, second.state) == (PAUSED, RUNNING)


def test_a_time_that_an_instructor_ends_leaves_no_task_running(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench, student_ids=[]))
    (entry,) = going_on(bench.operation)
    times = {"started_at": entry.started_at, "ended_at": clock.now()}

    actions.correct_time(
        entry, **times, note="Parti à midi", actor=bench.instructor, now=clock.now()
    )
    db.session.commit()

    assert bench.operation.state is PAUSED
