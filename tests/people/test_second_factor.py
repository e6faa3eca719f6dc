"""A code of one's telephone, for whoever wants one: asked at each entry, taken once, lost and reset."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pyotp
import pytest
import time_machine

from erp.core import clock, journal
from erp.core.db import db
from erp.people import queries
from erp.people.actions import second_factor
from erp.people.models import RecoveryCode, UserSession
from erp.people.states import Role
from tests.builders import a_contact, a_school, a_user
from tests.people.test_entry_link import link_in_the_letter
from tests.people.test_sign_in import enter

MOMENT = "2026-11-23T09:00:10+01:00"


@pytest.fixture(autouse=True)
def stopped():
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


def shown(user, later: int = 0) -> str:
    """What the telephone shows now, or `later` seconds from now."""
    factor = queries.second_factor(user.id)
    secret = second_factor.secret_of(factor, key="test")
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=later))


def put(browse, user) -> list[str]:
    """Put in place with its pages; the codes for the paper."""
    browser = browse(user)
    page = browser.send("/compte/code")
    assert "data:image/svg" in page.text
    page = browser.send("/compte/code/confirmer", {"code": shown(user)})
    codes = re.findall(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}", page.text)
    assert len(codes) == second_factor.RECOVERY_CODES
    return codes


def half_way(browse, user):
    browser = browse()
    page = enter(browser, user.email)
    assert "Tapez les six chiffres" in page.text
    assert browser.get("/bureau/").status_code == 303  # not in yet
    return browser


def is_in(browser) -> bool:
    return browser.get("/compte").status_code == 200


@pytest.mark.parametrize("kind", ["office", "buyer"])
def test_the_code_is_asked_after_the_password(browse, stopped, kind):
    a_school()
    user = a_user(Role.SECRETARY) if kind == "office" else a_contact().user
    put(browse, user)
    stopped.shift(60)

    browser = half_way(browse, user)
    assert browser.send("/entrer/code", {"code": "000000"}).status_code == 422
    assert not is_in(browser)
    browser.send("/entrer/code", {"code": f"{shown(user)[:3]} {shown(user)[3:]}"})

    assert is_in(browser)


def test_a_code_that_served_opens_nothing_more(browse, stopped):
    user = a_user()
    put(browse, user)
    stopped.shift(60)
    code = shown(user)
    half_way(browse, user).send("/entrer/code", {"code": code})

    thief = half_way(browse, user)
    page = thief.send("/entrer/code", {"code": code})

    assert (page.status_code, is_in(thief)) == (422, False)
    assert "déjà servi" in page.text


def test_the_code_that_confirmed_does_not_enter(browse):
    user = a_user()
    put(browse, user)
    browser = half_way(browse, user)
    assert browser.send("/entrer/code", {"code": shown(user)}).status_code == 422


@pytest.mark.parametrize(("off", "opens"), [(-30, True), (30, True), (-60, False), (60, False)])
def test_a_clock_may_be_half_a_minute_off(browse, stopped, off, opens):
    user = a_user()
    put(browse, user)
    stopped.shift(300)
    browser = half_way(browse, user)
    browser.send("/entrer/code", {"code": shown(user, off)})
    assert is_in(browser) is opens


def test_a_code_of_the_paper_opens_once(browse):
    user = a_user()
    codes = put(browse, user)
    browser = half_way(browse, user)
    browser.send("/entrer/code", {"code": codes[3].upper().replace("-", " ")})
    assert is_in(browser)
    assert "9 codes de secours" in browser.get("/compte/code").text
    assert half_way(browse, user).send("/entrer/code", {"code": codes[3]}).status_code == 422


def test_of_two_who_send_one_code_at_once_one_enters(browse, stopped):
    user = a_user()
    put(browse, user)
    stopped.shift(60)
    before, start = db.session.query(UserSession).count(), Barrier(2)
    ready = [(one, one.token()) for one in (half_way(browse, user) for _ in range(2))]
    code = shown(user)
    db.session.rollback()

    def go(one) -> int:
        browser, token = one
        start.wait(timeout=10)
        return browser.post("/entrer/code", data={"code": code, "csrf_token": token}).status_code

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(go, ready)) == [303, 422]
    db.session.rollback()
    assert db.session.query(UserSession).count() == before + 1


def test_ten_wrong_codes_shut_the_door_even_for_the_right_one(browse, stopped):
    user = a_user()
    put(browse, user)
    stopped.shift(60)
    browser = half_way(browse, user)
    for n in range(10):
        browser.send("/entrer/code", {"code": f"{n:06d}"})
    page = browser.send("/entrer/code", {"code": shown(user)})
    assert "Trop de codes faux" in page.text
    stopped.shift(16 * 60)
    browser = half_way(browse, user)
    browser.send("/entrer/code", {"code": shown(user)})
    assert is_in(browser)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "é" * 6, "١٢٣٤٥٦", "a\x00b", "x" * 5000])
def test_whatever_is_no_code_is_told(browse, code):
    user = a_user()
    put(browse, user)
    assert half_way(browse, user).send("/entrer/code", {"code": code}).status_code == 422


def test_half_the_way_lasts_five_minutes_and_is_a_buyer_s_too(browse, stopped):
    a_school()
    user = a_contact().user
    put(browse, user)
    stopped.shift(60)
    browser = browse()
    browser.send("/entrer/lien", {"email": user.email})
    link = link_in_the_letter()
    assert "Tapez les six chiffres" in browser.send(link).text
    stopped.shift(6 * 60)
    page = browser.send("/entrer/code", {"code": shown(user)})
    assert "trop long" in page.text
    assert browse().get("/entrer/code").status_code == 303


def test_it_is_taken_off_with_a_code_only(browse, stopped):
    user = a_user()
    put(browse, user)
    stopped.shift(60)
    browser = browse(user)
    assert browser.send("/compte/code/retirer", {"code": "123"}).status_code == 422
    assert "Mon compte" in browser.send("/compte/code/retirer", {"code": shown(user)}).text
    assert queries.second_factor(user.id) is None
    assert db.session.query(RecoveryCode).count() == 0
    plain = browse()
    enter(plain, user.email)
    assert is_in(plain)


def test_the_direction_takes_off_a_lost_one_and_it_is_written_down(browse):
    user, director = a_user(Role.SECRETARY), a_user(Role.DIRECTOR)
    put(browse, user)
    url = f"/bureau/comptes/{user.id}"
    office = browse(director)
    assert "Retirer le second code" in office.get(url).text

    office.send(f"{url}/second-code")

    assert queries.second_factor(user.id) is None
    last = journal.entries_of(user)[0]
    assert (last.sentence, last.actor_name) == ("Second code retiré", director.name)
    assert "Retirer le second code" not in office.get(url).text
    assert browse(user).send(f"{url}/second-code").status_code == 403


def test_what_was_never_confirmed_is_not_asked(browse):
    user = a_user()
    browse(user).send("/compte/code")
    browser = browse()
    enter(browser, user.email)
    assert is_in(browser)
    browser.send("/compte/code")  # begun again: another secret
    assert "data:image/svg" in browser.get("/compte/code").text


def test_neither_secret_nor_codes_can_be_read_in_the_database(browse):
    user = a_user()
    codes = put(browse, user)
    factor = queries.second_factor(user.id)
    secret = second_factor.secret_of(factor, key="test")
    kept = f"{factor.salt} {[one.sha256 for one in factor.recovery]}"
    assert secret.lower() not in kept.lower()
    assert not any(code.replace("-", "") in kept for code in codes)
    assert second_factor.secret_of(factor, key="another installation") != secret


def test_it_is_not_put_twice(browse):
    user = a_user()
    put(browse, user)
    page = browse(user).send("/compte/code")
    assert "déjà en place" in page.text
    assert "en place" in browse(user).send("/compte/code/confirmer", {"code": shown(user)}).text
