"""What tablets send, however badly: each event once, nothing lost, nothing that stops the others."""

import json
from base64 import b64decode
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db
from erp.people import secrets
from erp.production import actions, queries
from erp.production.models import EventReview, PieceCount, TabletEvent, TabletPhoto, TimeEntry
from erp.production.states import EventVerdict, Identity, OperationState
from tests.builders_sales import an_order
from tests.builders_work import PIN, Bench, a_signature
from tests.workshop.test_tablet import an_event, answers, tell

HEADERS = {"X-Etabli": "tablette"}
TEN = datetime(2026, 11, 17, 10, 0, tzinfo=clock.PARIS)


def send_raw(browser, body: bytes):
    return browser.post(
        "/atelier/evenements", data=body, content_type="application/json", headers=HEADERS
    )


def test_a_tile_alone_is_taken_and_flagged_for_the_instructor(browse):
    bench = Bench()
    event = an_event(bench, student_id=bench.malik.id, student_ids=[])

    assert answers(tell(bench.device(browse), event)) == ["accepted"]

    kept = db.session.query(TabletEvent).one()
    assert (kept.student, kept.identity) == (bench.malik, Identity.TILE)
    assert queries.events_without_code() == [kept]


def test_what_one_student_tapped_is_never_given_to_the_next(browse):
    """Inès taps without network and leaves; Malik enters, and his visit sends her events."""
    bench = Bench()
    bench.malik.pin_hash = secrets.hash_pin(PIN)
    db.session.commit()
    browser = bench.enter(browse, bench.malik)

    tell(browser, an_event(bench, student_id=bench.ines.id, student_ids=[]))

    entry = db.session.query(TimeEntry).one()
    assert entry.student == bench.ines


def test_a_code_given_earlier_still_proves_what_was_tapped_then(browse):
    bench = Bench()
    browser = bench.enter(browse)
    tapped = clock.now()
    browser.send("/atelier/sortir")

    late = an_event(bench, student_id=bench.ines.id, client_time=tapped.isoformat())
    assert answers(tell(browser, late)) == ["accepted"]

    assert db.session.query(TabletEvent).one().identity is Identity.CODE


def test_events_are_taken_in_the_order_the_tablet_counted_them(browse):
    bench = Bench()
    start, pause = an_event(bench, seq=1), an_event(bench, "pause", seq=2)
    pause["data"] = {"reason": "break"}

    assert answers(tell(bench.enter(browse), pause, start)) == ["accepted", "accepted"]

    assert bench.operation.state is OperationState.PAUSED


@pytest.mark.parametrize(
    "told",
    [
        {"uuid": "\x00"},
        {"seq": 10**30},
        {"seq": "x"},
        {"student_id": 10**30},
        {"student_id": -1},
        {"student_id": [1]},
        {"data": "x"},
        {"data": {"good": float("nan")}},
        {"kind": ["start"]},
        {"client_time": "9999-12-31T23:59:59+00:00", "offset_ms": 10**15},
    ],
)
def test_one_bad_event_never_stops_the_others(browse, told):
    bench = Bench()
    browser = bench.enter(browse)
    answer = tell(browser, an_event(bench, **told), an_event(bench))
    assert answer.status_code == 200
    assert answers(answer)[1] == "accepted"


@pytest.mark.parametrize("event", [None, 3, "x", [], [[]], {}, {"uuid": None}])
def test_what_is_no_event_is_kept_once_all_the_same(browse, event):
    bench = Bench()
    browser = bench.enter(browse)

    first, again = answers(tell(browser, event)), answers(tell(browser, event))

    assert (first, again) == (["to_review"], ["already_received"])
    assert db.session.query(TabletEvent).count() == 1


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"events": ' + b"[" * 90_000, b"\xff\xfe"])
def test_a_body_made_to_hurt_is_refused(browse, body):
    assert send_raw(Bench().enter(browse), body).status_code == 400


def test_ten_megabytes_are_refused_unread(browse):
    browser = Bench().enter(browse)
    assert send_raw(browser, b" " * 10_000_000).status_code == 413
    assert tell(browser, *[{} for _ in range(5_000)]).status_code == 413


def test_a_number_of_5000_digits_is_only_a_bad_event(browse):
    bench = Bench()
    event = json.dumps({"events": [an_event(bench)]}).replace(
        '"offset_ms": 0', f'"offset_ms": {"9" * 5000}'
    )
    assert answers(send_raw(bench.enter(browse), event.encode())) == ["to_review"]


