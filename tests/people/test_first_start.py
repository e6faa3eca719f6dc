"""A school of one's own: four pages, from an empty installation to the director's first day."""

import pytest

from erp.core.db import db
from erp.curriculum.models import Competence, Diploma
from erp.equipment.models import MachineType, OperationType
from erp.people.models import Cohort, User
from erp.people.states import Role
from erp.school.models import Place, School
from erp.timetable.models import SchoolYear
from erp.web.shared.first_start import code_of
from tests import builders

CODE = code_of("test")
IDENTITY = {
    "name": "École du Fer",
    "legal_form": "Association loi 1901",
    "street": "1 rue Haute",
    "postal_code": "69001",
    "city": "Lyon",
    "siret": "20000000800017",
}
LIMITS = {
    "zone": "B",
    "students_per_instructor": "10",
    "learning_hour_cost": "7,50",
    "default_vat_rate": "20",
    "payment_days": "30",
    "quote_validity_days": "30",
    "answer_working_days": "5",
    "starts_on": "2026-09-01",
    "ends_on": "2027-07-02",
}
TRADES = {"groups": ["CAP RICS:1", "CAP RICS:2", "Bac pro TRPM:3"]}
DIRECTOR = {
    "first_name": "Solange",
    "last_name": "Vaubrun",
    "email": "Direction@Example.org",
    "password": "trois rivières calmes",
    "again": "trois rivières calmes",
}
PAGES = {"ecole": IDENTITY, "reglages": LIMITS, "metiers": TRADES, "direction": DIRECTOR}


def begin(browser):
    return browser.send("/premier-demarrage", {"code": CODE})


def fill(browser, *steps: str):
    answer = begin(browser)
    for step in steps:
        answer = browser.send(f"/premier-demarrage/{step}", PAGES[step])
    return answer


def test_an_empty_installation_leads_there(browse):
    page = browse().get("/", follow_redirects=True)
    assert "Bienvenue dans Établi" in page.text


def test_four_pages_found_a_school_and_the_director_is_in(browse):
    browser = browse()
    page = fill(browser, *PAGES)
    assert "Votre école est prête" in page.text and "Préparer l" in page.text

    school = db.session.get(School, 1)
    assert (school.name, school.zone.value, school.students_per_instructor) == (
        "École du Fer",
        "B",
        10,
    )
    assert str(db.session.get(SchoolYear, 2026).ends_on) == "2027-07-02"
    assert {one.name for one in db.session.query(Cohort)} == {
        "CAP RICS 1re année",
        "CAP RICS 2e année",
        "Bac pro TRPM 3e année",
    }
    assert {d.short_name for d in db.session.query(Diploma)} == {"CAP RICS", "Bac pro TRPM"}
    assert db.session.query(Competence).count() == 19
    assert {p.name for p in db.session.query(Place)} >= {"Atelier usinage", "Salle 1"}
    assert db.session.query(MachineType).count() and db.session.query(OperationType).count()
    director = db.session.query(User).one()
    assert (director.email, director.role) == ("direction@example.org", Role.DIRECTOR)
    assert browser.get("/bureau/reglages").status_code == 200


def test_afterwards_the_door_is_gone(browse):
    browser = browse()
    fill(browser, *PAGES)
    stranger = browse()
    assert "Entrer" in stranger.get("/premier-demarrage", follow_redirects=True).text
    for step in PAGES:
        assert stranger.get(f"/premier-demarrage/{step}").status_code == 404
        assert stranger.send(f"/premier-demarrage/{step}", PAGES[step]).status_code == 404
    assert stranger.send("/premier-demarrage", {"code": CODE}).status_code == 404


def test_without_the_code_nobody_founds_anything(browse):
    browser = browse()
    answer = browser.send("/premier-demarrage", {"code": "0000-0000-0000"})
    assert answer.status_code == 422 and "pas le code" in answer.text
    for step in PAGES:
        browser.send(f"/premier-demarrage/{step}", PAGES[step])
    assert db.session.query(School).count() == 0


def test_guessing_the_code_is_slowed_down(browse):
    browser = browse()
    answers = [browser.send("/premier-demarrage", {"code": "é"}).status_code for _ in range(25)]
    assert answers[0] == 422 and answers[-1] == 429


def test_pages_come_in_order_and_keep_what_was_typed(browse):
    browser = browse()
    page = fill(browser, "ecole")
    assert "Année, délais et tarifs" in page.text
    later = browser.get("/premier-demarrage/direction", follow_redirects=True)
    assert "Année, délais et tarifs" in later.text
    assert "École du Fer" in browser.get("/premier-demarrage/ecole").text


def test_a_wrong_number_is_told_on_its_page(browse):
    browser = browse()
    begin(browser)
    wrong = {**IDENTITY, "siret": "12345678901234"}
    answer = browser.send("/premier-demarrage/ecole", wrong)
    assert answer.status_code == 422 and "n&#39;existe pas" in answer.text


@pytest.mark.parametrize(
    "change",
    [
        {"password": "court", "again": "court"},
        {"again": "autre chose encore"},
        {"email": "pas une adresse"},
        {"first_name": ""},
    ],
)
def test_a_wrong_last_page_founds_nothing(browse, change):
    browser = browse()
    fill(browser, "ecole", "reglages", "metiers")
    answer = browser.send("/premier-demarrage/direction", {**DIRECTOR, **change})
    assert answer.status_code == 422
    assert db.session.query(School).count() == 0 and db.session.query(User).count() == 0


def test_a_password_never_waits_in_the_cookie(browse):
    browser = browse()
    fill(browser, "ecole", "reglages", "metiers")
    browser.send("/premier-demarrage/direction", {**DIRECTOR, "email": "x"})
    with browser.session_transaction() as session:
        assert "rivières" not in str(dict(session))


def test_no_trade_ticked_is_a_school_too(browse):
    browser = browse()
    fill(browser, "ecole", "reglages")
    browser.send("/premier-demarrage/metiers", {"groups": []})
    page = browser.send("/premier-demarrage/direction", DIRECTOR)
    assert "Votre école est prête" in page.text
    assert db.session.query(Cohort).count() == 0


def test_a_living_school_sees_no_first_steps(browse):
    builders.a_school()
    page = browse(builders.a_user(Role.TEACHER)).get("/bureau/")
    assert page.status_code == 200 and "Préparer l" not in page.text
