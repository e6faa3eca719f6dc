"""Forgotten passwords and codes: the way back, and what stays shut meanwhile."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.people.states import Role
from tests.builders import a_school, a_student, a_user
from tests.builders_work import PIN, Bench

NEW = "quatre-copeaux-bleus"


def last_link() -> str:
    """The address of the link in the newest letter."""
    letter = db.session.query(OutboxMessage).order_by(OutboxMessage.id.desc()).first()
    return re.search(r"https?://[^/\s]+(/mot-de-passe/\S+)", str(letter.payload))[1].split("\\n")[0]


def enters(browse, email: str, password: str) -> bool:
    page = browse().send("/entrer", {"email": email, "password": password})
    return page.status_code == 200


@pytest.fixture
def mireille(app):
    a_school()
    return a_user(Role.SECRETARY, email="mireille@example.org")


def test_a_letter_brings_a_new_password_and_ends_the_old_sessions(browse, mireille):
    inside = browse(mireille)
    page = browse().send("/mot-de-passe-oublie", {"email": "Mireille@example.org"})
    assert "un lien vient d'y partir" in unescape(page.text)
    link = last_link()

    page = browse().send(link, {"password": NEW, "again": NEW})

    assert "Votre mot de passe est choisi" in page.text
    assert enters(browse, mireille.email, NEW)
    assert inside.get("/bureau/").status_code == 303


def test_the_link_of_a_letter_works_once_and_for_an_hour(browse, mireille):
    browse().send("/mot-de-passe-oublie", {"email": mireille.email})
    link = last_link()
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert browse().get(link).status_code == 404
        assert browse().send(link, {"password": NEW, "again": NEW}).status_code == 422

    browse().send(link, {"password": NEW, "again": NEW})
    again = browse().send(
        link, {"password": "autres-mots-de-passe", "again": "autres-mots-de-passe"}
    )

    assert again.status_code == 422
    assert enters(browse, mireille.email, NEW)


def test_an_unknown_address_is_told_the_same_and_gets_no_letter(browse, mireille):
    page = browse().send("/mot-de-passe-oublie", {"email": "personne@example.org"})
    assert "un lien vient d'y partir" in unescape(page.text)
    assert db.session.query(OutboxMessage).count() == 0


def test_a_locked_code_waits_on_the_instructors_first_page_two_clicks_away(browse):
    bench = Bench()
    device, url = bench.device(browse), f"/atelier/eleve/{bench.ines.id}"
    for _ in range(5):
        device.send(url, {"pin": "9999"})

    maitre = browse(bench.instructor)
    assert "code d'élève bloqué" in unescape(maitre.get("/bureau/").text)
    assert "Le code de" in maitre.get("/bureau/tablettes").text
    maitre.send(f"/bureau/eleves/{bench.ines.id}/debloquer", page="/bureau/tablettes")

    assert "Le code de" not in maitre.get("/bureau/tablettes").text
    assert device.send(url, {"pin": PIN}).status_code == 200


def test_a_forgotten_code_is_chosen_again_with_the_instructor(browse):
    bench = Bench()
    maitre, url = browse(bench.instructor), f"/bureau/eleves/{bench.ines.id}/code"
    assert "Changer le code" in maitre.get(f"/bureau/eleves/{bench.ines.id}").text
    assert maitre.send(url, {"pin": "1234"}).status_code == 422

    assert "a un nouveau code" in maitre.send(url, {"pin": "7305"}).text

    device, face = bench.device(browse), f"/atelier/eleve/{bench.ines.id}"
    assert "Code faux" in device.send(face, {"pin": PIN}).text
    assert device.send(face, {"pin": "7305"}).status_code == 200


def tire_out(bench: Bench, device) -> None:
    """Thirty wrong codes in a day, five by each of six students."""
    for _ in range(6):
        student = a_student(bench.session.cohort, pin=PIN)
        for _ in range(5):
            device.send(f"/atelier/eleve/{student.id}", {"pin": "9999"})


def test_thirty_wrong_codes_shut_the_tablet_for_everybody_until_tomorrow(browse):
    bench = Bench()
    device, malik = bench.device(browse), f"/atelier/eleve/{bench.malik.id}"
    tire_out(bench, device)

    assert "Trop de codes faux" in device.send(malik, {"pin": PIN}).text

    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        bench.session.starts_at += timedelta(days=1)
        bench.session.ends_at += timedelta(days=1)
        db.session.commit()
        assert device.send(malik, {"pin": PIN}).status_code == 200


def test_an_instructor_opens_a_shut_tablet_by_enrolling_it_again(browse):
    bench = Bench()
    tire_out(bench, bench.device(browse))

    device = bench.device(browse)

    assert device.send(f"/atelier/eleve/{bench.malik.id}", {"pin": PIN}).status_code == 200


def test_right_codes_never_tire_a_tablet(browse):
    bench = Bench()
    device = bench.device(browse)
    for _ in range(35):
        assert device.send(f"/atelier/eleve/{bench.malik.id}", {"pin": PIN}).status_code == 200
