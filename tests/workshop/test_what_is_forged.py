"""What no tablet of ours would send: each event hears why, and those beside it pass."""

import pytest

from erp.core.db import db
from erp.production import queries
from erp.production.models import PieceCount, TabletEvent, TimeEntry
from tests.builders_sales import an_order
from tests.builders_work import Bench
from tests.workshop.test_tablet import an_event, answers, tell

UUIDS = [
    None,
    7,
    1.5,
    True,
    [],
    ["x"],
    {"a": 1},
    "",
    "x",
    "0" * 400,
    "\u0000",
    "8c1f0d5e-3a52-4d0c-9a3b-0f6a1c2d3e4fx",
]


def heard(browser, *events) -> list[tuple[str, str]]:
    answer = tell(browser, *events)
    assert answer.status_code == 200, answer.text
    return [(one["answer"], one["message"]) for one in answer.json]


@pytest.mark.parametrize("uuid", UUIDS, ids=repr)
def test_a_number_of_any_other_kind_is_told_and_kept_once(browse, uuid):
    bench = Bench()
    browser, bad = bench.enter(browse), an_event(bench, uuid=uuid)

    told = heard(browser, bad, an_event(bench))

    assert told == [("to_review", "Message sans numéro."), ("accepted", "")]
    assert heard(browser, bad) == [("already_received", "")]
    assert db.session.query(TabletEvent).filter_by(answer="to_review").one().payload == bad


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"good": -1}, "Nombre de pièces impossible."),
        ({"good": 1, "scrapped": -1}, "Nombre de pièces impossible."),
        ({"good": 1, "rework": -1}, "Nombre de pièces impossible."),
        ({"good": 10**9}, "Nombre de pièces impossible."),
        ({"good": 26}, "26 bonnes pièces pour 25 commandées : compte à revoir."),
    ],
    ids=repr,
)
def test_pieces_that_cannot_be_are_counted_nowhere(browse, data, why):
    bench = Bench()
    browser = bench.enter(browse)
    bad, good = an_event(bench, "done", data=data), an_event(bench, "done", data={"good": 1})

    told = heard(browser, an_event(bench), bad, good)

    assert told == [("accepted", ""), ("to_review", why), ("accepted", "")]
    assert [one.good for one in db.session.query(PieceCount)] == [1]


@pytest.mark.parametrize("with_code", [True, False])
def test_students_of_another_workshop_are_put_to_no_work(browse, with_code):
    """Named as the one who taps, or among a team; here, and on their own operation."""
    bench, other = Bench(), Bench()
    browser = bench.enter(browse) if with_code else bench.device(browse)
    mine = bench.ines.id
    forged = [
        an_event(bench, student_id=other.ines.id, student_ids=[]),
        an_event(bench, student_id=mine, student_ids=[other.ines.id]),
        an_event(bench, student_id=other.ines.id, operation_id=other.operation.id),
    ]

    told = heard(browser, *forged, an_event(bench, student_id=mine, student_ids=[]))

    why = "Quelqu'un n'est pas de cet atelier maintenant."
    assert told == [("to_review", why)] * 3 + [("accepted", "")]
    assert {one.student_id for one in db.session.query(TimeEntry)} == {mine}


def test_a_batch_of_another_tablet_changes_nothing_even_when_its_words_are_changed(browse):
    bench, other = Bench(), Bench()
    start = an_event(bench)
    assert answers(tell(bench.enter(browse), start)) == ["accepted"]
    before = db.session.query(TabletEvent).one().payload

    forged = {**start, "kind": "done", "data": {"good": 25}, "student_id": bench.ines.id}
    told = heard(other.enter(browse), start, forged)

    assert told == [("already_received", "")] * 2
    kept = db.session.query(TabletEvent).one()
    assert (kept.payload, kept.tablet_id) == (before, bench.tablet.id)
    assert db.session.query(PieceCount).count() == 0


def test_five_thousand_good_events_are_too_many_and_none_is_taken(browse):
    bench = Bench()
    browser = bench.enter(browse)
    small = [{"uuid": "x"}] * 5_000
    assert tell(browser, *small).status_code == 413
    assert tell(browser, *[an_event(bench) for _ in range(51)]).status_code == 413
    assert db.session.query(TabletEvent).count() == 0
    assert answers(tell(browser, *[an_event(bench) for _ in range(50)])) == ["accepted"] * 50


def test_an_operation_of_another_workshop_is_not_counted_from_here(browse):
    """A number that exists, of a task nobody here was given."""
    bench = Bench()
    elsewhere = queries.work_orders_of_order(an_order().id)[0].operations[0]
    done = an_event(bench, "done", operation_id=elsewhere.id, data={"good": 1})
    assert answers(tell(bench.enter(browse), done)) == ["to_review"]
    assert db.session.query(PieceCount).count() == 0
