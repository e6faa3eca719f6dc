"""« Annuler » compensates all that an event did; what was said stays readable."""

from decimal import Decimal

import pytest

from erp.core import clock
from erp.core.db import db
from erp.equipment.models import Machine
from erp.production import actions, queries
from erp.production.models import (
    Breakdown,
    HelpCall,
    Incident,
    NonConformity,
    PieceCount,
    StepResult,
    TabletEvent,
)
from erp.production.states import OperationState, StepKind, WorkOrderState
from tests.builders import saved
from tests.builders_work import Bench
from tests.workshop.test_changing_task import another_task
from tests.workshop.test_inbox import undo
from tests.workshop.test_tablet import an_event, answers, tell
from tests.workshop.test_the_card import a_second_operation, a_step

BROKEN = {"reason": "breakdown"}


def on_a_lathe(bench: Bench, *operations) -> None:
    """The machine of these teams, the bench's own included."""
    kind = bench.operation.operation_type.machine_type
    lathe = saved(Machine(name="Tour 1", machine_type=kind, place=bench.place))
    for operation in (bench.operation, *operations):
        for task in operation.assignments:
            task.machine = lathe
    db.session.commit()


def test_a_breakdown_said_by_mistake_asks_for_no_repair(browse):
    bench = Bench()
    on_a_lathe(bench)
    browser, pause = bench.enter(browse), an_event(bench, "pause", data=BROKEN)

    told = tell(browser, an_event(bench), pause, undo(bench, pause))

    assert answers(told) == ["accepted"] * 3
    report = db.session.query(Breakdown).one()
    assert queries.open_breakdowns() == []
    assert (report.note, report.closed_by_id) == ("Annulé", None)


def test_a_breakdown_that_another_student_met_too_stays(browse):
    bench = Bench()
    second = another_task(bench, bench.malik)
    on_a_lathe(bench, second)
    browser, pause = bench.enter(browse), an_event(bench, "pause", student_ids=[], data=BROKEN)
    tell(browser, an_event(bench, student_ids=[]), pause)
    malik = {"operation_id": second.id, "student_id": bench.malik.id, "student_ids": []}
    tell(browser, an_event(bench, **malik), an_event(bench, "pause", data=BROKEN, **malik))

    assert answers(tell(browser, undo(bench, pause))) == ["accepted"]

    assert [one.machine.name for one in queries.open_breakdowns()] == ["Tour 1"]


