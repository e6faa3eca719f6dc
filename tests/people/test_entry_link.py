"""A buyer enters by the link of a letter; nobody else does, and nobody twice."""

import re
from datetime import timedelta

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.people.states import Role
from tests.builders import a_contact, a_school, a_user


def link_in_the_letter() -> str:
    letter = db.session.query(OutboxMessage).order_by(OutboxMessage.id.desc()).first()
    return re.search(r"(/entrer/lien/\S+)", letter.payload["text"])[1]


def test_a_link_opens_the_buyer_s_space_once(browse):
    a_school()
    buyer = a_contact().user
    page = browse().send("/entrer/lien", {"email": buyer.email.upper()})
    assert "un lien vient d" in page.text
    link = link_in_the_letter()
    assert browse().get(link).status_code == 200  # a mail program looked: the link still works

    inside = browse()
    assert "Bonjour" in inside.send(link).text
    assert inside.get("/client/").status_code == 200

    assert browse().get(link).status_code == 404


def test_it_is_over_after_a_quarter_of_an_hour(browse):
    a_school()
    browse().send("/entrer/lien", {"email": a_contact().user.email})
    link = link_in_the_letter()
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert browse().get(link).status_code == 404


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SECRETARY, Role.INSTRUCTOR])
def test_who_works_at_the_school_gets_none(browse, role):
    a_school()
    user = a_user(role)
    page = browse().send("/entrer/lien", {"email": user.email})
    assert "un lien vient d" in page.text
    assert db.session.query(OutboxMessage).count() == 0


def test_an_unknown_address_reads_the_same_words(browse):
    a_school()
    known = browse().send("/entrer/lien", {"email": a_contact().user.email}).text
    other = browse().send("/entrer/lien", {"email": "personne@example.org"}).text
    sentence = "Si cette adresse est celle d"
    assert sentence in known
    assert sentence in other
    assert db.session.query(OutboxMessage).count() == 1


def test_too_many_asks_are_stopped(browse):
    a_school()
    email = a_contact().user.email
    codes = [browse().send("/entrer/lien", {"email": email}).status_code for _ in range(7)]
    assert codes[-1] in (409, 429)
    assert db.session.query(OutboxMessage).count() <= 5
