import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db, one_transaction
from erp.people import actions as people
from erp.production import actions, queries
from erp.production.models import PieceCount, TabletEvent, TimeEntry
from erp.production.states import OperationState, WorkOrderState
from erp.web.shared import face
from tests.builders import a_class_session, a_student
from tests.builders_sales import an_order
from tests.builders_work import Bench


def an_event(bench, kind="start", **changes):
    told = {
        "uuid": str(uuid4()),
        "kind": kind,
        "operation_id": bench.operation.id,
        "student_ids": [bench.ines.id, bench.malik.id],
        "client_time": clock.now().isoformat(),
        "offset_ms": 0,
        "data": {},
    }
    return {**told, **changes}


def tell(browser, *events):
    return browser.post(
        "/atelier/evenements",
        data=json.dumps({"events": list(events)}),
        content_type="application/json",
        headers={"X-Etabli": "tablette"},
    )


def answers(answer):
    assert answer.status_code == 200, answer.text
    return [one["answer"] for one in answer.json]


def test_the_tablet_shows_the_faces_of_the_session(browse):
    bench = Bench()
    page = bench.device(browse).get("/atelier/")
    assert bench.ines.first_name in page.text
    assert bench.ines.last_name not in page.text


def test_a_pin_opens_the_only_task(browse):
    bench = Bench()
    page = bench.enter(browse).get("/atelier/taches", follow_redirects=True)
    assert bench.operation.label in page.text
    assert "Commencer" in page.text


def test_whoever_has_one_task_finds_hours_and_comfort_from_its_card(browse):
    bench = Bench()
    tablet = bench.enter(browse)
    card = tablet.get(f"/atelier/taches/{bench.assignment.id}").text
    assert 'href="/atelier/taches?tout=1"' in card
    mine = tablet.get("/atelier/taches?tout=1").text
    assert "Mes heures" in mine and "Confort" in mine and "Annuler ma dernière action" in mine
    assert f'href="/atelier/taches/{bench.assignment.id}"' in mine


def test_a_day_at_the_tablet_becomes_time_and_pieces(browse):
    bench = Bench()
    browser = bench.enter(browse)

    start = an_event(bench)
    done = an_event(bench, "done", data={"good": 24, "scrapped": 1, "reason": "measure"})
    assert answers(tell(browser, start, done)) == ["accepted", "accepted"]

    assert db.session.query(TimeEntry).count() == 2
    assert all(entry.ended_at for entry in db.session.query(TimeEntry))
    assert bench.operation.good == 24
    assert bench.operation.state is OperationState.TO_VALIDATE
    assert bench.work.state is WorkOrderState.RUNNING


def test_the_same_batch_three_times_is_one(browse):
    bench = Bench()
    browser = bench.enter(browse)
    batch = [an_event(bench), an_event(bench, "pause", data={"reason": "break"})]

    told = [answers(tell(browser, *batch)) for _ in range(3)]

    assert told == [["accepted"] * 2, ["already_received"] * 2, ["already_received"] * 2]
    assert db.session.query(TimeEntry).count() == 2
    assert bench.operation.state is OperationState.PAUSED


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "explode"},
        {"kind": None},
        {"operation_id": 10**12},
        {"operation_id": "1 or 1=1"},
        {"operation_id": True},
        {"student_ids": "all"},
        {"student_ids": [10**9]},
        {"student_ids": None},
        {"client_time": "demain"},
        {"client_time": "2026-11-21T10:00:00"},
        {"client_time": "1999-01-01T00:00:00+00:00"},
        {"client_time": "2999-01-01T00:00:00+00:00"},
        {"offset_ms": 10**30},
        {"offset_ms": "x"},
        {"uuid": "pas un uuid"},
        {"uuid": None},
        {"kind": "pause", "data": {"reason": "sieste"}},
        {"kind": "done", "data": {"good": -1}},
        {"kind": "done", "data": {"good": 1.5}},
        {"kind": "done", "data": {"good": 1, "scrapped": 1}},
        {"kind": "pause", "data": {"reason": "break"}},
    ],
)
def test_what_makes_no_sense_is_kept_for_the_instructor(browse, changes):
    bench = Bench()
    browser = bench.enter(browse)

    assert answers(tell(browser, an_event(bench, **changes), an_event(bench))) == [
        "to_review",
        "accepted",
    ]

    kept = db.session.query(TabletEvent).filter_by(answer="to_review").one()
    assert kept.reason
    assert kept.payload["operation_id"] == changes.get("operation_id", bench.operation.id)


