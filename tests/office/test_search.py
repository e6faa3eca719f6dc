"""The search over everything: without accents, from every page, only what one may read."""

from html import unescape

import pytest

from erp.people.states import Role
from tests.builders import a_cohort, a_customer, a_school, a_student, a_user
from tests.builders_sales import a_request
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, pay


@pytest.fixture
def office(browse):
    a_school()
    a_customer("Chaudronnerie Élève & Cœur")
    a_student(a_cohort(), first_name="Maëlys", last_name="Gaële")
    return lambda role: browse(a_user(role))


def found(browser, words: str) -> str:
    return unescape(browser.get("/bureau/recherche", query_string={"q": words}).text)


@pytest.mark.parametrize("words", ["maelys", "MAËLYS", "gaële maelys", "Gaele"])
def test_accents_case_and_order_do_not_matter(office, words):
    assert "Maëlys Gaële" in found(office(Role.SECRETARY), words)


@pytest.mark.parametrize("words", ["coeur", "chaudronnerie eleve"])
def test_a_customer_is_found_by_plain_letters(office, words):
    assert "Chaudronnerie Élève & Cœur" in found(office(Role.SECRETARY), words)


def test_an_order_is_found_by_each_of_its_papers(office):
    slip = a_signed_slip(a_finished_order())
    invoice = an_invoice(slip, issued=True)
    secretary = office(Role.SECRETARY)
    for record in (slip.order, slip.order.quote, slip, invoice):
        assert str(record) in found(secretary, str(record.number))


def test_a_new_request_and_a_new_payment_are_found_by_the_number_people_say(office):
    request = a_request()
    payment = pay(an_invoice(a_signed_slip(a_finished_order()), issued=True), "10.00")
    secretary = office(Role.SECRETARY)
    assert f'/bureau/demandes/{request.id}"' in found(secretary, f"demande {request.id}")
    assert f'/bureau/reglements/{payment.id}"' in found(secretary, f"règlement n° {payment.id}")


def test_a_number_too_long_for_a_record_finds_nothing(office):
    assert "Rien trouvé" in found(office(Role.SECRETARY), "demande 99999999999999999999")


def test_nobody_finds_what_they_may_not_read(office):
    slip = a_signed_slip(a_finished_order())
    invoice = an_invoice(slip, issued=True)
    page = found(office(Role.TEACHER), str(invoice.number))
    assert f'/bureau/factures/{invoice.id}"' not in page


@pytest.mark.parametrize("words", ["", "%", "_", "'; drop table user; --", "x" * 5000, "\x00"])
def test_odd_words_find_nothing_and_break_nothing(office, words):
    page = office(Role.SECRETARY).get("/bureau/recherche", query_string={"q": words})
    assert page.status_code == 200


@pytest.mark.parametrize("url", ["/bureau/", "/bureau/devis", "/bureau/reglages", "/bureau/eleves"])
def test_the_search_box_is_on_every_page(office, url):
    assert 'action="/bureau/recherche"' in office(Role.DIRECTOR).get(url).text
