"""The paper twin: what was written by hand is keyed in on one page, and stays traced."""

from datetime import time, timedelta
from html import unescape

import pytest

from erp.core import clock, journal
from erp.core.db import db
from erp.people.states import Role
from erp.production import actions
from erp.production.actions import SheetLine
from erp.production.models import Operation, PieceCount, TimeEntry
from erp.production.states import OperationState
from tests.builders import a_user, saved
from tests.builders_work import Bench

YESTERDAY, EIGHT = clock.today() - timedelta(days=1), time(8)


@pytest.fixture
def bench():
    return Bench()


@pytest.fixture
def instructor(bench, browse):
    return browse(bench.instructor)


def keyed(bench, **line):
    """One line of the sheet, begun yesterday at eight."""
    told = {"day": YESTERDAY.isoformat(), "time": "08:00"}
    students = line.pop("students", [bench.ines.id, bench.malik.id])
    told[f"op{bench.operation.id}-student_ids"] = students
    return told | {f"op{bench.operation.id}-{name}": value for name, value in line.items()}


def url_of(bench) -> str:
    return f"/bureau/fabrication/{bench.work.id}/fiche-papier"


def test_a_sheet_becomes_times_and_pieces_that_say_who_keyed_them(bench, instructor):
    page = instructor.get(url_of(bench)).text
    assert f"op{bench.operation.id}-duration" in page and bench.ines.name in page

    page = instructor.send(url_of(bench), keyed(bench, duration="1 h 30", good="3")).text

    assert "La fiche papier est saisie" in page and "Fiche papier" in page
    eight = clock.at(YESTERDAY, EIGHT)
    assert [(one.started_at, one.ended_at) for one in times()] == [
        (eight, eight + timedelta(minutes=90))
    ] * 2
    assert {one.corrected_by_id for one in times()} == {bench.instructor.id}
    assert bench.operation.good == 3 and bench.operation.state is OperationState.PAUSED
    entry = next(one for one in journal.entries_of(bench.operation) if one.verb == "key_in")
    assert entry.actor_name == bench.instructor.name and "90 min" in entry.note


def test_the_last_pieces_hand_the_work_in(bench, instructor):
    instructor.send(url_of(bench), keyed(bench, duration="2 h", good="25"))
    assert bench.operation.state is OperationState.TO_VALIDATE


def test_two_lines_of_a_student_follow_each_other(bench):
    other = Operation(
        work_order=bench.work, position=9, operation_type=bench.operation.operation_type,
        label="Ébavurage", sold_seconds=0, student_seconds=0,
    )  # fmt: skip
    saved(other)
    eight = clock.at(YESTERDAY, EIGHT)
    lines = [
        SheetLine(bench.operation, [bench.ines, bench.malik], 60),
        SheetLine(other, [bench.ines], 30),
    ]
    actions.key_in(lines, starts_at=eight, actor=bench.instructor, now=clock.now())
    db.session.flush()
    hour = timedelta(minutes=60)
    begun = {(one.operation_id, one.student_id): one.started_at for one in times()}
    assert begun[bench.operation.id, bench.malik.id] == eight
    assert begun[other.id, bench.ines.id] == eight + hour


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({}, "La fiche est vide"),
        ({"duration": "13 h"}, "douze heures au plus"),
        ({"duration": "beaucoup"}, "Tapez une durée"),
        ({"duration": "1 h", "students": []}, "Choisissez au moins un élève"),
        ({"good": "26"}, "26 bonnes pièces pour 25"),
        ({"good": "-1"}, "Tapez un nombre entre 0 et"),
        ({"scrapped": "2"}, "Dites pourquoi"),
        ({"duration": "1 h", "students": [999999]}, "option"),
    ],
)
def test_what_a_sheet_cannot_say_is_told_and_nothing_is_kept(bench, instructor, line, sentence):
    page = instructor.send(url_of(bench), keyed(bench, **line))
    assert page.status_code == 422 and sentence in unescape(page.text)
    assert times() == [] and db.session.query(PieceCount).count() == 0


def test_nobody_works_twice_at_once_nor_tomorrow(bench, instructor):
    instructor.send(url_of(bench), keyed(bench, duration="1 h"))
    page = instructor.send(url_of(bench), keyed(bench, duration="30 min"))
    assert (
        page.status_code == 422
        and "a déjà un temps de 8\u00a0h\u00a000 à 9\u00a0h\u00a000" in page.text
    )
    tomorrow = {"day": (clock.today() + timedelta(days=1)).isoformat()}
    page = instructor.send(url_of(bench), keyed(bench, duration="1 h") | tomorrow)
    assert page.status_code == 422 and "plus tard que maintenant" in page.text
    assert len(times()) == 2


def test_a_sheet_is_keyed_in_by_who_reviews_work(bench, browse):
    assert browse(a_user(Role.TEACHER)).get(url_of(bench)).status_code == 403
    assert (
        browse(bench.instructor).get("/bureau/fabrication/999999/fiche-papier").status_code == 404
    )


def times() -> list[TimeEntry]:
    return db.session.query(TimeEntry).order_by(TimeEntry.id).all()
