"""A board of this week never reads what the school did years ago."""

import pytest
from sqlalchemy import event

from erp.core.db import db
from tests.office.test_board_pages import a_card, week_of, workshop  # noqa: F401

GROWING = {"time_entry", "team_member", "assignment", "operation", "work_order", "class_session"}


@pytest.fixture(autouse=True)
def only_sqlite(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite chooses its plan without counting rows first")


@pytest.fixture
def asked(app):
    """What is asked of the database, with its values."""
    told: list[tuple[str, object]] = []

    def listen(_connection, _cursor, statement, values, _context, _many) -> None:
        if statement.startswith("SELECT"):
            told.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", listen)
    yield told
    event.remove(db.engine, "before_cursor_execute", listen)


def plan_of(statement: str, values: object) -> list[str]:
    cursor = db.session.connection().connection.cursor()
    return [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


@pytest.mark.parametrize("rows", ["equipes", "machines", "eleves"])
def test_every_question_finds_its_rows_by_an_index(asked, browse, workshop, rows):  # noqa: F811
    a_card(workshop, workshop.sessions[0])
    browser, url = browse(workshop.leader), week_of(workshop.sessions[0])
    asked.clear()
    browser.get(f"{url}&par={rows}")
    questions = list(asked)
    assert len(questions) > 10
    whole = {step for each in questions for step in plan_of(*each) if step.startswith("SCAN")}
    assert not [step for step in whole if step.split()[1] in GROWING]


def test_a_question_without_an_index_would_be_seen(app):
    assert plan_of("SELECT * FROM time_entry WHERE is_parallel = 1", ()) == ["SCAN time_entry"]
