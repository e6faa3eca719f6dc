"""What work waits for: noted on the order's page, planned around, received in one tap."""

from datetime import datetime, time, timedelta

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.planning.queries import school_instance, week
from erp.production import actions, queries
from erp.production.models import Supply
from erp.production.refusals import (
    SupplyComesBeforeItsOrder,
    SupplyComesFromTheFuture,
    SupplyIsOfAnotherOrder,
)
from erp.production.states import Awaited, OperationState, SupplyState
from tests.builders import a_user
from tests.builders_sales import an_order
from tests.builders_work import Bench

DAY = timedelta(days=1)
TEN = datetime(2026, 11, 17, 10, 0, tzinfo=clock.PARIS)


def expect(work_order, **facts):
    told = {"awaited": Awaited.MATERIAL, "label": "Rond 42CrMo4 Ø30", **facts}
    supply = actions.expect_supply(work_order, **told, actor=a_user(), today=clock.today())
    db.session.commit()
    return supply


def waits_of(bench: Bench):
    instance = school_instance(clock.now(), weeks=3)
    return {one.id: one.waits for one in instance.operations}[str(bench.operation.id)]


@pytest.mark.parametrize("awaited", Awaited)
def test_the_planning_waits_for_the_day_it_is_expected(awaited):
    bench, day = Bench(), clock.today() + 5 * DAY
    supply = expect(bench.work, awaited=awaited, expected_on=day)

    (wait,) = waits_of(bench)
    assert (wait.what, wait.label) == (awaited.value, "Rond 42CrMo4 Ø30")
    assert wait.expected == datetime.combine(day, time(8)) and not wait.is_received

    actions.receive_supply(supply, actor=bench.instructor, today=clock.today())
    assert [one.is_received for one in waits_of(bench)] == [True]


@time_machine.travel(TEN, tick=False)  # near midnight ten minutes of work end tomorrow
def test_no_order_is_foreseen_before_what_it_waits_for():
    bench, day = Bench(), clock.today() + 5 * DAY
    bench.operation.student_seconds = 600  # done within the session that goes on
    for other in bench.work.operations[1:]:
        other.state = OperationState.DONE
    db.session.commit()
    monday = clock.monday_of(clock.today())
    before = week(monday, clock.now()).cards[bench.assignment.id]

    supply = expect(bench.work, expected_on=day)
    waiting = week(monday, clock.now()).cards[bench.assignment.id]
    actions.receive_supply(supply, actor=bench.instructor, today=clock.today())
    db.session.commit()
    after = week(monday, clock.now()).cards[bench.assignment.id]

    assert (before.projected, before.awaited) == (clock.today(), None)
    assert (waiting.projected, waiting.awaited) == (day, day)
    assert (after.projected, after.awaited) == (clock.today(), None)


def test_only_the_operation_that_needs_it_waits():
    bench = Bench()
    *_, last = bench.work.operations
    expect(bench.work, operation=last, awaited=Awaited.SUBCONTRACT)

    found = {one.id: one.waits for one in school_instance(clock.now(), weeks=3).operations}
    assert [one.what for one in found[str(last.id)]] == ["subcontract"]
    assert all(not waits for key, waits in found.items() if key != str(last.id))


def test_its_state_follows_the_days():
    bench, today = Bench(), clock.today()
    assert expect(bench.work).state_on(today) is SupplyState.UNKNOWN
    supply = expect(bench.work, expected_on=today - DAY)
    assert supply.state_on(today) is SupplyState.LATE
    assert queries.late_supplies(today) == [supply]
    assert supply.state_on(today - DAY) is SupplyState.EXPECTED
    actions.receive_supply(supply, actor=bench.instructor, today=today)
    assert supply.state_on(today) is SupplyState.RECEIVED


def test_days_that_cannot_be_are_refused():
    bench, today = Bench(), clock.today()
    with pytest.raises(SupplyComesBeforeItsOrder):
        expect(bench.work, ordered_on=today, expected_on=today - DAY)
    with pytest.raises(SupplyComesFromTheFuture):
        expect(bench.work, received_on=today + DAY)
    other = queries.work_orders_of_order(an_order().id)[0].operations[0]
    with pytest.raises(SupplyIsOfAnotherOrder):
        expect(bench.work, operation=other)


def test_the_office_notes_it_on_the_order_and_receives_it_in_one_tap(browse):
    bench = Bench()
    office, page = browse(a_user(Role.SECRETARY)), f"/bureau/commandes/{bench.order.id}"
    assert "Noter une attente" in office.get(page).text
    url = f"/bureau/attentes/nouveau?work_order_id={bench.work.id}"
    far = bench.order.promised_week + 10 * DAY if bench.order.promised_week else clock.today()
    sent = {"awaited": "material", "label": "Tôle S235", "supplier": "Aciers du Val"}

    refused = office.send(url, {**sent, "ordered_on": "2026-11-20", "expected_on": "2026-11-19"})
    assert refused.status_code == 422
    assert "Tôle S235" in office.send(url, {**sent, "expected_on": far.isoformat()}).text

    supply = db.session.query(Supply).one()
    assert "changer la semaine" in office.get(page).text
    told = office.send(f"/bureau/attentes/{supply.id}/recu", page=page)
    assert "est là" in told.text and "Reçu" in told.text
    assert supply.received_on == clock.today()
    assert browse(a_user(Role.TEACHER)).get(url).status_code == 403
