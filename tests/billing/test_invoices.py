from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from erp.billing import actions, papers, queries
from erp.billing.models import Invoice
from erp.billing.refusals import (
    CreditIsNew,
    CreditIsTooMuch,
    DayIsLongAgo,
    DayIsToCome,
    InvoiceIsIncomplete,
    NotAnIssuedInvoice,
    PaymentIsNew,
    PaymentIsTooMuch,
    SlipIsInvoiced,
    SlipIsNotSigned,
    SlipsOfSeveralOrders,
)
from erp.billing.states import InvoiceState, Standing
from erp.core import clock, ledger
from erp.core.db import db
from erp.core.frozen import IssuedPaperCannotChange
from erp.core.refusal import MoveRefused
from erp.delivery import actions as delivery
from erp.documents import invoice as paper
from erp.sales.states import VatCase
from tests.billing.test_kinds import xml_of
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, credit, pay, pay_back


def issue(invoice, now=None):
    actions.issue_invoice(invoice, school=a_school(), actor=a_user(), now=now or clock.now())


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

    def broken(_paper, **_options):
        raise RuntimeError("no ink")

    monkeypatch.setattr(paper, "draw", broken)
    with pytest.raises(RuntimeError):
        issue(invoice)
    db.session.rollback()
    monkeypatch.undo()

    issue(invoice)
    assert invoice.number.endswith("-00001")


def test_when_somebody_took_the_expected_number_the_paper_says_the_one_it_has(monkeypatch):
    invoice = an_invoice()
    monkeypatch.setattr(actions.invoices, "expected_number", lambda *_series: "F2026-00099")

    issue(invoice)

    assert invoice.number.endswith("-00001")
    told = xml_of(invoice)
    assert invoice.number.encode() in told and b"00099" not in told


def test_the_series_starts_again_each_year_and_dates_never_go_back():
    slips = [a_signed_slip() for _ in range(2)]
    invoices = [an_invoice(slip) for slip in slips]
    later = clock.now() + timedelta(days=400)

    issue(invoices[0], now=later)
    with pytest.raises(ledger.ClockIsBehind):
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
    with pytest.raises(InvoiceIsIncomplete, match="SIREN.*complétez sa fiche"):
        issue(invoice)
    assert invoice.state is InvoiceState.DRAFT


def test_payments_fill_what_is_owed_and_no_more():
    invoice = an_invoice(issued=True)
    pay(invoice, "100.00")
    assert queries.to_pay([invoice])[invoice.id] == Decimal("213.50")
    with pytest.raises(PaymentIsTooMuch, match="213,50"):
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

    assert queries.to_pay([invoice])[invoice.id] == 0


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


def test_two_slips_of_an_order_are_one_invoice_and_a_slip_named_twice_counts_once():
    order = a_finished_order()
    slips = [a_signed_slip(order, quantity=quantity) for quantity in ("10", "15")]

    invoice = actions.draft_invoice([*slips, slips[0]], actor=a_user())

    assert [line.quantity for line in invoice.lines] == [10, 15]
    assert invoice.net == Decimal("261.25")


def test_slips_of_two_orders_are_two_invoices():
    with pytest.raises(SlipsOfSeveralOrders):
        actions.draft_invoice([a_signed_slip(), a_signed_slip()], actor=a_user())


def test_a_slip_that_nobody_signed_is_not_invoiced():
    order = a_finished_order()
    slip = delivery.prepare_slip(order, {order.lines[0].id: Decimal(25)}, actor=a_user())
    with pytest.raises(SlipIsNotSigned):
        actions.draft_invoice([slip], actor=a_user())


def test_a_slip_waits_for_its_invoice_until_it_is_drafted_and_again_when_it_is_thrown_away():
    slip = a_signed_slip()
    assert queries.slips_to_invoice() == [slip]
    invoice = an_invoice(slip)
    assert queries.slips_to_invoice() == []
    actions.discard_draft(invoice)
    assert queries.slips_to_invoice() == [slip]


