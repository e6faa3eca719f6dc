"""Deposits, final invoices, parts, replacements, what is paid beforehand; and their e-invoices."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp.billing import actions, papers, queries, rules
from erp.billing.models import Invoice
from erp.billing.refusals import (
    DepositIsInvolved,
    DepositIsNotPaid,
    DepositIsTakenOff,
    DepositIsTooMuch,
    InvoiceHasMoved,
    InvoiceIsIncomplete,
    InvoiceIsReplaced,
    LastLineStays,
    NoDepositInTheUnion,
    PercentIsWrong,
    QuantityIsNothing,
    QuantityIsTooMuch,
    ReplacementIsDrafted,
)
from erp.billing.states import PaymentMethod, Standing
from erp.core import clock, journal
from erp.core.db import db
from erp.customers.states import VatRegime
from erp.documents.vat import GROUNDS
from erp.sales.states import LineNature, VatCase
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, pay
from tests.documents.schematron import failures

EU = {"country": "DE", "siret": "", "vat_number": "DE900000014", "vat_regime": VatRegime.EU}
REACHED = {"email": "buyer@example.org"}


def issue(invoice: Invoice) -> Invoice:
    actions.issue_invoice(invoice, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()
    return invoice


def a_deposit(order, percent: str = "30", *, paid: bool = True) -> Invoice:
    deposit = issue(actions.draft_deposit(order, percent=Decimal(percent), actor=a_user()))
    if paid:
        pay(deposit, str(deposit.gross))
    return deposit


def xml_of(invoice: Invoice) -> bytes:
    with pikepdf.open(BytesIO(invoice.paper.content)) as pdf:
        return pdf.attachments["factur-x.xml"].get_file().read_bytes()


def stand(invoice: Invoice) -> Standing:
    return queries.standings([invoice], today=clock.today())[invoice.id]


def test_a_deposit_has_its_own_series_and_is_taken_off_the_final_invoice():
    order = a_finished_order()
    deposit = a_deposit(order)
    assert deposit.number == f"AC{clock.today().year}-00001"
    assert (deposit.net, deposit.gross) == (Decimal("78.38"), Decimal("94.06"))

    final = issue(an_invoice(a_signed_slip(order)))

    assert (final.gross, final.deducted) == (Decimal("313.50"), Decimal("94.06"))
    assert queries.to_pay([final])[final.id] == Decimal("219.44")
    told = papers.invoice_paper(final, a_school())
    assert told.kind == "final"
    assert [one.number for one in told.deposits] == [deposit.number]
    pay(final, "219.44")
    assert stand(final) is Standing.PAID
    for paper in (deposit, final):
        assert failures(xml_of(paper)) == []


def test_a_deposit_is_taken_off_as_far_as_each_part_goes():
    order = a_finished_order()
    a_deposit(order, "50")
    first = issue(an_invoice(a_signed_slip(order, "5")))
    second = issue(an_invoice(a_signed_slip(order, "20")))

    assert first.deducted == first.gross == Decimal("62.70")
    assert second.deducted == Decimal("94.06")
    assert first.deducted + second.deducted == Decimal("156.76")  # the whole deposit
    assert stand(first) is Standing.PAID
    assert failures(xml_of(second)) == []


def test_an_unpaid_deposit_stops_the_final_invoice():
    order = a_finished_order()
    a_deposit(order, paid=False)
    final = an_invoice(a_signed_slip(order))
    with pytest.raises(DepositIsNotPaid, match="enregistrez son règlement"):
        issue(final)
    assert final.number is None


def test_deposits_are_a_share_of_an_open_order():
    order = a_finished_order()
    for percent in ("0", "-5", "101"):
        with pytest.raises(PercentIsWrong):
            actions.draft_deposit(order, percent=Decimal(percent), actor=a_user())
    a_deposit(order, "60")
    with pytest.raises(DepositIsTooMuch, match="156,75"):
        actions.draft_deposit(order, percent=Decimal(41), actor=a_user())


def test_goods_for_the_union_have_no_deposit_invoice():
    contact = a_contact(a_customer(**EU, **REACHED))
    order = a_finished_order(contact, vat=(Decimal(0), VatCase.EU_GOODS))
    with pytest.raises(NoDepositInTheUnion, match="proforma"):
        actions.draft_deposit(order, percent=Decimal(30), actor=a_user())


def test_a_deposit_is_given_back_before_it_is_taken_off_never_after():
    order = a_finished_order()
    deposit = a_deposit(order, paid=False)
    facts = {"reason": "Erreur", "school": a_school(), "actor": a_user(), "now": clock.now()}
    note = actions.credit_invoice(deposit, {deposit.lines[0].id: Decimal(1)}, **facts)
    db.session.commit()
    assert failures(xml_of(note)) == []
    assert b"<ram:TypeCode>503</ram:TypeCode>" in xml_of(note)

    other = a_deposit(order)
    issue(an_invoice(a_signed_slip(order)))
    with pytest.raises(DepositIsTakenOff):
        actions.credit_invoice(other, {other.lines[0].id: Decimal(1)}, **facts)


def test_a_part_of_a_slip_is_invoiced_and_the_rest_waits():
    slip = a_signed_slip()
    first = an_invoice(slip)
    actions.change_line(first.lines[0], quantity=Decimal(10))
    issue(first)

    assert queries.slips_to_invoice() == [slip]
    second = an_invoice(slip)
    assert second.lines[0].quantity == 15
    with pytest.raises(QuantityIsTooMuch, match="15"):
        actions.change_line(second.lines[0], quantity=Decimal(16))
    with pytest.raises(QuantityIsNothing):
        actions.change_line(second.lines[0], quantity=Decimal(0))
    with pytest.raises(LastLineStays):
        actions.remove_line(second.lines[0])
    issue(second)
    assert first.gross + second.gross == Decimal("313.50")
    assert queries.slips_to_invoice() == []


def test_a_corrective_invoice_takes_the_place_of_another():
    old = an_invoice(issued=True)
    draft = actions.draft_corrective(old, reason="Adresse du client fausse", actor=a_user())
    with pytest.raises(ReplacementIsDrafted):
        actions.draft_corrective(old, reason="encore", actor=a_user())
    line = draft.lines[0]
    actions.change_line(line, quantity=Decimal(20), label="Axe repris", unit_price=Decimal("9.5"))
    new = issue(draft)

    assert new.number == f"F{clock.today().year}-00002"
    assert new.net == Decimal("190.00")
    assert stand(old) is Standing.REPLACED
    assert queries.to_pay([old, new]) == {old.id: Decimal(0), new.id: Decimal("228.00")}
    assert failures(xml_of(new)) == []
    assert b"<ram:TypeCode>384</ram:TypeCode>" in xml_of(new)
    with pytest.raises(InvoiceIsReplaced):
        pay(old, "10.00")


def test_what_moved_money_is_not_replaced():
    paid = an_invoice(issued=True)
    pay(paid, "10.00")
    with pytest.raises(InvoiceHasMoved, match="avoir"):
        actions.draft_corrective(paid, reason="Erreur", actor=a_user())
    order = a_finished_order()
    deposit = a_deposit(order)
    final = issue(an_invoice(a_signed_slip(order)))
    for one in (deposit, final):
        with pytest.raises(DepositIsInvolved):
            actions.draft_corrective(one, reason="Erreur", actor=a_user())


def test_what_is_paid_beforehand_is_invoiced_as_paid():
    invoice = an_invoice()
    actions.note_paid(invoice, paid_on=clock.today(), paid_by=PaymentMethod.CARD, now=clock.now())
    issue(invoice)
    assert stand(invoice) is Standing.PAID
    assert [one.payment.method for one in invoice.shares] == [PaymentMethod.CARD]
    assert invoice.due_on == clock.today()
    assert failures(xml_of(invoice)) == []
    assert b"<ram:ID>B2</ram:ID>" in xml_of(invoice)
    assert b"30 jours" not in xml_of(invoice)  # no terms beside « Payée le »


CASES = {
    "10 %": ({}, (Decimal(10), VatCase.TAXED), LineNature.SERVICE),
    "5,5 %": ({}, (Decimal("5.5"), VatCase.TAXED), LineNature.SERVICE),
    "works": (
        {"vat_number": "FR37200000008", "vat_regime": VatRegime.BUILDER},
        (Decimal(0), VatCase.SUBCONTRACTED_WORKS),
        LineNature.SERVICE,
    ),
    "goods for the Union": (EU, (Decimal(0), VatCase.EU_GOODS), LineNature.GOODS),
    "services for the Union": (EU, (Decimal(0), VatCase.EU_SERVICES), LineNature.SERVICE),
    "export": (
        {"country": "CH", "siret": "", "vat_regime": VatRegime.ABROAD},
        (Decimal(0), VatCase.EXPORT),
        LineNature.GOODS,
    ),
    "teaching": ({}, (Decimal(0), VatCase.TEACHING), LineNature.SERVICE),
    "franchise": ({}, (Decimal(0), VatCase.FRANCHISE), LineNature.GOODS),
    "outside": (
        {"country": "CH", "siret": "", "vat_regime": VatRegime.ABROAD},
        (Decimal(0), VatCase.OUTSIDE),
        LineNature.SERVICE,
    ),
    "consumer": ({"siret": "", "is_private": True}, (Decimal(20), VatCase.TAXED), LineNature.GOODS),
}


@pytest.mark.parametrize("case", CASES)
def test_every_case_of_vat_is_accepted_from_the_order_to_its_credit_note(case):
    facts, vat, nature = CASES[case]
    contact = a_contact(a_customer(**REACHED, **facts))
    order = a_finished_order(contact, vat=vat, nature=nature)
    invoice = issue(an_invoice(a_signed_slip(order)))
    note = actions.credit_invoice(
        invoice, {invoice.lines[0].id: Decimal(5)}, reason="Rendu",
        school=a_school(), actor=a_user(), now=clock.now(),
    )  # fmt: skip
    for paper in (invoice, note):
        assert failures(xml_of(paper)) == []


def test_each_case_has_the_words_of_the_law():
    silent = {VatCase.TAXED, VatCase.NO_SALE}
    assert {case.value for case in VatCase} - silent == set(GROUNDS)


def test_an_incomplete_buyer_is_refused_before_the_number_and_nothing_is_lost():
    contact = a_contact(a_customer(siret="", email=""))
    draft = an_invoice(a_signed_slip(a_finished_order(contact)))
    with pytest.raises(InvoiceIsIncomplete, match="Mécanique du Vallon"):
        issue(draft)
    db.session.rollback()
    assert draft.number is None
    contact.customer.siret = "20000000800017"
    assert issue(draft).number == f"F{clock.today().year}-00001"


def test_a_copy_is_marked_on_every_page_counted_and_carries_no_e_invoice():
    invoice, somebody = an_invoice(issued=True), a_user()
    actions.copy_invoice(invoice, actor=somebody)
    copied = actions.copy_invoice(invoice, actor=somebody)
    notes = [entry.note for entry in journal.entries_of(invoice) if entry.verb == "copy"]
    assert [note.split()[-1] for note in notes] == ["2", "1"]
    with pikepdf.open(BytesIO(copied)) as pdf:
        assert not pdf.attachments
        assert "/XObject" in pdf.pages[0].Resources
    with pikepdf.open(BytesIO(invoice.paper.content)) as pdf:
        assert list(pdf.attachments) == ["factur-x.xml"]


def test_a_proforma_never_has_a_number_nor_an_e_invoice():
    invoice = an_invoice()
    told = papers.proforma(invoice, a_school(), clock.today())
    assert (told.kind, told.number, told.is_issued) == ("proforma", "", False)
    assert papers.proforma_of_order(invoice.order, a_school(), clock.today()).totals == told.totals


MONEY = st.decimals("0.01", "9999", places=2)


class Deposit:
    """Enough of a deposit for the rule that spreads it."""

    id = 1


@given(
    table=st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=3),
    gross=st.lists(MONEY, min_size=1, max_size=5),
)
def test_parts_of_a_deposit_make_it_up_to_the_cent(table, gross):
    left = [(Decimal(rate), net, vat) for rate, (net, vat) in enumerate(table)]
    whole, taken = sum((net + vat for _, net, vat in left), Decimal(0)), Decimal(0)
    for amount in gross:
        parts = rules.spread(tuple(left), amount)
        took = sum((net + vat for _, net, vat in parts), Decimal(0))
        assert took == min(amount, whole - taken)
        taken += took
        left = (
            [
                (rate, net - n, vat - v)
                for (rate, net, vat), (_, n, v) in zip(left, parts or left, strict=True)
            ]
            if parts
            else left
        )
    assert taken <= whole


def test_a_promise_of_payment_in_the_future_is_not_a_payment():
    invoice = an_invoice()
    with pytest.raises(Exception, match="à venir"):
        actions.note_paid(
            invoice,
            paid_on=clock.today() + timedelta(days=1),
            paid_by=PaymentMethod.CARD,
            now=clock.now(),
        )