def test_more_pieces_than_ordered_are_not_believed(browse):
    bench = Bench()
    browser = bench.enter(browse)
    tell(browser, an_event(bench))

    assert answers(tell(browser, an_event(bench, "done", data={"good": 26}))) == ["to_review"]

    assert db.session.query(PieceCount).count() == 0


@pytest.mark.parametrize("count", [-1, 1.5, 10**12, "x", True])
@pytest.mark.parametrize("name", ["good", "scrapped", "rework"])
def test_a_number_of_pieces_that_cannot_be_is_not_believed(browse, name, count):
    bench = Bench()
    browser = bench.enter(browse)
    done = an_event(bench, "done", data={"good": 1, "reason": "measure", name: count})

    answer = tell(browser, an_event(bench), done)

    assert answers(answer) == ["accepted", "to_review"]
    assert answer.json[1]["message"] == "Nombre de pièces impossible."
    assert db.session.query(PieceCount).count() == 0


def test_spoilt_pieces_are_made_anew(browse):
    """Three of twenty-five are spoilt and made again: twenty-eight were tried, none is too many."""
    bench = Bench()
    pieces = {"good": 25, "scrapped": 3, "reason": "measure"}

    told = tell(bench.enter(browse), an_event(bench), an_event(bench, "done", data=pieces))

    assert answers(told) == ["accepted", "accepted"]
    assert (bench.operation.good, bench.operation.scrapped) == (25, 3)


def test_spoilt_pieces_and_good_ones_come_one_after_the_other(browse):
    bench = Bench()
    browser, lost = bench.enter(browse), {"scrapped": 20, "reason": "setting"}
    tell(browser, an_event(bench), an_event(bench, "done", data=lost))

    told = tell(browser, an_event(bench), an_event(bench, "done", data={"good": 25}))

    assert answers(told) == ["accepted", "accepted"]


def test_more_spoilt_at_once_than_ordered_waits_for_the_instructor(browse):
    bench = Bench()
    lost = an_event(bench, "done", data={"good": 0, "scrapped": 26, "reason": "measure"})

    answer = tell(bench.enter(browse), an_event(bench), lost)

    assert answers(answer) == ["accepted", "to_review"]
    assert "26 pièces ratées pour 25" in answer.json[1]["message"]
    assert db.session.query(PieceCount).count() == 0

    event = queries.event_by_uuid(lost["uuid"])
    actions.apply_event(event, bench.ines, actor=bench.instructor, now=clock.now())
    db.session.commit()
    assert bench.operation.scrapped == 26


def test_a_student_of_elsewhere_is_not_put_to_work(browse):
    bench = Bench()
    stranger = a_student()
    told = tell(bench.enter(browse), an_event(bench, student_ids=[stranger.id]))
    assert answers(told) == ["to_review"]


def test_without_a_pin_it_is_kept_for_the_instructor(browse):
    bench = Bench()
    assert answers(tell(bench.device(browse), an_event(bench))) == ["to_review"]


@pytest.mark.parametrize("body", ["", "[]", "{", '{"events": 3}', '"x"'])
def test_a_body_that_is_no_batch_is_refused(browse, body):
    browser = Bench().enter(browse)
    headers = {"X-Etabli": "tablette"}
    answer = browser.post(
        "/atelier/evenements", data=body, content_type="application/json", headers=headers
    )
    assert answer.status_code == 400


def test_too_much_at_once_is_refused(browse):
    bench = Bench()
    browser = bench.enter(browse)
    assert tell(browser, *[an_event(bench) for _ in range(51)]).status_code == 413
    assert tell(browser, an_event(bench, data={"x": "y" * 300_000})).status_code == 413


def test_another_site_cannot_speak_for_the_tablet(browse):
    browser = Bench().enter(browse)
    answer = browser.post("/atelier/evenements", json={"events": []})
    assert answer.status_code == 400


def test_a_revoked_tablet_is_a_stranger(browse):
    bench = Bench()
    browser = bench.enter(browse)
    people.revoke_tablet(bench.tablet, actor=bench.instructor, now=clock.now())
    db.session.commit()
    assert tell(browser, an_event(bench)).status_code == 401
    assert browser.get("/atelier/").status_code == 401


def test_an_enrolment_link_works_once(browse):
    bench = Bench()
    secret = people.prepare_enrolment(bench.tablet, now=clock.now())
    db.session.commit()
    browse().send(f"/atelier/enroler/{secret}")
    late = browse()
    late.send(f"/atelier/enroler/{secret}")
    assert late.get("/atelier/").status_code == 401


