"""A tablet is opened by an instructor's real password, and closed in the evening."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine

from erp.core import clock, journal
from erp.core.db import db
from erp.core.throttle import Attempts
from erp.equipment.states import Article
from erp.people import actions as people
from erp.people.actions.pins import day_of_tablet
from erp.people.models import UserSession
from erp.people.states import Role
from erp.production import actions
from erp.production import queries as production
from tests.builders import PASSWORD, a_contact, a_machine, a_student, a_user
from tests.builders_sales import a_request, an_order
from tests.builders_work import Bench
from tests.walls.test_query_counts import ask
from tests.workshop.test_tablet import an_event, answers, tell


def closed(bench, browse):
    browser = bench.device(browse)
    browser.send("/atelier/fermer")
    return browser


def open_with(browser, user, password=PASSWORD):
    return browser.send("/atelier/ouvrir", {"email": user.email, "password": password})


def test_a_closed_tablet_shows_no_face_and_no_work(browse):
    bench = Bench()
    browser = closed(bench, browse)
    assert "La tablette est fermée" in browser.get("/atelier/", follow_redirects=True).text
    assert browser.get("/atelier/jour.json").status_code == 423
    assert browser.get(f"/atelier/eleve/{bench.ines.id}").status_code == 303


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.WORKSHOP_MANAGER, Role.DIRECTOR])
def test_an_instructor_opens_it_and_no_session_stays(browse, role):
    bench = Bench()
    browser = closed(bench, browse)

    page = open_with(browser, a_user(role))

    assert bench.ines.first_name in page.text
    assert db.session.query(UserSession).count() == 0
    assert browser.get("/bureau/").status_code == 303


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TEACHER, Role.STUDENT, Role.CUSTOMER])
def test_nobody_else_opens_it(browse, role):
    browser = closed(Bench(), browse)
    assert "demandez à un maître" in open_with(browser, a_user(role)).text


def test_a_wrong_password_opens_nothing_and_is_counted(browse):
    bench = Bench()
    browser = closed(bench, browse)
    for _ in range(10):
        assert "inconnu" in open_with(browser, bench.instructor, "un autre mot").text
    assert "Trop d&#39;essais" in open_with(browser, bench.instructor).text


def test_it_closes_by_itself_at_midnight(browse):
    bench = Bench()
    browser = bench.device(browse)
    midnight = clock.start_of(clock.today() + timedelta(days=1))
    with time_machine.travel(midnight + timedelta(minutes=1), tick=True):
        assert browser.get("/atelier/").status_code == 303


def test_what_a_closed_tablet_had_kept_is_still_taken(browse):
    bench = Bench()
    browser = bench.enter(browse)
    event = an_event(bench, student_id=bench.ines.id)
    browser.send("/atelier/fermer")
    assert answers(tell(browser, event)) == ["accepted"]


def test_the_office_closes_a_tablet_and_it_is_written(browse):
    bench = Bench()
    browser = bench.enter(browse)
    browse(bench.instructor).send(f"/bureau/tablettes/{bench.tablet.id}/fermer")
    assert browser.get("/atelier/taches").status_code == 303
    said = [entry.sentence for entry in journal.entries_of(bench.tablet)]
    assert said[:1] == ["Journée fermée"]


def test_ten_wrong_codes_a_day_are_all_one_gets_unlocked_or_not(browse):
    bench = Bench()
    browser, told = bench.device(browse), []
    for _ in range(3):
        for _ in range(5):
            page = browser.send(f"/atelier/eleve/{bench.ines.id}", {"pin": "9999"})
            told.append("Code faux" in page.text)
        people.unlock_pin(bench.ines, actor=bench.instructor)
        db.session.commit()
    assert told.count(True) == 10
    assert "Trop de codes" in browser.send(f"/atelier/eleve/{bench.ines.id}", {"pin": "2580"}).text


def test_thirty_wrong_codes_tire_a_tablet_until_an_instructor_looks(browse):
    bench = Bench()
    browser, url = bench.device(browse), f"/atelier/eleve/{bench.ines.id}"
    with db.engine.begin() as connection:
        key = day_of_tablet(bench.tablet.id, clock.now())
        connection.execute(db.insert(Attempts).values(key=key, count=30, since=clock.now()))
    assert "Trop de codes faux" in browser.send(url, {"pin": "2580"}).text

    browse(bench.instructor).send(f"/bureau/tablettes/{bench.tablet.id}/debloquer")

    assert browser.send(url, {"pin": "2580"}).status_code == 200


def test_signing_out_of_the_office_on_a_tablet_spares_what_it_keeps(browse):
    bench = Bench()
    browser = bench.device(browse)
    answer = browser.post("/sortir", data={"csrf_token": browser.token()})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    stranger = browse()
    answer = stranger.post("/sortir", data={"csrf_token": stranger.token()})
    assert "storage" in answer.headers["Clear-Site-Data"]


def another_task(bench: Bench) -> None:
    """Of another order, at a machine of its own, with a drawing and a call."""
    contact = a_contact()
    order = an_order(contact, request=a_request(contact))
    operation = production.work_orders_of_order(order.id)[0].operations[0]
    machine = a_machine((Article.MACHINES.value,), ppe=["glasses"], place=bench.place)
    team = [a_student(bench.session.cohort)]
    told = {"instructor": a_user(Role.INSTRUCTOR), "actor": bench.instructor}
    given = actions.assign_team(operation, bench.session, team, **told)
    given.machine = machine
    actions.set_level(team[0], operation.operation_type_id, 2, actor=None, now=clock.now())
    db.session.commit()


def test_a_day_of_many_tasks_asks_no_more_questions(browse):
    bench = Bench()
    browser = bench.device(browse)
    another_task(bench)
    few = ask(browser, "/atelier/jour.json")
    for _ in range(4):
        another_task(bench)
    assert len(ask(browser, "/atelier/jour.json")) == len(few)


def test_who_is_not_let_in_is_told_what_to_do(browse):
    """No word of keys: a device that nobody enrolled, a session that is over."""
    page = browse().get("/atelier/")
    assert page.status_code == 401 and "menu Tablettes" in unescape(page.text)
    page = browse().send("/bureau/a-valider/tout")
    assert page.status_code == 401 and "Entrez à nouveau" in page.text and "Bearer" not in page.text
