"""The office reminds who is late: reads the letter, sends it, or leaves somebody in peace."""

from datetime import date, time, timedelta
from decimal import Decimal
from html import unescape

import pytest
import time_machine

from erp.billing import actions, queries
from erp.billing.models import Reminder
from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from tests.billing.test_payments import bill
from tests.builders import a_contact, a_school, a_user

LATE = timedelta(days=21)


@pytest.fixture
def late():
    """An invoice three weeks late, seen on that day."""
    a_school()
    buyer = a_contact()
    invoice = bill(buyer)
    actions.set_late_rate(None, since=date(2020, 1, 1), until=None, percent=Decimal(12), actor=None)
    db.session.commit()
    moment = clock.at(invoice.due_on + LATE, time(10))
    with time_machine.travel(moment, tick=False):
        yield invoice


def test_the_letter_is_read_then_sent_and_kept_word_for_word(browse, late):
    office = browse(a_user(Role.SECRETARY))
    assert late.number in office.get("/bureau/reglements/relances").text
    url = f"/bureau/clients/{late.customer_id}/relance"
    page = office.get(url)
    assert "Rappel : une facture à régler" in page.text
    assert "40,00" not in page.text.partition('class="letter"')[2].partition("</p>")[0]
    assert "40,00" in office.get(f"{url}?frais=non").text  # in the table, not claimed

    answer = office.send(url, {"seen": "1"}, page=url)

    assert "La relance part à" in answer.text
    assert office.send(url, {"seen": "1"}, page=url).status_code in (200, 409)
    assert db.session.query(Reminder).count() == 1
    row = db.session.query(Reminder).one()
    shown = office.get(f"/bureau/reglements/relances/{row.id}").text
    assert late.number in shown
    assert late.number in office.get("/bureau/reglements/relances/envoyees").text


def test_a_customer_is_left_in_peace_with_a_reason_and_reminded_again(browse, late):
    office = browse(a_user(Role.SECRETARY))
    url = f"/bureau/clients/{late.customer_id}/relance"

    assert "Écrivez pourquoi" in office.send(f"{url}/arreter", {"reason": " "}, page=url).text
    assert "n'est plus relancé" in office.send(
        f"{url}/arreter", {"reason": "Litige sur les cotes"}, page=url
    ).text.replace("&#39;", "'")
    assert "Litige sur les cotes" in office.get("/bureau/reglements/relances").text
    office.send(f"{url}/reprendre", page=url)
    assert queries.late_customers(today=clock.today())[0].ready


def test_rates_and_words_are_settings(browse):
    a_school()
    director = browse(a_user(Role.DIRECTOR))
    url = "/bureau/reglages/retards"
    assert "Aucun taux" in director.get(url).text

    new = f"{url}/taux/nouveau"
    assert director.send(new, {"since": "2026-07-01", "rate": "12,15"}, page=new).status_code == 200
    wrong = {"since": "2026-08-01", "until": "2026-07-01", "rate": "12"}
    assert "finit avant" in director.send(new, wrong, page=new).text
    assert "12,15" in director.get(url).text

    step = f"{url}/relance/2"
    words = {
        "days": "15",
        "subject": "Petit rappel {nombre}",
        "text": "Bonjour {client}. {autre} %s",
    }
    director.send(step, words, page=step)
    assert [one.days for one in queries.reminder_steps()] == [5, 15, 40]
    assert director.send(step, {"days": "0"}, page=step).status_code == 422
    assert director.get(f"{url}/relance/4").status_code == 404


def test_the_rate_stands_beside_what_invoices_announce_and_a_gap_is_told(browse):
    """The rate that is claimed is the one that was announced (code de commerce L441-10)."""
    school = a_school()
    director, url = browse(a_user(Role.DIRECTOR)), "/bureau/reglages/retards"

    page = unescape(director.get(url).text)

    assert school.note_pmd in page and "/bureau/reglages/ecole/factures#note_pmd" in page
    assert "trois fois l'intérêt légal" in page and "Banque de France" in page

    past = {"since": "2020-01-01", "until": "2020-06-30", "rate": "9"}
    page = director.send(f"{url}/taux/nouveau", past, page=f"{url}/taux/nouveau")
    assert "Aucun taux ne vaut aujourd'hui" in unescape(page.text)
    now = {"since": "2020-07-01", "rate": "9"}
    page = director.send(f"{url}/taux/nouveau", now, page=f"{url}/taux/nouveau")
    assert "Aucun taux ne vaut aujourd'hui" not in unescape(page.text)
