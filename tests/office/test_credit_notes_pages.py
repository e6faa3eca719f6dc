"""The office gives back pieces, euros, or both, line by line."""

import re
from decimal import Decimal

import pytest

from erp.billing.models import Invoice
from erp.billing.states import InvoiceKind
from erp.core.db import db
from erp.people.states import Role
from tests.billing.test_kinds import a_deposit
from tests.builders import a_contact, a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice


@pytest.fixture
def office(browse):
    return browse(a_user(Role.SECRETARY))


@pytest.fixture
def invoice():
    """One line: 25 pieces, 261,25 € without VAT."""
    return an_invoice(issued=True)


def address(invoice):
    return f"/bureau/factures/{invoice.id}/avoir"


def said(invoice, pieces="", euros="", **more):
    line_id = invoice.lines[0].id
    fields = {f"quantity-{line_id}": pieces, f"amount-{line_id}": euros}
    return {**fields, "reason": "Rayures sur le lot", **more}


def notes():
    return db.session.query(Invoice).filter_by(kind=InvoiceKind.CREDIT_NOTE).all()


def shown(page, name):
    """What stands in a field."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page.text).group(0)
    return re.search(r' value="([^"]*)"', field).group(1)


def in_fields(page, invoice):
    line_id = invoice.lines[0].id
    return shown(page, f"quantity-{line_id}"), shown(page, f"amount-{line_id}")


def words(page):
    return re.sub(r"[\s\u202f\u00a0]+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_a_rebate_is_given_in_euros_and_read_by_office_and_buyer(browse, office):
    buyer = a_contact()
    invoice = an_invoice(a_signed_slip(a_finished_order(buyer)), issued=True)

    page = office.send(address(invoice), said(invoice, euros="50,00"))

    label = f"Rabais : {invoice.lines[0].label}"
    (note,) = notes()
    assert (note.net, note.gross) == (-50, -60)
    assert label in page.text and "-50,00 €" in words(page)
    read = browse(buyer.user).get(f"/client/factures/{note.id}")
    line = words(read).partition(label)[2].partition("Total HT")[0]
    assert "-50,00 €" in line and "la pièce" not in line and "-1" not in line


def test_the_page_tells_the_pieces_and_the_euros_that_are_left(office, invoice):
    office.send(address(invoice), said(invoice, pieces="5", euros="10"))

    page = office.get(address(invoice))

    line_id = invoice.lines[0].id
    assert "20 199,00 € HT" in words(page)
    for name in ("quantity", "amount"):
        assert f'for="{name}-{line_id}"' in page.text
    assert in_fields(page, invoice) == ("", "")


@pytest.mark.parametrize(
    ("before", "filled"),
    [
        ({}, ("25", "")),
        ({"pieces": "5"}, ("20", "")),
        ({"euros": "50"}, ("", "211,25")),
        ({"euros": "261,25"}, ("", "")),
    ],
)
def test_all_that_is_left_is_pieces_unless_a_rebate_was_given(office, invoice, before, filled):
    if before:
        office.send(address(invoice), said(invoice, **before))

    page = office.get(f"{address(invoice)}?tout=1")

    assert in_fields(page, invoice) == filled


def test_what_is_filled_in_gives_everything_back(office, invoice):
    office.send(address(invoice), said(invoice, pieces="3", euros="33,33"))
    pieces, euros = in_fields(office.get(f"{address(invoice)}?tout=1"), invoice)

    office.send(address(invoice), said(invoice, pieces, euros, seen="1"))

    assert sum(note.gross for note in notes()) == -invoice.gross


@pytest.mark.parametrize(
    ("pieces", "euros", "sentence"),
    [
        ("", "261,26", "il reste 261,25 € HT à créditer au plus. Baissez"),
        ("25", "0,01", "il reste 261,25 € HT"),
        ("26", "1", "il reste 25 à créditer"),
        ("2", "-5", "Tapez un montant"),
        ("2", "5,555", "Tapez un montant"),
        ("2", "beaucoup", "Tapez un montant"),
        ("deux", "5", "Tapez un nombre de pièces"),
        ("", "0", "une quantité ou un rabais"),
    ],
)
def test_what_cannot_be_comes_back_as_it_was_typed(office, invoice, pieces, euros, sentence):
    page = office.send(address(invoice), said(invoice, pieces, euros))

    assert page.status_code == 422
    assert sentence in words(page)
    assert in_fields(page, invoice) == (pieces, euros)
    assert "Rayures sur le lot" in page.text
    assert notes() == []


def test_a_deposit_is_given_back_and_asks_for_no_rebate(office):
    deposit = a_deposit(a_finished_order(), paid=False)
    assert "rabais" not in office.get(address(deposit)).text

    page = office.send(address(deposit), said(deposit, euros="10"))

    assert page.status_code == 422
    assert "est un acompte" in page.text
    assert deposit.net > Decimal(10) and notes() == []
