"""Eight o'clock: somebody is not there, and nothing is written before a way out is chosen."""

import re
from datetime import timedelta

import pytest

from erp.core import clock
from erp.core.db import db
from erp.equipment.models import Machine, MachineUse
from erp.equipment.states import MachineMode
from erp.people.states import Role
from erp.planning import actions as planning
from erp.planning.actions import Hand, Seen
from erp.production import queries as production
from erp.production.actions import Team
from erp.timetable.models import Absence
from tests.builders import a_student, a_user, saved
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
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.S) if f">{label}" in one)
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
    assert re.search(r"reste \d+\sh\s\d\d à planifier|promesse tenue", page)
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

    press(browser, browser.get(asked(f"p{workshop.leader.id}")).text, "Confier à ")

    assert production.assignment(card.id).instructor_id != workshop.leader.id
    assert db.session.query(Absence).one().user_id == workshop.leader.id


@pytest.mark.parametrize("wrong", ["e999999", "x1", "p", "e1&jusque=hier"])
def test_nonsense_is_a_page(browse, workshop, wrong):
    assert browse(workshop.leader).get(asked(wrong)).status_code == 200


def test_only_ways_out_that_hold_are_offered(browse, workshop):
    """The machine asks for an age that nobody here has any more; another one of its kind does not."""
    given(workshop, workshop.ines)
    other = saved(
        Machine(name="Tour 2", machine_type=workshop.machine.machine_type, place=workshop.place)
    )
    workshop.machine.uses = [MachineUse(mode=MachineMode.PRODUCTION, min_age=60)]
    db.session.commit()
    browser = browse(workshop.leader)

    page = browser.get(asked(f"e{workshop.ines.id}")).text
    answer = press(browser, page, "Remplacer par Malik")

    assert "carte est changée" in answer.text
    card = production.assignment_of(workshop.operation.id, workshop.sessions[0].id)
    assert card.machine_id == other.id


def test_a_card_that_was_fixed_is_freed_by_the_way_out_and_the_page_says_so(browse, workshop):
    card = given(workshop, workshop.ines)
    planning.pin_card(Seen.now(card), True, Hand(workshop.leader, clock.now()))
    db.session.commit()
    browser = browse(workshop.leader)

    page = browser.get(asked(f"e{workshop.ines.id}")).text
    answer = press(browser, page, "Remplacer par Malik")

    assert "la libère" in page and "carte est changée" in answer.text
    now = production.assignment(card.id)
    assert [one.student_id for one in now.members] == [workshop.malik.id]
    assert not now.is_pinned


def test_what_each_way_leaves_to_plan_is_told_in_hours(browse, workshop):
    """Two students of a team do twice as much of a long work as the one who goes on alone."""
    workshop.operation.student_seconds = 20 * 3600
    a_student(workshop.cohort, first_name="Léa")
    given(workshop, workshop.ines, workshop.malik)

    page = browse(workshop.leader).get(asked(f"e{workshop.ines.id}")).text

    told = re.findall(r"reste (\d+)\sh\s\d\d à planifier", page)
    as_is, replaced, fewer, _later = (int(hours) for hours in told)
    assert replaced < fewer == as_is
