"""What must not be invoiced, typed or changed: refused with a sentence, and nothing has moved."""

from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from erp.billing import actions
from erp.billing.models import Invoice
from erp.billing.platform.states import StatusCode
from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.sales import actions as sales
from erp.sales.refusals import IncomeIsNoSale
from erp.sales.states import LineNature, VatCase
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_ledger import verdict
from tests.builders_sales import a_quote
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, pay

NO_SALE = (Decimal(0), VatCase.NO_SALE)
KNOWN = "invoice", "invoice_line", "delivery_slip", "delivery_slip_line", "quote_line", "order_line"
OTHERS = "stored_paper", "payment", "seal"  # may grow; what was there stays
FACTS = {
    "label": "Autre", "quantity": "1", "unit_price": "1", "vat": "20", "reason": "Essai",
    "subject": "Autre", "paid_on": "2026-01-01", "paid_by": "cash", "code": "210",
    "signer_name": "Autre", "amount": "0,01", "percent": "10", "name": "Autre",
}  # fmt: skip


def test_income_that_is_no_sale_is_on_no_quote_and_on_no_invoice():
    quote, draft = a_quote(), an_invoice()
    with pytest.raises(IncomeIsNoSale, match="Faites une convention ou un reçu"):
        sales.add_line(
            quote, school=a_school(), vat=NO_SALE, label="Don", nature=LineNature.GOODS,
            quantity=Decimal(1), material=Decimal(100),
        )  # fmt: skip
    (line,) = draft.lines
    with pytest.raises(IncomeIsNoSale, match="n'est pas une vente"):
        actions.change_line(line, quantity=Decimal(1), vat=NO_SALE)
    assert (line.vat_case, line.quantity) == (VatCase.TAXED, 25)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("siret", "20000000800018", "n'existe pas"),
        ("siret", "123", "n'existe pas"),
        ("vat_number", "FR00200000008", "n'existe pas"),
        ("vat_number", "DE1", "n'existe pas"),
    ],
)
def test_a_customer_s_numbers_are_checked_and_the_form_keeps_what_was_typed(
    browse, field, value, sentence
):
    customer = a_contact().customer
    url = f"/bureau/clients/{customer.id}/modifier"
    facts = {"name": "Autre nom", "siret": customer.siret, "country": "FR", field: value}

    answer = browse(a_user()).send(url, {**facts, "vat_regime": "home"})

    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#39;", "'")
    assert f'value="{value}"' in answer.text
    assert db.session.get(type(customer), customer.id).name == "Mécanique du Vallon"


def stored(tables) -> dict[str, list]:
    """Rows as they are stored, but for what may move."""
    moving = {"version", "folded"}
    return {
        name: [
            {key: value for key, value in row.items() if key not in moving}
            for row in db.session.execute(text(f"SELECT * FROM {name} ORDER BY id")).mappings()
        ]
        for name in tables
    }


def doors(app, known: dict[str, int]) -> list[str]:
    """Every address that takes a form about what we know."""
    rules = [one for one in app.url_map.iter_rules() if "POST" in (one.methods or ())]
    with app.test_request_context():
        return [
            one.build({name: known[name] for name in one.arguments})[1]
            for one in rules
            if one.arguments and one.arguments <= set(known)
        ]


def test_no_door_changes_an_issued_paper(app, browse):
    contact = a_contact(a_customer(email="achats@example.org"))
    invoice = an_invoice(a_signed_slip(a_finished_order(contact)), issued=True)
    pay(invoice, "10.00")
    slip, quote = invoice.lines[0].slip_line.slip, invoice.order.quote
    known = {
        "invoice_id": invoice.id, "slip_id": slip.id, "quote_id": quote.id,
        "line_id": invoice.lines[0].id, "operation_id": quote.lines[0].operations[0].id,
    }  # fmt: skip
    found, before, grown = doors(app, known), stored(KNOWN), stored(OTHERS)
    assert len(found) > 30

    for user in (a_user(Role.DIRECTOR), contact.user):
        browser = browse(user)
        for url in found:
            fields = {**FACTS, f"quantity-{known['line_id']}": "1"}
            assert browser.send(url, fields).status_code < 500, url

    after = stored(KNOWN)
    for name, rows in before.items():
        assert after[name][: len(rows)] == rows, name
    for name, rows in grown.items():
        assert stored([name])[name][: len(rows)] == rows, name
    assert verdict().is_sound


def test_a_status_never_changes_not_even_by_sql():
    invoice = an_invoice(a_signed_slip(a_finished_order(nature=LineNature.SERVICE)), issued=True)
    facts = {"school": a_school(), "actor": a_user(), "at": clock.now(), "now": clock.now()}
    actions.note_status(invoice, StatusCode.COLLECTED, amount=Decimal("60"), **facts)
    db.session.commit()

    for table in ("invoice_status", "invoice_status_amount"):
        rows = stored([table])[table]
        assert rows
        for change in (f"UPDATE {table} SET id = id + 1", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="issued rows never change"):
                db.session.execute(text(change))
            db.session.rollback()
        assert stored([table])[table] == rows
    assert db.session.get(Invoice, invoice.id).number