def test_an_invoice_credited_whole_frees_its_slip_and_one_credited_in_part_does_not():
    whole, part = an_invoice(issued=True), an_invoice(a_signed_slip(), issued=True)
    credit(part, 5)
    credit(whole, 25)

    assert queries.slips_to_invoice() == [whole.lines[0].slip_line.slip]
    papers = [whole, part, *whole.credit_notes]
    standings = queries.standings(papers, today=clock.today())
    assert [standings[one.id] for one in papers] == [
        Standing.CREDITED,
        Standing.DUE,
        Standing.CREDIT_NOTE,
    ]


def test_a_credit_after_the_payment_is_paid_back():
    invoice = an_invoice(issued=True)
    pay(invoice, "313.50")
    note, today = credit(invoice, 10), clock.today()
    assert queries.standings([invoice, note], today=today) == {
        invoice.id: Standing.PAID,
        note.id: Standing.TO_REFUND,
    }
    assert queries.to_pay([note])[note.id] == Decimal("-125.40")

    pay_back(invoice.customer, "100.00")
    pay_back(invoice.customer, "25.40")
    assert queries.standings([note], today=today)[note.id] is Standing.CREDIT_NOTE


def test_a_credit_note_has_no_deadline_and_is_not_credited():
    note = credit(an_invoice(issued=True), 25)
    assert note.due_on is None
    with pytest.raises(NotAnIssuedInvoice):
        credit(note, 1)
    with pytest.raises(NotAnIssuedInvoice):
        pay(note, "1.00")


def test_a_form_sent_twice_pays_or_credits_once():
    invoice = an_invoice(issued=True)

    pay(invoice, "10.00", seen=0)
    with pytest.raises(PaymentIsNew):
        pay(invoice, "10.00", seen=0)
    credit(invoice, 1, seen=0)
    with pytest.raises(CreditIsNew):
        credit(invoice, 1, seen=0)


def test_money_does_not_arrive_tomorrow_nor_two_years_ago():
    invoice = an_invoice(issued=True)
    for days, refusal in ((1, DayIsToCome), (-400, DayIsLongAgo)):
        with pytest.raises(refusal):
            pay(invoice, "1.00", clock.today() + timedelta(days=days))


def test_a_line_without_vat_says_why_or_is_not_issued():
    contact = a_contact(a_customer(vat_number="FR37200000008"))
    invoice = an_invoice(a_signed_slip(a_finished_order(contact)))
    line = invoice.lines[0]
    line.vat_rate = Decimal(0)
    with pytest.raises(InvoiceIsIncomplete, match="pourquoi la TVA n'est pas due"):
        issue(invoice)
    db.session.rollback()

    actions.change_line(line, quantity=line.quantity, vat=(Decimal(0), VatCase.SUBCONTRACTED_WORKS))
    issue(invoice)
    assert invoice.vat == 0
    told = papers.invoice_paper(invoice, a_school())
    assert told.vat_mentions == ("Autoliquidation – art. 283-2 nonies du CGI",)


def test_the_list_counts_what_stands_where():
    late, due, paid = (an_invoice(a_signed_slip(), issued=True) for _ in range(3))
    an_invoice(a_signed_slip())
    pay(paid, "313.50")
    pay(due, "13.50")
    today = clock.today()

    told = queries.tallies(today)
    assert told[Standing.DRAFT].count == told[Standing.PAID].count == 1
    assert told[Standing.DUE] == queries.Tally(1, Decimal("313.50"))
    assert queries.to_collect(told) == queries.Tally(2, Decimal("613.50"))
    assert queries.invoices(today=today, standing=Standing.PARTLY_PAID).rows == [due]
    after = late.due_on + timedelta(days=1)
    assert queries.invoices(today=after, standing=Standing.LATE).rows == [due, late]