@pytest.mark.parametrize("hours", [-200, -30, -17, 1, 3])
def test_yesterday_and_tomorrow_wait_for_the_instructor(browse, hours):
    bench = Bench()
    then = (clock.now() + timedelta(hours=hours)).isoformat()
    assert answers(tell(bench.enter(browse), an_event(bench, client_time=then))) == ["to_review"]


def test_a_student_who_left_is_not_put_to_work(browse):
    bench = Bench()
    bench.malik.left_on = clock.today()
    db.session.commit()
    event = an_event(bench, student_id=bench.malik.id, student_ids=[])
    assert answers(tell(bench.device(browse), event)) == ["to_review"]


def test_another_tablet_cannot_send_a_batch_a_second_time(browse):
    bench, other = Bench(), Bench()
    batch = [an_event(bench)]
    tell(bench.enter(browse), *batch)
    assert answers(tell(other.enter(browse), *batch)) == ["already_received"]
    assert db.session.query(TabletEvent).count() == 1


def test_a_tablet_knows_nobody_of_another_workshop(browse):
    bench, other = Bench(), Bench()
    event = an_event(bench, student_id=bench.ines.id)
    assert answers(tell(other.device(browse), event)) == ["to_review"]


def test_an_instructor_takes_an_event_to_review_into_account(browse):
    bench = Bench()
    then = (clock.now() - timedelta(hours=30)).isoformat()
    tell(bench.enter(browse), an_event(bench, client_time=then, student_ids=[]))
    event = db.session.query(TabletEvent).one()

    actions.apply_event(event, bench.ines, actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert db.session.query(TimeEntry).one().student == bench.ines
    assert queries.review_of(event.id).verdict is EventVerdict.APPLIED
    assert queries.events_to_review() == []


def test_what_somebody_else_tapped_is_taken_back(browse):
    bench = Bench()
    device, malik = bench.device(browse), bench.malik.id
    tell(
        device,
        an_event(bench, student_id=malik, student_ids=[], seq=1),
        an_event(bench, "done", student_id=malik, student_ids=[], seq=2, data={"good": 5}),
    )

    actions.deny_events(queries.events_without_code(), actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert bench.operation.good == 0
    assert bench.operation.state is OperationState.TO_DO
    assert db.session.query(EventReview).count() == 2


def photo(browser, uuid: str, event: str, body: bytes):
    url = f"/atelier/photos?photo={uuid}&event={event}"
    return browser.post(url, data=body, content_type="image/jpeg", headers=HEADERS)


def test_a_photo_is_kept_once(browse):
    bench, uuid = Bench(), str(uuid4())
    browser, picture = bench.enter(browse), png()
    event = an_event(bench, "photo")
    tell(browser, event)

    told = [photo(browser, uuid, event["uuid"], picture).json["answer"] for _ in range(2)]

    assert told == ["accepted", "already_received"]
    assert db.session.query(TabletPhoto).count() == 1
    assert len(queries.photos_of(bench.operation.id)) == 1


def png() -> bytes:
    return b64decode(a_signature().partition(",")[2])


@pytest.mark.parametrize("body", [b"", b"MZ\x90", b"<svg onload=alert(1)>", b"%PDF-1.4 x"])
def test_what_is_no_photo_does_not_stay_and_the_instructor_hears_of_it_once(browse, body):
    bench = Bench()
    browser, uuid, event = bench.enter(browse), str(uuid4()), an_event(bench, "photo")
    tell(browser, event)

    told = [photo(browser, uuid, event["uuid"], body) for _ in range(2)]

    assert [one.status_code for one in told] == [200, 200]
    assert [one.json["answer"] for one in told] == ["to_review", "already_received"]
    assert db.session.query(TabletPhoto).count() == 0
    assert browser.get("/atelier/jour.json").json["to_review"] == 1
    missing = queries.events_to_review()[0]
    assert (missing.student_id, missing.operation_id) == (bench.ines.id, bench.operation.id)
    maitre, url = browse(bench.instructor), f"/bureau/evenements/{missing.id}"
    assert str(told[0].json["message"]) in maitre.get(url).get_data(as_text=True).replace(
        "&#39;", "'"
    )
    maitre.send(url, {"note": "Refaite"})
    assert queries.events_to_review() == []


def test_a_photo_without_a_number_is_only_told(browse):
    browser = Bench().enter(browse)
    assert photo(browser, "x", str(uuid4()), png()).json["answer"] == "to_review"
    assert photo(browser, str(uuid4()), "x", png()).json["answer"] == "to_review"
    assert db.session.query(TabletPhoto).count() == 0


def test_a_photo_of_four_megabytes_is_refused(browse):
    browser = Bench().enter(browse)
    assert photo(browser, str(uuid4()), str(uuid4()), b"\xff" * 4_000_000).status_code == 413


def undo(bench, event, **changes):
    return an_event(bench, "undo", data={"undoes": event["uuid"]}, student_ids=[], **changes)


def test_a_start_by_mistake_leaves_no_time(browse):
    bench = Bench()
    browser, start = bench.enter(browse), an_event(bench)

    assert answers(tell(browser, start, undo(bench, start))) == ["accepted", "accepted"]

    live = [e for e in db.session.query(TimeEntry) if e.replaced_by_id is None]
    assert all(entry.started_at == entry.ended_at for entry in live)
    assert bench.operation.state is OperationState.TO_DO
    assert db.session.query(TabletEvent).count() == 2


def test_a_pause_taken_back_goes_on_as_if_nothing_was(browse):
    bench = Bench()
    browser = bench.enter(browse)
    pause = an_event(bench, "pause", data={"reason": "break"})
    tell(browser, an_event(bench), pause, undo(bench, pause))

    assert {entry.ended_at for entry in db.session.query(TimeEntry)} == {None}
    assert bench.operation.state is OperationState.RUNNING


def test_pieces_counted_by_mistake_are_taken_back(browse):
    bench = Bench()
    browser = bench.enter(browse)
    done = an_event(bench, "done", data={"good": 25})
    tell(browser, an_event(bench), done, undo(bench, done))

    assert bench.operation.good == 0
    assert bench.operation.state is OperationState.RUNNING
    assert db.session.query(PieceCount).count() == 2


@time_machine.travel(TEN, tick=True)
def test_nothing_is_taken_back_twice_too_late_or_by_another(browse):
    bench = Bench()
    browser = bench.enter(browse)
    start = an_event(bench)
    late = (clock.now() + timedelta(minutes=4)).isoformat()
    early = (clock.now() - timedelta(minutes=12)).isoformat()
    start["client_time"] = early
    tell(browser, start)

    too_late = undo(bench, start, client_time=late)
    by_malik = undo(bench, start, student_id=bench.malik.id)
    assert answers(tell(browser, too_late, by_malik)) == ["to_review"] * 2
    assert answers(tell(browser, undo(bench, start), undo(bench, start))) == [
        "accepted",
        "to_review",
    ]


def a_second_task(bench):
    order = an_order()
    operation = queries.work_orders_of_order(order.id)[0].operations[0]
    boss = bench.instructor
    actions.assign_team(operation, bench.session, [bench.ines], instructor=boss, actor=boss)
    db.session.commit()
    return operation


def ends_of(student) -> list[bool]:
    entries = db.session.query(TimeEntry).filter_by(student_id=student.id).order_by(TimeEntry.id)
    return [entry.ended_at is None for entry in entries]


def test_a_new_task_ends_the_one_before(browse):
    bench = Bench()
    second = a_second_task(bench)
    tell(bench.enter(browse), an_event(bench), an_event(bench, operation_id=second.id))
    assert ends_of(bench.ines) == [False, True]


def test_two_tasks_at_once_are_two_durations_and_one_presence(browse):
    bench = Bench()
    second = a_second_task(bench)
    beside = an_event(bench, operation_id=second.id, data={"parallel": True}, student_ids=[])
    tell(bench.enter(browse), an_event(bench, student_ids=[]), beside)

    assert ends_of(bench.ines) == [True, True]
    later = clock.now() + timedelta(hours=1)
    first_work, second_work = bench.work, second.work_order
    first = queries.measures_of(first_work, now=later)[bench.operation.id]
    other = queries.measures_of(second_work, now=later)[second.id]
    assert first.student_seconds >= 3600 > 0 == other.student_seconds
    assert other.clock_seconds >= 3600


def test_a_team_leader_declares_for_the_team(browse):
    bench = Bench()
    browser = bench.enter(browse)
    declared = an_event(bench, "declare", data={"minutes": 30})

    assert answers(tell(browser, declared)) == ["accepted"]
    assert answers(tell(browser, an_event(bench, "declare", data={"minutes": 15}))) == ["to_review"]

    entries = db.session.query(TimeEntry).all()
    assert [e.ended_at - e.started_at for e in entries] == [timedelta(minutes=30)] * 2
    assert bench.operation.state is OperationState.PAUSED


@pytest.mark.parametrize("minutes", [0, -5, 100_000, "x", None, True])
def test_a_duration_that_cannot_be_is_not_believed(browse, minutes):
    bench = Bench()
    event = an_event(bench, "declare", data={"minutes": minutes})
    assert answers(tell(bench.enter(browse), event)) == ["to_review"]
