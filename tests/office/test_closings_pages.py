"""The office closes, verifies and archives from one page."""

import io
import zipfile
from datetime import date, time, timedelta

import pytest

from erp.closings.models import Closing
from erp.core import clock
from erp.core.db import db
from erp.core.ledger import TechnicalEvent, TechnicalKind
from erp.people.states import Role
from erp.web.shared.words import moment
from tests.builders import a_school, a_user
from tests.builders_ledger import behind
from tests.builders_work import an_invoice, pay

PAGE = "/bureau/comptabilite/clotures"


@pytest.fixture
def secretary(browse):
    a_school()
    return browse(a_user(Role.SECRETARY))


@pytest.fixture
def invoice():
    with clock.living_at(clock.now() - timedelta(days=1)):
        invoice = an_invoice(issued=True)
        pay(invoice, "10.00")
        return invoice


def test_an_empty_page_says_what_will_happen(secretary):
    page = secretary.get(PAGE).text

    assert "Aucune clôture ici" in page
    assert "la veille se clôture seule" in page
    assert "Jamais encore" in page


def test_yesterday_is_closed_with_a_button(secretary, invoice):
    assert "attend." in secretary.get(PAGE).text

    page = secretary.send(PAGE).text

    closing = db.session.query(Closing).filter_by(period="day").one()
    assert "Clôturé :" in page
    assert closing.name in page
    assert "Clôturer jusqu'à hier" not in page
    shown = secretary.get(f"{PAGE}/{closing.id}").text
    assert invoice.number in shown
    assert "Totaux perpétuels" in shown


def test_a_button_pressed_twice_closes_once(secretary, invoice):
    secretary.send(PAGE)
    again = secretary.send(PAGE)

    assert "Rien à clôturer" in again.text
    assert db.session.query(Closing).filter_by(period="day").count() == 1


def test_a_sound_chain_is_told(secretary, invoice):
    page = secretary.send(f"{PAGE}/verifier", page=PAGE).text

    assert "La chaîne est entière." in page
    assert "3 maillons relus" in page
    assert db.session.query(TechnicalEvent).one().kind is TechnicalKind.CHECK


def test_a_broken_chain_is_told_with_what_to_do(secretary, invoice):
    with behind() as sql:
        sql("UPDATE invoice SET gross = 1")

    page = secretary.send(f"{PAGE}/verifier", page=PAGE).text

    assert "La chaîne est rompue" in page
    assert f"Document {invoice.number} : « gross » a changé" in page
    assert "gardez une copie de la base" in page
    assert db.session.query(TechnicalEvent).one().kind is TechnicalKind.FAILURE
    assert "Défaut d'intégrité" in secretary.get(PAGE).text


def test_the_archive_of_a_year_is_downloaded(secretary, invoice):
    answer = secretary.send(f"{PAGE}/archiver", {"year": str(invoice.issued_on.year)}, page=PAGE)

    assert answer.content_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        assert f"papiers/{invoice.number}.pdf" in file.namelist()


@pytest.mark.parametrize(
    ("year", "sentence"),
    [("2001", "choisissez une autre période"), ("20", "entre 2000 et 2099"), ("", "Remplissez")],
)
def test_a_year_without_papers_is_told(secretary, year, sentence):
    answer = secretary.send(f"{PAGE}/archiver", {"year": year}, page=PAGE)

    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_list_is_filtered_by_its_address(secretary, invoice):
    secretary.send(PAGE)

    assert "Aucune clôture ici" in secretary.get(f"{PAGE}?period=year&year=2001").text
    assert "Aucune clôture ici" not in secretary.get(f"{PAGE}?period=day").text
    assert secretary.get(f"{PAGE}?year=abc").status_code == 200


def test_the_technical_journal_is_read_by_kind(secretary, invoice):
    secretary.send(PAGE)

    page = secretary.get("/bureau/comptabilite/evenements?kind=closing").text
    none = secretary.get("/bureau/comptabilite/evenements?kind=failure").text

    assert "Clôture : jour" in page
    assert "Aucun événement ici" in none


def test_a_workshop_manager_does_not_read_the_books(browse):
    a_school()

    assert browse(a_user(Role.WORKSHOP_MANAGER)).get(PAGE).status_code == 403


def test_what_happened_at_midnight_has_its_hour():
    midnight = clock.at(date(2029, 10, 5), time(0, 7))

    assert moment(midnight).endswith("à 0\u00a0h\u00a007")
