"""Told to the driver or said the usual way: the same rows, the same refusals."""

from decimal import Decimal

import pytest
from sqlalchemy import bindparam, event, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from erp.core import clock, direct, once, plain
from erp.core.db import db
from erp.core.direct import Direct
from erp.core.outbox import OutboxMessage
from erp.core.tokens import LinkToken
from erp.people.models import Student
from erp.production.models import Operation, TimeEntry
from erp.production.states import OperationState
from erp.sales.models import OrderLine
from tests.builders import a_student
from tests.builders_work import Bench

NAMED = select(Student.id, Student.first_name.label("called")).order_by(Student.first_name)


@pytest.fixture(params=["told to the driver", "said the usual way"], autouse=True)
def way(request, app):
    """Nobody listens, or somebody does."""

    def note(*_told: object) -> None: ...

    if request.param == "told to the driver":
        assert not direct.is_heard(plain.connection())
        yield
    else:
        event.listen(db.engine, "before_cursor_execute", note)
        assert direct.is_heard(plain.connection())
        yield
        event.remove(db.engine, "before_cursor_execute", note)


def rows(statement, **told):
    return Direct(statement).rows(plain.connection(), told)


def test_each_kind_of_value_is_read_as_its_column_says():
    bench, now = Bench(), clock.now()
    db.session.add(TimeEntry(operation=bench.operation, student=bench.ines, started_at=now))
    times = select(TimeEntry.started_at, TimeEntry.ended_at, TimeEntry.is_parallel)
    assert rows(times) == [(now, None, False)]
    prices, states = rows(select(OrderLine.unit_price)), rows(select(Operation.state))
    assert {type(price) for (price,) in prices} == {Decimal}
    assert {type(state) for (state,) in states} == {OperationState}
    (day,) = rows(select(Student.birth_date).where(Student.id == bench.ines.id))
    assert day.birth_date == bench.ines.birth_date


def test_a_message_keeps_what_it_says():
    now = clock.now()
    db.session.add(OutboxMessage(kind="x", payload={"é": [1]}, created_at=now, due_at=now))
    assert rows(select(OutboxMessage.payload)) == [({"é": [1]},)]


def test_lists_are_of_any_length():
    lina, paul, zoe = (a_student(first_name=name) for name in ("Lina", "Paul", "Zoé"))
    asked = Direct(
        NAMED.where(Student.id.in_(bindparam("ids", expanding=True)), Student.first_name != "Zoé")
    )
    for ids in ([], [lina.id], (lina.id, paul.id), {lina.id, paul.id, zoe.id}, [zoe.id]):
        found = asked.rows(plain.connection(), {"ids": ids})
        expected = [(one.id, one.first_name) for one in (lina, paul) if one.id in ids]
        assert list(found) == expected
        assert [row.called for row in found] == [name for _, name in expected]


def test_what_the_statement_says_itself_is_kept():
    held = Bench().operation
    chosen = select(func.count()).where(
        Operation.state.in_([OperationState.TO_DO, OperationState.RUNNING]),
        Operation.label == bindparam("label"),
    )
    asked = Direct(chosen)
    for label, count in ((held.label, 1), ("Autre", 0)):
        assert asked.rows(plain.connection(), {"label": label}) == [(count,)]


def a_link(**more: object) -> dict[str, object]:
    now = clock.now()
    told = {"purpose": "x", "subject_id": 1, "sha256": "a", "created_at": now, "expires_at": now}
    return {**told, **more}


def test_a_row_has_an_id_and_its_columns_may_differ():
    adding, spot = Direct(insert(LinkToken.__table__)), plain.connection()
    first = adding.key(spot, a_link())
    second = adding.key(spot, a_link(sha256="b", ended_at=clock.now()))
    assert db.session.get(LinkToken, first).ended_at is None
    assert db.session.get(LinkToken, second).ended_at is not None


def test_a_change_says_how_many_rows_it_found():
    a_student(first_name="Lina")
    called = update(Student).where(Student.first_name == bindparam("old"))
    changing, spot = Direct(called.values(first_name=bindparam("new"))), plain.connection()
    assert changing.tell(spot, {"old": "Lina", "new": "Zoé"}).rowcount == 1
    assert changing.tell(spot, {"old": "Lina", "new": "Zoé"}).rowcount == 0


def test_a_form_that_was_claimed_is_known():
    assert once.claim("page 1", now=clock.now()) is None
    once.remember("page 1", "/bureau/devis/1", now=clock.now())
    assert once.claim("page 1", now=clock.now()) == "/bureau/devis/1"


def test_what_the_database_refuses_is_refused_as_ever():
    adding = Direct(insert(LinkToken.__table__))
    adding.tell(plain.connection(), a_link())
    with pytest.raises(IntegrityError) as told, plain.attempt():
        adding.tell(plain.connection(), a_link())
    assert "link_token" in str(told.value)
    assert adding.key(plain.connection(), a_link(sha256="b")) > 0


def test_a_refusal_does_not_tell_the_values():
    """They would be written to the log: a student's name is nobody's there."""
    adding = Direct(insert(LinkToken.__table__))
    adding.tell(plain.connection(), a_link())
    with pytest.raises(IntegrityError) as told:
        adding.tell(plain.connection(), a_link(purpose="Lina"))
    assert "Lina" not in str(told.value)


def test_lists_of_many_lengths_are_few_spellings():
    student = a_student(first_name="Lina")
    asked = Direct(NAMED.where(Student.id.in_(bindparam("ids", expanding=True))))
    for length in (0, 1, 2, 3, 100, 127, 128, 1024, 1025, 3000):
        ids = [student.id + one for one in range(length)]
        assert len(asked.rows(plain.connection(), {"ids": ids})) == bool(length)
    assert len(asked._spellings) <= 6
