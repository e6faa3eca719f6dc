"""Who came in, who may, and what was set: lines of the technical journal, sealed like the books."""

from datetime import date
from decimal import Decimal

import pytest

from erp.billing import actions as billing
from erp.billing.actions import exchanges
from erp.billing.books.accounts import Account
from erp.billing.models import PlatformSettings
from erp.billing.platform.states import Adapter
from erp.billing.states import Counts, RevenueTag
from erp.core import clock
from erp.core.db import db
from erp.core.ledger import TechnicalEvent, TechnicalKind
from erp.people import actions as people
from erp.people.states import Role
from tests.builders import PASSWORD, a_contact, a_user
from tests.builders_ledger import verdict


def told(kind: TechnicalKind) -> list[str]:
    db.session.commit()
    chosen = db.session.query(TechnicalEvent).filter_by(kind=kind).order_by(TechnicalEvent.id)
    return [one.sentence for one in chosen]


@pytest.fixture
def enter(browse):
    """enter(address, password) at the door, from a browser of its own."""
    return lambda email, password=PASSWORD: browse().send(
        "/entrer", {"email": email, "password": password}
    )


def test_who_works_here_is_told_coming_in_and_refused(enter):
    mireille = a_user(Role.SECRETARY, first_name="Mireille", last_name="Combe")
    enter(mireille.email)
    enter(mireille.email, "faux")

    assert told(TechnicalKind.ACCESS) == [
        "Entrée : Mireille Combe, Secrétariat",
        "Entrée refusée : Mireille Combe",
    ]
    assert verdict().is_sound


def test_customers_and_strangers_are_refused_in_the_same_words_without_a_name(enter):
    buyer = a_contact().user
    enter(buyer.email)
    enter(buyer.email, "faux")
    enter("inconnu@example.org", "faux")

    assert (
        told(TechnicalKind.ACCESS) == ["Entrée refusée : quelqu'un qui n'est pas de l'équipe"] * 2
    )


def test_too_many_tries_are_one_line(enter):
    for _ in range(14):
        enter("inconnu@example.org", "faux")

    assert told(TechnicalKind.ACCESS)[9:] == [
        "Entrée refusée : quelqu'un qui n'est pas de l'équipe",
        "Trop d'essais d'entrer : la porte se ferme",
    ]


def test_rights_are_told_of_who_works_here():
    director, now = a_user(Role.DIRECTOR), clock.now()
    paul = people.add_user(
        email="paul@example.org", first_name="Paul", last_name="Verdier",
        role=Role.TEACHER, actor=director,
    )  # fmt: skip
    facts = {"first_name": "Paul", "last_name": "Verdier", "actor": director, "now": now}
    people.change_user(paul, role=Role.SECRETARY, **facts)
    people.change_user(paul, role=Role.SECRETARY, **facts)
    people.disable_user(paul, actor=director, now=now)
    people.enable_user(paul, actor=director)
    people.disable_user(a_contact().user, actor=director, now=now)

    assert told(TechnicalKind.ACCESS) == [
        "Compte ouvert : Paul Verdier, Enseignant",
        "Rôle changé : Paul Verdier, Secrétariat",
        "Compte fermé : Paul Verdier, Secrétariat",
        "Compte rouvert : Paul Verdier, Secrétariat",
    ]


def test_what_the_accountant_sets_is_told_when_it_changes():
    somebody, rate = a_user(), {"since": date(2026, 7, 1), "until": None}
    for number in ("411000", "411900", "411900"):
        billing.set_accounts({"customer": Account(number, "Clients")}, actor=somebody)
    billing.count_account("701000", RevenueTag.TAXED, Counts.BOTH, actor=somebody)
    set_ = billing.set_late_rate(None, **rate, percent=Decimal("12.15"), actor=somebody)
    billing.set_late_rate(set_, **rate, percent=Decimal("12.40"), actor=somebody)

    assert [one.replace("\xa0", " ") for one in told(TechnicalKind.SETTING)] == [
        "Clients : « 411000 » devient « 411900 »",
        "701000 Taxé ou assimilé : « rien » devient « Les deux »",
        "Taux de retard depuis le 1er juillet 2026 : « rien » devient « 12,15 % »",
        "Taux de retard depuis le 1er juillet 2026 : « 12,15 % » devient « 12,4 % »",
    ]


def test_the_platform_and_its_key_are_told():
    somebody, settings = a_user(), PlatformSettings(id=1)
    exchanges.change_platform(
        settings, actor=somebody, has_new_key=True, adapter=Adapter.FOLDER, address=""
    )
    exchanges.activate_platform(settings, has_secret=True, actor=somebody, now=clock.now())
    exchanges.stop_platform(settings, actor=somebody)

    assert told(TechnicalKind.SETTING) == [
        "Plateforme agréée réglée : arrêtée",
        "Plateforme agréée activée",
        "Plateforme agréée arrêtée",
    ]
    assert told(TechnicalKind.KEY) == ["La clé de la plateforme agréée est changée"]
