from datetime import timedelta

import pytest

from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.people.models import UserSession
from erp.people.states import Role
from erp.sales.models import Request
from tests.builders import PASSWORD, a_contact, a_school, a_user
from tests.builders_sales import NEXT_MONDAY


def enter(browser, email, password=PASSWORD, **kwargs):
    return browser.send("/entrer", {"email": email, "password": password}, **kwargs)


def test_the_secretary_enters_and_finds_the_office(browse):
    user = a_user(Role.SECRETARY)

    page = enter(browse(), user.email.upper())

    assert "À faire" in page.text
    assert user.name in page.text


def test_a_wrong_password_and_an_unknown_address_say_the_same(browse):
    user = a_user()

    wrong = enter(browse(), user.email, "rien de tout cela")
    unknown = enter(browse(), "personne@example.org")

    assert wrong.status_code == unknown.status_code == 422
    assert "inconnu" in wrong.text and "inconnu" in unknown.text


def test_eleven_wrong_passwords_shut_the_door_even_for_the_right_one(browse):
    user, browser = a_user(), browse()
    for _ in range(11):
        enter(browser, user.email, "faux faux faux")

    page = enter(browser, user.email)

    assert page.status_code == 422
    assert "Trop d'essais" in page.text or "Trop d&#39;essais" in page.text


def test_right_passwords_are_not_counted(browse):
    user = a_user()
    for _ in range(15):
        assert "À faire" in enter(browse(), user.email).text


def test_who_leaves_is_out_at_once(browse):
    director, leaver = a_user(Role.DIRECTOR), a_user()
    inside = browse(leaver)
    assert inside.get("/bureau/").status_code == 200

    browse(director).send(f"/bureau/comptes/{leaver.id}/fermer")

    assert inside.get("/bureau/").status_code == 303
    assert enter(browse(), leaver.email).status_code == 422


def test_an_old_cookie_is_worth_nothing_after_sign_out(browse):
    browser = browse(a_user())
    cookie = browser.get_cookie("session").value
    browser.send("/sortir")

    browser.set_cookie("session", cookie)

    assert browser.get("/bureau/").status_code == 303


@pytest.mark.parametrize(
    "trap", ["//evil.test", "/\\evil.test", "https://evil.test", "javascript:x"]
)
def test_the_way_back_stays_in_the_house(browse, trap):
    user, browser = a_user(), browse()
    token = browser.token()
    answer = browser.post(
        "/entrer",
        query_string={"next": trap},
        data={"csrf_token": token, "email": user.email, "password": PASSWORD},
    )
    assert answer.status_code == 303
    assert answer.location == "/"


def test_without_its_token_nothing_moves(browse):
    director, user = a_user(Role.DIRECTOR), a_user()
    answer = browse(director).post(f"/bureau/comptes/{user.id}/fermer")
    assert answer.status_code == 400
    assert user.is_active


def test_the_direction_opens_an_account_and_the_person_chooses_a_password(browse):
    a_school()
    facts = {
        "first_name": "Marc",
        "last_name": "Gand",
        "email": "M@x.example.org",
        "role": "teacher",
    }

    page = browse(a_user(Role.DIRECTOR)).send("/bureau/comptes/nouveau", facts)

    assert "reçoit un lien" in page.text


def test_sentences_nobody_reads_do_not_fill_the_cookie(browse):
    """Forms sent without the page that follows, as a program or a lost network sends them."""
    a_school()
    browser = browse(a_user(Role.SECRETARY))
    token = browser.token()
    for n in range(12):
        said = {"name": f"Client {n}", "is_private": "y", "street": "1 rue", "city": "Pont",
                "postal_code": "38000", "country": "FR", "vat_regime": "home"}  # fmt: skip
        answer = browser.post("/bureau/clients/nouveau", data={"csrf_token": token, **said})
        assert answer.status_code == 303
    with browser.session_transaction() as session:
        assert len(session["_flashes"]) == 5


def test_who_comes_back_with_a_form_is_seen_and_obeyed_once(browse):
    """The session is touched in a transaction of its own, within that of the form."""
    a_school()
    browser = browse(a_contact().user)
    token, known = browser.token(), db.session.query(UserSession).one()
    known.seen_at = long_ago = clock.now() - timedelta(minutes=6)
    db.session.commit()
    wish = {"label": "Axe", "quantity": "25", "wished_week": f"{NEXT_MONDAY:%G-W%V}"}
    told = {"flexibility": "normal", "material_by": "school", "made_by_students": "y"}
    told |= {**wish, "csrf_token": token}

    assert browser.post("/client/demandes/nouvelle", data=told).status_code == 303

    assert known.seen_at > long_ago
    assert db.session.query(Request).count() == db.session.query(OutboxMessage).count() == 1
