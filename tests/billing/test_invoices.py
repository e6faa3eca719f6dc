from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from erp.billing import actions, queries
from erp.billing.models import Invoice
from erp.billing.refusals import (
    ClockWentBack,
    CreditIsTooMuch,
    CustomerHasNoSiren,
    PaymentIsTooMuch,
    SlipIsInvoiced,
)
from erp.billing.states import InvoiceState, PaymentMethod, Standing
from erp.core import clock
from erp.core.db import db
from erp.core.frozen import IssuedPaperCannotChange
from erp.core.refusal import MoveRefused
from erp.documents import invoice as paper
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice


def issue(invoice, now=None):
    actions.issue_invoice(invoice, school=a_school(), actor=a_user(), now=now or clock.now())


def pay(invoice, amount):
    return actions.record_payment(
        invoice, amount=Decimal(amount), method=PaymentMethod.TRANSFER,
        received_on=clock.today(), reference="", actor=a_user(), now=clock.now(),
    )  # fmt: skip


def test_a_number_is_given_at_issue_and_never_before():
    invoice = an_invoice()
    assert invoice.number is None

    issue(invoice)

    assert invoice.number == f"F{clock.today().year}-00001"
    assert (invoice.net, invoice.vat, invoice.gross) == (
        Decimal("261.25"),
        Decimal("52.25"),
        Decimal("313.50"),
    )
    assert invoice.due_on == clock.today() + timedelta(days=30)
    assert invoice.paper.content.startswith(b"%PDF")


def test_an_issued_invoice_never_changes():
    invoice = an_invoice(issued=True)
    with pytest.raises(MoveRefused):
        issue(invoice)
    invoice.lines[0].label = "Autre chose"
    with pytest.raises(IssuedPaperCannotChange):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(DatabaseError, match="never change"):
        db.session.execute(text("UPDATE invoice_line SET quantity = 1"))


def test_a_paper_that_cannot_be_drawn_takes_no_number(monkeypatch):
    invoice = an_invoice()

    def broken(_paper):
        raise RuntimeError("no ink")

    monkeypatch.setattr(paper, "draw", broken)
    with pytest.raises(RuntimeError):
        issue(invoice)
    db.session.rollback()
    monkeypatch.undo()

    issue(invoice)
    assert invoice.number.endswith("-00001")


def test_the_series_starts_again_each_year_and_dates_never_go_back():
    slips = [a_signed_slip() for _ in range(2)]
    invoices = [an_invoice(slip) for slip in slips]
    later = clock.now() + timedelta(days=400)

    issue(invoices[0], now=later)
    with pytest.raises(ClockWentBack):
        issue(invoices[1])
    db.session.rollback()
    issue(invoices[1], now=later)

    year = clock.day_of(later).year
    assert [one.number for one in invoices] == [f"F{year}-00001", f"F{year}-00002"]


def test_a_slip_is_invoiced_once():
    slip = a_signed_slip()
    an_invoice(slip)
    with pytest.raises(SlipIsInvoiced):
        actions.draft_invoice([slip], actor=a_user())


def test_a_french_company_without_siren_is_refused_before_a_number():
    contact = a_contact(a_customer(siret=""))
    invoice = an_invoice(a_signed_slip(a_finished_order(contact)))
    with pytest.raises(CustomerHasNoSiren, match="complétez sa fiche"):
        issue(invoice)
    assert invoice.state is InvoiceState.DRAFT


def test_payments_fill_what_is_owed_and_no_more():
    invoice = an_invoice(issued=True)
    pay(invoice, "100.00")
    assert queries.to_pay([invoice])[invoice.id] == Decimal("213.50")
    with pytest.raises(PaymentIsTooMuch, match="213.50"):
        pay(invoice, "213.51")
    pay(invoice, "213.50")
    assert queries.standings([invoice], today=clock.today())[invoice.id] is Standing.PAID


def test_an_invoice_is_late_the_day_after_its_date():
    invoice = an_invoice(issued=True)
    standing = queries.standings([invoice], today=invoice.due_on)[invoice.id]
    late = queries.standings([invoice], today=invoice.due_on + timedelta(days=1))[invoice.id]
    assert (standing, late) == (Standing.DUE, Standing.LATE)


def test_a_credit_note_gives_back_no_more_than_was_invoiced():
    invoice = an_invoice(issued=True)
    line = invoice.lines[0]
    facts = {
        "reason": "Pièces reprises",
        "school": a_school(),
        "actor": a_user(),
        "now": clock.now(),
    }

    note = actions.credit_invoice(invoice, {line.id: Decimal(20)}, **facts)
    assert note.number == f"AV{clock.today().year}-00001"
    assert note.gross < 0
    with pytest.raises(CreditIsTooMuch, match="5"):
        actions.credit_invoice(invoice, {line.id: Decimal(6)}, **facts)
    actions.credit_invoice(invoice, {line.id: Decimal(5)}, **facts)

    assert abs(queries.to_pay([invoice])[invoice.id]) <= Decimal("0.02")


def test_midnight_in_paris_decides_the_year(app):
    invoice = an_invoice()
    with time_machine.travel("2026-12-31T23:30:00+00:00", tick=False):
        issue(invoice)
    assert invoice.number == "F2027-00001"


def test_deleting_an_issued_invoice_is_refused():
    invoice = an_invoice(issued=True)
    db.session.delete(invoice)
    with pytest.raises(IssuedPaperCannotChange):
        db.session.flush()
    db.session.rollback()
    assert db.session.query(Invoice).count() == 1
