"""What a person sees and gets when the same form leaves twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest

from erp.billing.models import Invoice, Payment
from erp.billing.states import InvoiceKind
from erp.core import clock, once
from erp.core.db import db
from erp.core.once import SentForm
from erp.customers.models import Customer
from erp.delivery.models import DeliverySlip
from erp.sales.models import Request
from tests.builders import a_contact, a_school, a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice
from tests.portal.test_portal_requests import PDF, wish

URL = "/bureau/clients/nouveau"


@pytest.fixture
def secretary(browse):
    a_school()
    return browse(a_user())


def shown(browser) -> str:
    """The page is opened: the token its form carries."""
    return re.search(r'name="csrf_token" value="([^"]+)"', browser.get(URL).text).group(1)


def send(browser, token: str, name: str = "Mécanique du Vallon"):
    fields = {"csrf_token": token, "name": name, "country": "FR", "vat_regime": "home"}
    return browser.post(URL, data=fields)


def customers() -> int:
    return db.session.query(Customer).count()


def test_a_double_click_makes_one_customer_and_leads_to_its_page(secretary):
    token = shown(secretary)
    first, second = send(secretary, token), send(secretary, token)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location and customers() == 1
    assert "C'était déjà fait" in unescape(secretary.get(second.location).text)


def test_the_same_words_on_a_page_opened_again_are_another_record(secretary):
    send(secretary, shown(secretary))
    send(secretary, shown(secretary))
    assert customers() == 2


def test_other_words_on_the_same_page_are_another_record(secretary):
    token = shown(secretary)
    send(secretary, token)
    send(secretary, token, name="Forge des Granges")
    assert customers() == 2


def test_what_was_refused_is_not_taken_for_done(secretary):
    token = shown(secretary)
    assert [send(secretary, token, name="").status_code for _ in range(2)] == [422, 422]
    assert db.session.query(SentForm).count() == 0


def test_an_old_form_is_forgotten_a_week_later(secretary):
    send(secretary, shown(secretary))
    once.forget_old(now=clock.now() + timedelta(days=6))
    assert db.session.query(SentForm).count() == 1
    once.forget_old(now=clock.now() + timedelta(days=8))
    assert db.session.query(SentForm).count() == 0


def test_a_token_of_another_site_opens_nothing(secretary):
    for token in ("", "~", "x~y", shown(secretary).partition("~")[2]):
        assert send(secretary, token).status_code == 400
    assert customers() == 0


def test_a_request_with_its_drawing_is_asked_once(browse):
    a_school()
    buyer = browse(a_contact().user)
    url, token = "/client/demandes/nouvelle", buyer.token()
    for _ in range(2):
        fields = {**wish(files=[(BytesIO(PDF), "axe.pdf")]), "csrf_token": token}
        assert buyer.post(url, data=fields).status_code == 303
    assert db.session.query(Request).count() == 1

    other = {**wish(files=[(BytesIO(PDF + b" "), "axe.pdf")]), "csrf_token": token}
    assert buyer.post(url, data=other).status_code == 303
    assert db.session.query(Request).count() == 2  # another drawing is another request


def test_half_an_invoice_is_paid_once(secretary):
    invoice = an_invoice(a_signed_slip(a_finished_order()), issued=True)
    fields = {
        "csrf_token": shown(secretary),
        "amount": "10,00",
        "method": "transfer",
        "received_on": clock.today().isoformat(),
    }
    url = f"/bureau/factures/{invoice.id}/regler"
    assert [secretary.post(url, data=fields).status_code for _ in range(2)] == [303, 303]
    assert db.session.query(Payment).count() == 1


def twice(browser, url: str, **said: str) -> None:
    """The page is opened, its form leaves, and leaves again."""
    page = browser.get(url).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    told = {"csrf_token": token, "seen": "0", **said}
    first, second = (browser.post(url, data=told) for _ in range(2))
    assert (first.status_code, second.location) == (303, first.location)


def test_a_slip_is_prepared_once(secretary):
    order = a_finished_order()
    line = f"quantity-{order.lines[0].id}"

    twice(secretary, f"/bureau/commandes/{order.id}/livrer", **{line: "1"})

    assert db.session.query(DeliverySlip).count() == 1


def test_a_credit_note_is_drafted_once(secretary):
    invoice = an_invoice(issued=True)
    line = f"quantity-{invoice.lines[0].id}"

    twice(secretary, f"/bureau/factures/{invoice.id}/avoir", reason="Geste", **{line: "1"})

    assert db.session.query(Invoice).filter_by(kind=InvoiceKind.CREDIT_NOTE).count() == 1


def test_two_identical_forms_at_the_same_moment_are_obeyed_once(secretary):
    token = shown(secretary)
    db.session.rollback()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: send(secretary, token), range(2)))

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location and customers() == 1
