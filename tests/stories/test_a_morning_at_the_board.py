"""A morning at the board: a plan is published, somebody is missing at eight, a move is taken back."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine

from erp.core import clock, outbox
from erp.core.db import db
from erp.people.states import Role
from erp.planning import job, queries
from erp.planning.actions import KIND
from erp.production import queries as production
from erp.timetable.models import Absence
from tests.builders import a_student, a_user
from tests.office.test_board_mornings import press
from tests.planning.test_school_instance import Workshop

MONDAY, TUESDAY = "2026-11-23T07:00:00+01:00", "2026-11-24T08:05:00+01:00"
WEEK = {"semaine": "2026-11-23", "par": "equipes"}


def test_a_morning(browse):
    with time_machine.travel(MONDAY, tick=False):
        workshop = Workshop()  # its sessions begin on Tuesday at eight
        lea = a_student(workshop.cohort, first_name="Léa")
        publish_the_week(browse(workshop.leader))
    with time_machine.travel(TUESDAY, tick=False):
        card = production.assignments_of_session(workshop.sessions[0].id)[0]
        missing = card.members[0].student

        browser = browse(workshop.leader)
        page = browser.get(
            f"/bureau/planning/absence?qui=e{missing.id}&jusque=2026-11-24&moitie=soir&reason=other"
        ).text
        assert "promesse tenue" in page and db.session.query(Absence).count() == 0
        press(browser, page, "Remplacer")

        hands = {one.student_id for one in production.assignment(card.id).members}
        assert missing.id not in hands and hands <= {workshop.ines.id, workshop.malik.id, lea.id}
        take_back_the_last_move(browser)
        hands = {one.student_id for one in production.assignment(card.id).members}
        assert missing.id not in hands, "the rules still hold: who is away is not put back"


def publish_the_week(browser) -> None:
    browser.send("/bureau/planning/proposer", WEEK)
    run = queries.run_in_hand()
    run.seconds = 1
    run_id = run.id
    db.session.commit()
    for message_id in outbox.due(clock.now()):
        outbox.deliver(message_id, {KIND: job.run_plan, "mail": lambda payload: None})
    assert "job-draft" in browser.get("/bureau/planning?semaine=2026-11-23").text
    browser.send(f"/bureau/planning/calculs/{run_id}/publier", WEEK)
    assert "job-draft" not in browser.get("/bureau/planning?semaine=2026-11-23").text


def take_back_the_last_move(browser) -> None:
    moves = browser.get("/bureau/planning/deplacements").text
    newest = re.search(r"deplacements/(\d+)/annuler", moves)[1]
    url = f"/bureau/planning/deplacements/{newest}/annuler"
    answer = browser.send(url, WEEK, page="/bureau/planning/deplacements")
    assert "est absent" in answer.text


def test_two_instructors_at_the_same_moment_one_card_moves_once(browse):
    """Neither is lost: one is done, the other is told what happened, whoever was first."""
    workshop = Workshop()
    team = workshop.assign(workshop.sessions[0], machine=workshop.machine)
    forms = [
        {
            "operation": workshop.operation.id,
            "card": team.id,
            "version": team.version,
            "seance": session.id,
            "student_ids": [workshop.ines.id],
            "machine_id": workshop.machine.id,
        }
        for session in workshop.sessions[1:5]
    ]
    url = f"/bureau/planning/operations/{workshop.operation.id}/deplacer"
    team_id = team.id

    answers = all_at_once(browse, url, forms)

    assert answers == [303, 409, 409, 409]
    assert len(queries.last_moves()) == 1
    moved_to = production.assignment(team_id).class_session_id
    assert queries.last_moves()[0].after["session"] == moved_to
    assert clock.now() - queries.last_moves()[0].at < timedelta(minutes=5)


def test_two_instructors_take_the_same_work_from_the_tray_one_of_them_is_told(browse):
    """In two different weeks as well."""
    workshop = Workshop()
    days = [one.day.isoformat() for one in workshop.sessions]
    forms = [
        {
            "operation": workshop.operation.id,
            "version": 0,
            "row": workshop.cohort.id,
            "day": day,
            "half": "matin",
        }
        for day in (days[0], days[1], days[4], days[5])
    ]

    answers = all_at_once(browse, "/bureau/planning/deposer", forms)

    assert answers == [303, 409, 409, 409]
    assert len(workshop.operation.assignments) == 1


def all_at_once(browse, url, forms) -> list[int]:
    """Each by an instructor of their own; the answers in the order of their numbers."""
    browsers = [browse(a_user(Role.INSTRUCTOR)) for _ in forms]
    tokens = [browser.token() for browser in browsers]
    db.session.rollback()

    def post(one):
        browser, form, token = one
        return browser.post(url, data={**form, "csrf_token": token})

    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(post, zip(browsers, forms, tokens, strict=True)))

    db.session.expire_all()
    return sorted(one.status_code for one in answers)
