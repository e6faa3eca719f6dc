"""A company gives rights to each of its people; nobody has more than was given."""

from decimal import Decimal

import pytest

from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.customers.models import Contact
from erp.sales.models import Order
from erp.sales.states import QuoteState
from tests.builders import a_contact, a_customer, a_school, saved
from tests.builders_sales import a_quote, a_request
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice

YES = {"name": "Nora", "function": "Achats", "signature": "Nora", "agreed": "y"}


def somebody_with(customer=None, **rights) -> Contact:
    contact = a_contact(customer)
    for name, value in rights.items():
        setattr(contact, name, value)
    return saved(contact)


def test_a_buyer_invites_a_colleague_with_chosen_rights(browse):
    a_school()
    boss = a_contact()
    told = {
        "name": "Nora Sellem",
        "email": "Nora@Example.org",
        "may_ask": "y",
        "accept_limit": "1 500",
    }

    page = browse(boss.user).send("/client/equipe/nouveau", told)

    nora = db.session.query(Contact).filter_by(email="nora@example.org").one()
    assert "Nora Sellem reçoit un lien" in page.text
    assert (nora.may_ask, nora.may_accept, nora.sees_invoices, nora.runs_team) == (
        True,
        False,
        False,
        False,
    )
    assert nora.accept_limit == Decimal(1500)
    assert (
        "http://school.test/mot-de-passe/" in db.session.query(OutboxMessage).one().payload["text"]
    )


@pytest.mark.parametrize(
    ("right", "address"),
    [
        ("may_ask", "/client/demandes/nouvelle"),
        ("sees_invoices", "/client/factures"),
        ("runs_team", "/client/equipe"),
    ],
)
def test_a_right_that_was_not_given_opens_nothing_and_is_not_shown(browse, right, address):
    with_it, without = somebody_with(), somebody_with(a_customer("B", siret=""), **{right: False})

    assert browse(with_it.user).get(address).status_code == 200
    shut = browse(without.user)
    assert shut.get(address).status_code == 403
    assert f'href="{address}"' not in shut.get("/client/").text


def test_a_yes_above_the_limit_is_refused_and_says_who_may(browse):
    boss = a_contact()
    nora = somebody_with(boss.customer, accept_limit=Decimal("50.00"))
    quote = a_quote(boss, sent=True)  # 261,25 euros

    page = browse(nora.user).send(f"/client/devis/{quote.id}/accepter", YES)

    assert f"Peuvent l&#39;accepter : {boss.name}" in page.text
    assert quote.state is QuoteState.SENT
    assert db.session.query(Order).count() == 0


@pytest.mark.parametrize(("limit", "orders"), [("261.24", 0), ("261.25", 1)])
def test_the_limit_is_reached_to_the_cent(browse, limit, orders):
    nora = somebody_with(accept_limit=Decimal(limit))
    quote = a_quote(nora, sent=True)
    assert quote.net == Decimal("261.25")

    browse(nora.user).send(f"/client/devis/{quote.id}/accepter", YES)

    assert db.session.query(Order).count() == orders


def test_who_leaves_is_out_at_once_and_stays_on_the_papers(browse):
    boss = a_contact()
    nora = a_contact(boss.customer)
    request, theirs = a_request(nora), browse(nora.user)
    assert theirs.get("/client/").status_code == 200

    browse(boss.user).send(f"/client/equipe/{nora.id}/retirer")

    assert theirs.get("/client/").status_code == 303
    assert request.contact is nora
    assert nora.name not in browse(boss.user).get("/client/equipe").text


def test_nobody_changes_or_removes_oneself(browse):
    boss = a_contact()
    browser = browse(boss.user)

    page = browser.send(f"/client/equipe/{boss.id}/retirer", page="/client/equipe")
    assert "demandez-le à un collègue" in page.text
    page = browser.send(f"/client/equipe/{boss.id}", {"name": "Boss", "runs_team": ""})
    assert page.status_code == 422
    assert boss.runs_team
    assert boss.left_at is None


def test_an_address_that_is_there_already_is_refused(browse):
    a_school()
    boss, other = a_contact(), a_contact(a_customer("B", siret=""))
    browser = browse(boss.user)
    for email in (boss.email, other.email):
        page = browser.send("/client/equipe/nouveau", {"name": "X", "email": email})
        assert page.status_code == 422
    assert db.session.query(Contact).count() == 2


def test_who_does_not_see_invoices_finds_none_on_the_other_pages(browse):
    order = a_finished_order()
    invoice = an_invoice(a_signed_slip(order), issued=True)
    boss, nora = order.contact, somebody_with(order.customer, sees_invoices=False)

    for address in ("/client/", f"/client/commandes/{order.id}"):
        assert invoice.number in browse(boss.user).get(address).text
        assert invoice.number not in browse(nora.user).get(address).text
