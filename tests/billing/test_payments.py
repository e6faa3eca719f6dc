"""Money received: shared over invoices, kept as credit, given back, corrected by its opposite."""

from decimal import Decimal

import pytest

from erp.billing import actions, queries
from erp.billing.models import Payment, Share
from erp.billing.refusals import (
    CreditIsShort,
    InvoiceIsNotOpen,
    NothingLeftToPay,
    PaymentIsCorrected,
    PaymentIsNew,
    PaymentIsNothing,
    RefundComesFirst,
    RestHasNoInvoice,
    ShareIsGone,
    ShareIsTooMuch,
    SharesExceedPayment,
)
from erp.billing.settling import oldest_first
from erp.billing.states import Standing
from erp.core import clock
from erp.core.db import db
from tests.builders import a_contact, a_customer, a_user
from tests.builders_work import (
    a_finished_order,
    a_signed_slip,
    an_invoice,
    credit,
    pay,
    pay_back,
    receive,
)

WHOLE = Decimal("313.50")


@pytest.fixture
def buyer():
    return a_contact()


def bill(buyer):
    """An issued invoice of 313.50 €."""
    return an_invoice(a_signed_slip(a_finished_order(buyer)), issued=True)


def left_on(*invoices) -> list[Decimal]:
    told = queries.to_pay(invoices)
    return [told[one.id] for one in invoices]


def who() -> dict:
    return {"actor": a_user(), "now": clock.now()}


def test_one_payment_pays_several_invoices_at_once(buyer):
    one, two = bill(buyer), bill(buyer)

    payment = receive(buyer.customer, "413.50", (one, "313.50"), (two, "100.00"))

    assert left_on(one, two) == [0, Decimal("213.50")]
    assert queries.rests([payment]) == {payment.id: 0}
    assert queries.open_invoices(buyer.customer_id) == [two]


def test_what_is_paid_over_stays_to_the_customer_s_credit_and_pays_another_invoice(buyer):
    one = bill(buyer)
    receive(buyer.customer, "350.00", (one, "313.50"))
    assert queries.credit_of(buyer.customer_id) == Decimal("36.50")

    two = bill(buyer)
    actions.use_credit(buyer.customer, {two.id: Decimal("36.50")}, **who())

    assert left_on(one, two) == [0, Decimal("277.00")]
    assert queries.credit_of(buyer.customer_id) == 0


def test_a_rest_that_nobody_spoke_of_is_refused(buyer):
    one = bill(buyer)
    with pytest.raises(RestHasNoInvoice, match="36,50"):
        receive(buyer.customer, "350.00", (one, "313.50"), keep_rest=False)
    with pytest.raises(SharesExceedPayment, match="13,50"):
        receive(buyer.customer, "300.00", (one, "313.50"))
    with pytest.raises(ShareIsTooMuch, match="313,50"):
        receive(buyer.customer, "350.00", (one, "313.51"))
    with pytest.raises(ShareIsTooMuch):
        receive(buyer.customer, "350.00", (one, "-1.00"))
    with pytest.raises(PaymentIsNothing):
        receive(buyer.customer, "0.00")


def test_the_invoice_of_another_customer_a_draft_or_a_paid_one_takes_no_share(buyer):
    draft = an_invoice(a_signed_slip(a_finished_order(buyer)))
    paid, other = bill(buyer), an_invoice(issued=True)
    pay(paid, "313.50")
    for wrong in (draft, paid, other):
        with pytest.raises(InvoiceIsNotOpen):
            receive(buyer.customer, "10.00", (wrong, "10.00"))


def test_an_invoice_cancelled_by_a_credit_note_is_not_paid(buyer):
    invoice = bill(buyer)
    credit(invoice, "25")
    with pytest.raises(NothingLeftToPay, match="Il ne reste rien"):
        pay(invoice, "1.00")


