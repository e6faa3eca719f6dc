"""Eight o'clock: somebody is not there, and nothing is written before a way out is chosen."""

import re
from datetime import timedelta

import pytest

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.planning import actions as planning
from erp.planning.actions import Hand
from erp.production import queries as production
from erp.production.actions import Team
from erp.timetable.models import Absence
from tests.builders import a_user
from tests.planning.test_school_instance import Workshop


@pytest.fixture
def workshop():
    made = Workshop()
    made.sessions[0].starts_at = clock.now() - timedelta(minutes=5)
    made.sessions[0].ends_at = clock.now() + timedelta(hours=4)
    db.session.commit()
    return made


def given(workshop, *students):
    team = Team(
        workshop.operation, workshop.sessions[0], students, workshop.leader, workshop.machine
    )
    planning.place_card(team, Hand(workshop.leader, clock.now()))
    db.session.commit()
    return production.assignment_of(workshop.operation.id, workshop.sessions[0].id)


def asked(who: str) -> str:
    return f"/bureau/planning/absence?qui={who}&jusque={clock.today()}&moitie=soir&reason=other"


def press(browser, page: str, label: str):
    """The form that has this button, sent as it is."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.S) if f">{label}<" in one)
    fields: dict[str, object] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        if name == "student_ids":
            fields.setdefault(name, []).append(value)
        elif name != "csrf_token":
            fields[name] = value
    return browser.send("/bureau/planning/absence/echanger", fields)


def test_three_ways_out_are_shown_with_their_effect_and_nothing_is_written(browse, workshop):
    given(workshop, workshop.ines)

    page = browse(workshop.leader).get(asked(f"e{workshop.ines.id}")).text

    assert page.count("/planning/absence/echanger") == 3
    assert "Remplacer" in page and "Déplacer" in page
    assert "promesse tenue" in page or "reste à planifier" in page
    assert db.session.query(Absence).count() == 0


def test_one_tap_tells_the_absence_and_changes_hands(browse, workshop):
    card = given(workshop, workshop.ines)
    browser = browse(workshop.leader)

    answer = press(browser, browser.get(asked(f"e{workshop.ines.id}")).text, "Remplacer")

    assert answer.status_code == 200 and "Rien n'est touché" in answer.text
    assert db.session.query(Absence).one().student_id == workshop.ines.id
    hands = [one.student_id for one in production.assignment(card.id).members]
    assert hands == [workshop.malik.id]


def test_a_team_goes_on_with_one_less(browse, workshop):
    card = given(workshop, workshop.ines, workshop.malik)
    browser = browse(workshop.leader)

    press(browser, browser.get(asked(f"e{workshop.ines.id}")).text, "Continuer à moins")

    hands = [one.student_id for one in production.assignment(card.id).members]
    assert hands == [workshop.malik.id]


def test_the_work_of_a_missing_instructor_is_entrusted_to_another(browse, workshop):
    card, paul = given(workshop, workshop.ines), a_user(Role.INSTRUCTOR)
    browser = browse(paul)

    press(browser, browser.get(asked(f"p{workshop.leader.id}")).text, "Confier à un autre maître")

    assert production.assignment(card.id).instructor_id != workshop.leader.id
    assert db.session.query(Absence).one().user_id == workshop.leader.id


@pytest.mark.parametrize("wrong", ["e999999", "x1", "p", "e1&jusque=hier"])
def test_nonsense_is_a_page(browse, workshop, wrong):
    assert browse(workshop.leader).get(asked(wrong)).status_code == 200
