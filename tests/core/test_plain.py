"""Rows written without a record: in the same transaction, under the same rules."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from erp.core import clock, plain
from erp.core.db import db
from erp.core.tokens import LinkToken
from erp.people.models import Student
from erp.production.models import HelpCall, Operation, TabletEvent, WorkOrder
from erp.production.states import OperationState
from tests.builders_work import Bench


def test_a_row_is_added_with_its_defaults_and_its_words(app):
    bench = Bench()
    what = {"operation_id": bench.operation.id, "student_id": bench.ines.id}
    made = plain.add(HelpCall, called_at=clock.now(), **what)
    call = db.session.get(HelpCall, made)
    assert (call.student, call.closed_at) == (bench.ines, None)


def test_whoever_holds_the_record_reads_what_was_changed(app):
    held = Bench().operation
    plain.change(Operation, held.id, held.version, state=OperationState.RUNNING)
    assert (held.state, held.version) == (OperationState.RUNNING, 2)


def test_whoever_comes_second_is_told(app):
    held = Bench().operation
    plain.change(Operation, held.id, 1, state=OperationState.RUNNING)
    with pytest.raises(StaleDataError):
        plain.change(Operation, held.id, 1, state=OperationState.PAUSED)
    assert held.state is OperationState.RUNNING


def test_what_records_said_comes_first(app):
    held = Bench().operation
    read, held.label = held.version, "Percer"
    plain.change(Operation, held.id, read + 1, state=OperationState.RUNNING)
    assert (held.label, held.state) == ("Percer", OperationState.RUNNING)


def a_call(bench: Bench) -> HelpCall:
    who = {"operation_id": bench.operation.id, "student_id": bench.ines.id}
    return HelpCall(called_at=clock.now(), **who)


def test_what_fails_leaves_nothing_and_the_rest_goes_on(app):
    bench = Bench()
    held, lost = bench.operation, a_call(bench)
    db.session.add(a_call(bench))
    with pytest.raises(ZeroDivisionError), plain.attempt():
        plain.change(Operation, held.id, held.version, state=OperationState.RUNNING)
        db.session.add(lost)
        raise ZeroDivisionError
    with plain.attempt():
        db.session.add(a_call(bench))
    db.session.commit()
    assert (held.state, held.version) == (OperationState.TO_DO, 1)
    assert db.session.query(HelpCall).count() == 2


def test_a_row_that_is_there_already_does_not_stop_the_others(app):
    facts = {"purpose": "x", "subject_id": 1, "created_at": clock.now(), "expires_at": clock.now()}
    plain.add(LinkToken, sha256="a", **facts)
    with pytest.raises(IntegrityError), plain.attempt():
        plain.add(LinkToken, sha256="a", **facts)
    plain.add(LinkToken, sha256="b", **facts)
    db.session.commit()
    assert db.session.query(LinkToken).count() == 2


def test_a_record_that_somebody_changed_faster_is_told_as_ever(app):
    held = Bench().operation
    held.state = OperationState.RUNNING
    with pytest.raises(StaleDataError), plain.attempt():
        plain.connection().execute(update(Operation.__table__).values(version=7))
        held.label = "Percer"


def test_what_never_changes_is_not_changed_this_way_either(app):
    with pytest.raises(TypeError, match="never changes"):
        plain.change(TabletEvent, 1, reason="")


def test_a_versioned_row_is_not_changed_blindly(app):
    held = Bench().operation
    with pytest.raises(TypeError, match="version"):
        plain.change(Operation, held.id, state=OperationState.RUNNING)


@pytest.mark.parametrize("kind", [Student, WorkOrder])
def test_what_is_found_by_its_words_is_added_as_a_record(app, kind):
    with pytest.raises(TypeError, match="only a record folds"):
        plain.add(kind)


@pytest.mark.parametrize("words", ["label", "number"])
def test_the_words_it_is_found_by_are_changed_on_the_record(app, words):
    work = Bench().work
    with pytest.raises(TypeError, match="only a record folds"):
        plain.change(WorkOrder, work.id, work.version, **{words: "Bride"})