def test_a_credit_note_pays_its_own_invoice_first_and_another_one_with_the_rest(buyer):
    one, two = bill(buyer), bill(buyer)
    pay(one, "300.00")
    note = credit(one, "10")  # 125.40, of which 13.50 were left
    assert left_on(one, note) == [0, Decimal("-111.90")]

    actions.use_credit(buyer.customer, {two.id: Decimal("111.90")}, **who())

    assert left_on(one, two, note) == [0, Decimal("201.60"), 0]
    standing = queries.standings([note], today=clock.today())[note.id]
    assert standing is Standing.CREDIT_NOTE


def test_no_more_credit_is_used_or_paid_back_than_there_is(buyer):
    one, two = bill(buyer), bill(buyer)
    receive(buyer.customer, "320.00", (one, "313.50"))
    with pytest.raises(CreditIsShort, match="6,50"):
        actions.use_credit(buyer.customer, {two.id: Decimal("6.51")}, **who())
    with pytest.raises(CreditIsShort):
        pay_back(buyer.customer, "6.51")

    pay_back(buyer.customer, "6.50")

    assert queries.credit_of(buyer.customer_id) == 0


def test_a_payment_noted_by_mistake_is_corrected_by_its_opposite_and_stays_visible(buyer):
    one, two = bill(buyer), bill(buyer)
    payment = receive(buyer.customer, "413.50", (one, "313.50"), (two, "100.00"))

    opposite = actions.correct_payment(payment, reason="Chèque sans provision", **who())

    assert opposite.amount == -payment.amount
    assert left_on(one, two) == [WHOLE, WHOLE]
    assert queries.rests([payment, opposite]) == {payment.id: 0, opposite.id: 0}
    assert queries.credit_of(buyer.customer_id) == 0
    for again in (payment, opposite):
        with pytest.raises(PaymentIsCorrected):
            actions.correct_payment(again, reason="x", **who())


def test_a_refund_is_corrected_before_the_payment_it_came_from(buyer):
    payment = receive(buyer.customer, "100.00")
    refund = pay_back(buyer.customer, "40.00")
    with pytest.raises(RefundComesFirst):
        actions.correct_payment(payment, reason="x", **who())

    actions.correct_payment(refund, reason="Virement rejeté", **who())
    assert queries.credit_of(buyer.customer_id) == Decimal("100.00")
    actions.correct_payment(payment, reason="Doublon", **who())

    assert queries.credit_of(buyer.customer_id) == 0
    assert sum(one.amount for one in db.session.query(Payment)) == 0


def test_a_share_put_on_the_wrong_invoice_goes_back_to_the_credit(buyer):
    one, two = bill(buyer), bill(buyer)
    payment = pay(one, "313.50")

    actions.take_back(buyer.customer, ("payment_id", payment.id), one, **who())
    actions.use_credit(buyer.customer, {two.id: WHOLE}, **who())

    assert left_on(one, two) == [WHOLE, 0]
    assert db.session.query(Share).count() == 3
    with pytest.raises(ShareIsGone):
        actions.take_back(buyer.customer, ("payment_id", payment.id), one, **who())


def test_a_page_that_knew_of_fewer_payments_records_nothing(buyer):
    invoice = bill(buyer)
    receive(buyer.customer, "10.00", (invoice, "10.00"), seen=0)
    for again in (
        lambda: receive(buyer.customer, "10.00", (invoice, "10.00"), seen=0),
        lambda: actions.use_credit(buyer.customer, {invoice.id: Decimal(1)}, seen=0, **who()),
    ):
        with pytest.raises(PaymentIsNew):
            again()


def test_the_oldest_invoice_is_paid_first():
    open_ = [(7, Decimal("30.00")), (3, Decimal("50.00")), (9, Decimal("20.00"))]
    assert oldest_first(Decimal("60.00"), open_) == {7: Decimal("30.00"), 3: Decimal("30.00")}
    assert oldest_first(Decimal("500.00"), open_) == dict(open_)
    assert oldest_first(Decimal(0), open_) == {}


def test_the_credit_of_one_customer_is_not_the_credit_of_another(buyer):
    other = a_customer("Autre", siret="")
    receive(other, "50.00")
    invoice = bill(buyer)
    with pytest.raises(CreditIsShort):
        actions.use_credit(buyer.customer, {invoice.id: Decimal(1)}, **who())