def test_five_wrong_codes_lock_the_student_until_an_instructor_unlocks(browse):
    bench = Bench()
    browser = bench.device(browse)
    url = f"/atelier/eleve/{bench.ines.id}"
    for _ in range(5):
        assert "Code faux" in browser.send(url, {"pin": "9999"}).text
    assert "Appelle ton maître" in browser.send(url, {"pin": "2580"}).text

    people.unlock_pin(bench.ines, actor=bench.instructor)
    db.session.commit()

    assert browser.send(url, {"pin": "2580"}).status_code == 200
    assert bench.ines.pin_failures == 0


def test_a_wrong_time_is_put_right_by_the_measured_offset(browse):
    bench = Bench()
    behind = (clock.now() - timedelta(days=2)).isoformat()
    told = tell(bench.enter(browse), an_event(bench, client_time=behind, offset_ms=2 * 86_400_000))
    assert answers(told) == ["accepted"]


def test_the_instructor_validates_and_the_work_is_finished(browse):
    bench = Bench()
    browser = bench.enter(browse)
    tell(browser, an_event(bench), an_event(bench, "done", data={"good": 25}))
    db.session.expire_all()

    actions.validate_operation(bench.operation, actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert bench.operation.state is OperationState.DONE
    assert bench.work.state is WorkOrderState.FINISHED


def test_after_hours_the_faces_of_the_day_stay(browse):
    bench = Bench()
    evening = bench.session.ends_at + timedelta(hours=2)
    if clock.day_of(evening) == bench.session.day:
        with time_machine.travel(evening, tick=True):
            assert bench.ines.first_name in bench.device(browse).get("/atelier/").text
    with time_machine.travel(evening + timedelta(days=2), tick=True):
        assert "Pas d'atelier" in bench.device(browse).get("/atelier/").text.replace("&#39;", "'")


def test_work_planned_morning_and_afternoon_is_one_task(browse):
    bench = Bench()
    later = a_class_session(bench.session.cohort, place=bench.place, starts_in=timedelta(hours=5))
    actions.assign_team(
        bench.operation, later, [bench.ines], instructor=bench.instructor, actor=bench.instructor
    )
    db.session.commit()

    with time_machine.travel(bench.session.starts_at + timedelta(minutes=30), tick=False):
        (now,) = queries.tasks_now(bench.ines.id, clock.now())
    with time_machine.travel(later.starts_at, tick=False):
        (then,) = queries.tasks_now(bench.ines.id, clock.now())

    assert (now, then.class_session) == (bench.assignment, later)


def test_tasks_come_in_the_order_that_the_board_gives_them():
    bench = Bench()
    other = queries.work_orders_of_order(an_order().id)[0].operations[0]
    facts = {"instructor": bench.instructor, "actor": bench.instructor}
    first = actions.assign_team(other, bench.session, [bench.ines], **facts)
    bench.assignment.rank, first.rank = 2, 1
    db.session.commit()

    told = queries.tasks_now(bench.ines.id, clock.now())

    assert [one.operation for one in told] == [other, bench.operation]


class Trickle(BytesIO):
    """A body that comes forty bytes at a time."""

    def __init__(self, content: bytes, told: list[str]) -> None:
        super().__init__(content)
        self.told = told

    def readinto(self, buffer) -> int:
        self.told.append("some words")
        some = self.read(min(40, len(buffer)))
        buffer[: len(some)] = some
        return len(some)


def test_no_writer_waits_while_a_slow_network_brings_the_words(browse, monkeypatch):
    bench = Bench()
    browser = bench.enter(browse)
    told: list[str] = []

    def writing(*known):
        told.append("a writer")
        return one_transaction(*known)

    monkeypatch.setattr(face, "one_transaction", writing)
    content = json.dumps({"events": [an_event(bench)]}).encode()
    body = Trickle(content, told)
    answer = browser.post(
        "/atelier/evenements",
        input_stream=body,
        content_length=len(content),
        content_type="application/json",
        headers={"X-Etabli": "tablette"},
    )
    assert answer.json[0]["answer"] == "accepted"
    assert told.count("some words") > 3
    assert told[-1] == "a writer" and told.count("a writer") == 1


def test_an_address_that_does_not_exist_leads_a_tablet_back_to_its_faces(browse):
    tablet = Bench().enter(browse)
    assert 'class="btn btn-primary" href="/atelier/"' in tablet.get("/atelier/rien").text
    assert tablet.get("/").location == "/atelier/"
    assert 'class="btn btn-primary" href="/entrer"' in browse().get("/rien").text
