"""The board on paper and on the wall: first names, no reasons, nothing when nobody works."""

from datetime import timedelta

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db
from erp.documents.qr import QrCode
from erp.documents.traveller import TickBox
from erp.planning import actions as planning
from erp.planning.actions import Hand
from erp.production.actions import Team
from erp.production.models import HelpCall
from erp.timetable.models import Absence
from erp.timetable.states import AbsenceReason
from tests.builders import a_class_session, a_cohort, a_student, saved
from tests.documents.parts import words_of
from tests.planning.test_runs import asked, worked_out
from tests.planning.test_school_instance import Workshop, an_operation_like


@pytest.fixture
def workshop():
    made = Workshop()
    session = made.sessions[0]
    team = Team(made.operation, session, [made.ines], made.leader, made.machine)
    planning.place_card(team, Hand(made.leader, clock.now()))
    span = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    saved(Absence(student=made.malik, reason=AbsenceReason.ILLNESS, **span))
    db.session.commit()
    return made


def week(workshop) -> str:
    return clock.monday_of(workshop.sessions[0].day).isoformat()


@pytest.mark.parametrize("by", ["equipes", "machines", "eleves"])
def test_the_a3_of_the_week_says_who_does_what(browse, workshop, by):
    answer = browse(workshop.leader).get(
        f"/bureau/planning/semaine.pdf?semaine={week(workshop)}&par={by}"
    )

    told = " ".join(words_of(answer.data))
    assert answer.mimetype == "application/pdf"
    assert "Inès" in told and workshop.operation.label in told
    assert "Marchal" not in told and "Maladie" not in told


def test_each_team_has_its_sheet_of_the_morning(browse, workshop):
    day = workshop.sessions[0].day

    answer = browse(workshop.leader).get(f"/bureau/planning/equipes.pdf?jour={day}")

    told = " ".join(words_of(answer.data))
    assert workshop.cohort.name in told and "Inès" in told and "Tour 1" in told
    assert "Marchal" not in told


def test_the_morning_sheets_are_one_a4_a_team_with_codes_and_boxes(browse, workshop, monkeypatch):
    """A pen ticks « Début » and « Fini », a telephone opens the operation, « Bonnes » is written."""
    other = a_cohort()
    session = a_class_session(
        other, leader=workshop.leader, starts_at=workshop.sessions[0].starts_at + timedelta(hours=5)
    )
    team = Team(an_operation_like(workshop.operation), session, [a_student(other)], workshop.leader)
    planning.place_card(team, Hand(workshop.leader, clock.now()))
    db.session.commit()
    codes, boxes = [], []
    spy(monkeypatch, QrCode, lambda made: codes.append(made.words))
    spy(monkeypatch, TickBox, boxes.append)

    answer = browse(workshop.leader).get(f"/bureau/planning/equipes.pdf?jour={session.day}")

    pages = words_of(answer.data)
    assert all(name in " ".join(pages) for name in (workshop.cohort.name, other.name))
    assert len(pages) == 2 and all("Début Fini Bonnes" in one for one in pages)
    operations = {workshop.operation.id, team.operation.id}
    assert {one.rsplit("/", 1)[1] for one in codes} == {str(one) for one in operations}
    assert len(boxes) == 4


def spy(monkeypatch, kind, tell):
    """Each that is drawn on a page is told."""
    draw = kind.draw
    monkeypatch.setattr(kind, "draw", lambda made: (tell(made), draw(made))[1])


def test_a_day_without_work_says_so(browse, workshop):
    answer = browse(workshop.leader).get("/bureau/planning/equipes.pdf?jour=2020-01-01")

    assert answer.status_code == 409 and "publiez la semaine" in answer.text


def test_the_wall_shows_first_names_and_no_reason(browse, workshop):
    address = f"/bureau/planning/mur?semaine={week(workshop)}"
    browser = browse(workshop.leader)

    page = browser.get(address)
    again = browser.get(address, headers={"If-None-Match": page.headers["ETag"]})

    assert "Inès" in page.text and "Marchal" not in page.text
    assert "Maladie" not in page.text and "Absent" not in page.text
    assert workshop.order.customer.name not in page.text
    assert again.status_code == 304


def test_the_wall_shows_who_calls_for_help_until_it_is_over(browse):
    """Marked on the card, and said at the top with a first name alone."""
    with time_machine.travel("2026-11-23T09:00:00+01:00", tick=False):
        made = Workshop()
        monday = made.sessions[0]
        monday.starts_at, monday.ends_at = clock.now(), clock.now() + timedelta(hours=3)
        made.assign(monday, machine=made.machine)
        call = saved(HelpCall(operation=made.operation, student=made.ines, called_at=clock.now()))
        browser = browse(made.leader)

        called = browser.get("/bureau/planning/mur").text
        call.seen_at = clock.now()
        db.session.commit()
        seen = browser.get("/bureau/planning/mur").text
        call.closed_at = clock.now()
        db.session.commit()
        over = browser.get("/bureau/planning/mur").text

    assert "Aide : Inès" in called and "job-call" in called and "Marchal" not in called
    assert "le maître arrive" in seen and "le maître arrive" not in called
    assert "Aide" not in over and "job-call" not in over


def test_the_wall_shows_what_is_published_and_no_draft(browse):
    """A plan that nobody published is seen on the board, not on the wall nor on the papers."""
    with time_machine.travel("2026-11-23T07:00:00+01:00", tick=False):
        made = Workshop()
        run = worked_out(asked(made))
        browser = browse(made.leader)

        board = browser.get("/bureau/planning").text
        wall = browser.get("/bureau/planning/mur").text
        paper = " ".join(words_of(browser.get("/bureau/planning/semaine.pdf").data))

    assert run.plan["placed"] and "job-draft" in board
    assert made.operation.label not in wall and made.operation.label not in paper
