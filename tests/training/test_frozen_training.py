"""What was said of a student is never rewritten, not even behind the program's back."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from erp.core import clock
from erp.core.db import db
from erp.flow import validated_work
from erp.timetable import actions as timetable
from erp.timetable.states import Nature, Presence
from erp.training import actions
from tests.training.test_evidence import a_linked_bench


@pytest.fixture
def lived():
    bench = a_linked_bench()
    facts = {"actor": bench.instructor, "now": clock.now()}
    away = {bench.malik.id: (Presence.ABSENT, 0)}
    timetable.call_roll(bench.session, [bench.ines, bench.malik], away, **facts)
    validated_work.validate_operation(bench.operation, **facts)
    actions.note_hours(
        bench.ines, day=bench.session.day, minutes=60, reason="x", nature=Nature.THEORY,
        subject="", **facts,
    )  # fmt: skip
    about = {"subject": "Maths", "label": "Cône", "minutes": 10}
    actions.give_lesson(bench.session, bench.work, **about, **facts)
    db.session.commit()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("attendance", "minutes = 1"),
        ("attendance", "presence = 'late'"),
        ("observation", "rank = 4"),
        ("observation", "student_id = 2"),
        ("hours_entry", "minutes = 1"),
        ("order_lesson", "minutes = 1"),
    ],
)
def test_no_word_is_rewritten_or_erased(lived, table, change):
    for sentence in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="issued rows never change"):
            db.session.execute(text(sentence))
        db.session.rollback()


def test_a_word_may_only_be_replaced(lived):
    for table in ("attendance", "observation"):
        db.session.execute(text(f"UPDATE {table} SET replaced_at = '2026-11-21 10:00:00'"))
        live = text(f"SELECT count(*), count(replaced_at) FROM {table}")
        all_of_them, replaced = db.session.execute(live).one()
        assert all_of_them == replaced > 0