def test_a_breakdown_that_was_answered_stays_as_answered(browse):
    bench = Bench()
    on_a_lathe(bench)
    browser, pause = bench.enter(browse), an_event(bench, "pause", data=BROKEN)
    tell(browser, an_event(bench), pause)
    (report,) = queries.open_breakdowns()
    actions.settle(report, note="Courroie changée", actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert answers(tell(browser, undo(bench, pause))) == ["accepted"]

    assert (report.note, report.closed_by_id) == ("Courroie changée", bench.instructor.id)


def reworked(bench: Bench, browser, validated: bool = True):
    """Five pieces of the second operation went back to the first; gives both, and what said so."""
    before, after = bench.operation, a_second_operation(bench)
    tell(browser, an_event(bench), an_event(bench, "done", data={"good": 25}))
    if validated:
        actions.validate_operation(before, actor=bench.instructor, now=clock.now())
        db.session.commit()
    facts = {"good": 15, "rework": 5}
    done = an_event(bench, "done", operation_id=after.id, data=facts)
    told = tell(browser, an_event(bench, operation_id=after.id), done)
    assert answers(told) == ["accepted", "accepted"]
    return before, after, done


@pytest.mark.parametrize("validated", [True, False])
def test_pieces_sent_back_by_mistake_come_back(browse, validated):
    bench = Bench()
    browser = bench.enter(browse)
    before, after, done = reworked(bench, browser, validated)

    assert answers(tell(browser, undo(bench, done, operation_id=after.id))) == ["accepted"]

    stood = OperationState.DONE if validated else OperationState.TO_VALIDATE
    assert (before.good, before.state) == (25, stood)
    assert (after.good, after.state) == (0, OperationState.RUNNING)
    assert db.session.query(PieceCount).filter_by(good=-5).count() == 1


def test_a_task_begun_again_since_stays_begun(browse):
    """Malik has taken the first operation up again: only the pieces come back."""
    bench = Bench()
    browser = bench.enter(browse)
    before, after, done = reworked(bench, browser)
    malik = {"student_id": bench.malik.id, "student_ids": []}
    tell(browser, an_event(bench, **malik))

    assert answers(tell(browser, undo(bench, done, operation_id=after.id))) == ["accepted"]

    assert (before.good, before.state) == (25, OperationState.RUNNING)


@pytest.mark.parametrize("kind", ["step", "photo"])
def test_a_step_said_by_mistake_is_to_be_done_again(browse, kind):
    bench = Bench()
    step = a_step(bench, StepKind.PHOTO if kind == "photo" else StepKind.CHECK)
    browser, page = bench.enter(browse), f"/atelier/taches/{bench.assignment.id}/etapes"
    said = an_event(bench, kind, data={"step_id": step.id})
    tell(browser, said)
    assert browser.get(page).status_code == 303

    assert answers(tell(browser, undo(bench, said))) == ["accepted"]

    assert "Mesure le diam" in browser.get(page).text
    assert db.session.query(StepResult).one().taken_back_at


def test_a_measure_taken_back_is_no_proof_and_goes_with_its_step(browse):
    bench = Bench()
    step, browser = a_step(bench), bench.enter(browse)
    said = an_event(bench, "step", data={"step_id": step.id, "value": "42.5"})
    tell(browser, said, undo(bench, said))
    tell(browser, an_event(bench, "step", data={"step_id": step.id, "value": "42"}))

    (same,) = queries.steps_of(bench.operation.id)
    assert [one.value for one in same.results] == [Decimal(42)]

    actions.remove_step(same)
    db.session.commit()
    assert db.session.query(StepResult).count() == 0


@pytest.mark.parametrize("kind", ["accident", "near_miss"])
def test_what_was_dangerous_is_never_taken_back(browse, kind):
    bench = Bench()
    browser, told = bench.enter(browse), an_event(bench, "incident", data={"incident": kind})
    answer = tell(browser, told, undo(bench, told))

    assert answers(answer) == ["accepted", "to_review"]
    assert answer.json[1]["message"] == "Ce signalement reste : ton maître décide."
    assert len(queries.open_incidents()) == 1


def test_an_accident_told_without_code_stays_when_it_was_somebody_else(browse):
    bench = Bench()
    facts = {"data": {"incident": "accident"}, "student_id": bench.malik.id, "student_ids": []}
    tell(bench.device(browse), an_event(bench, "incident", **facts))

    actions.deny_events(queries.events_without_code(), actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert db.session.query(Incident).one().closed_at is None
    page = browse(bench.instructor).get("/bureau/a-valider").text
    assert "Ce n'était pas cet élève" in page.replace("&#39;", "'")


def test_a_bad_piece_said_by_mistake_is_withdrawn(browse):
    bench = Bench()
    found = an_event(bench, "non_conformity", data={"cause": "drawing"})

    assert answers(tell(bench.enter(browse), found, undo(bench, found))) == ["accepted"] * 2

    assert queries.open_non_conformities() == []
    assert db.session.query(NonConformity).one().note == "Annulé"


def test_help_asked_by_mistake_is_no_longer_asked(browse):
    bench = Bench()
    call = an_event(bench, "help")
    tell(bench.enter(browse), an_event(bench), call, undo(bench, call))
    assert queries.help_calls() == []
    assert db.session.query(HelpCall).one().seen_at is None


def test_an_order_whose_only_start_is_taken_back_has_not_begun(browse):
    bench = Bench()
    start = an_event(bench)
    tell(bench.enter(browse), start)
    assert bench.work.state is WorkOrderState.RUNNING

    tell(bench.enter(browse), undo(bench, start))

    db.session.expire_all()
    assert bench.work.state is WorkOrderState.OPEN


def test_what_the_instructor_validated_is_not_taken_back_by_a_student(browse):
    bench = Bench()
    browser, done = bench.enter(browse), an_event(bench, "done", data={"good": 25})
    tell(browser, an_event(bench), done)
    actions.validate_operation(bench.operation, actor=bench.instructor, now=clock.now())
    db.session.commit()

    answer = tell(browser, undo(bench, done))

    assert answers(answer) == ["to_review"]
    assert answer.json[0]["message"] == "Ton maître a déjà répondu."
    assert bench.operation.good == 25


def test_what_others_did_since_stands_when_a_start_is_denied(browse):
    """Malik's face was tapped by another; Inès has worked and handed in meanwhile."""
    bench = Bench()
    browser = bench.enter(browse)
    alone = {"student_ids": []}
    tell(browser, an_event(bench, student_id=bench.malik.id, **alone))
    tell(browser, an_event(bench, **alone), an_event(bench, "done", data={"good": 25}, **alone))

    actions.deny_events(queries.events_without_code(), actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert (bench.operation.good, bench.operation.state) == (25, OperationState.TO_VALIDATE)


def test_what_is_taken_back_twice_is_taken_back_once(browse):
    bench = Bench()
    step, browser = a_step(bench, StepKind.CHECK), bench.enter(browse)
    said = an_event(bench, "step", data={"step_id": step.id})
    first, again = undo(bench, said), undo(bench, said)

    assert answers(tell(browser, said, first, again)) == ["accepted", "accepted", "to_review"]
    assert db.session.query(TabletEvent).count() == 3
