"""Matching codes: given when a set balances, taken away when it no longer does, never reused."""

import pytest

from erp.billing import actions, queries
from erp.billing.lettering import code_of, sets_of
from erp.core import clock
from tests.billing.test_payments import bill
from tests.builders import a_contact, a_user
from tests.builders_work import credit, pay, pay_back, receive


@pytest.fixture
def buyer():
    return a_contact()


def code(record) -> str:
    kind = "invoice" if hasattr(record, "issued_on") else "payment"
    found = queries.codes([(kind, record.id)])
    return found[kind, record.id].code if found else ""


def test_codes_follow_one_another_like_columns():
    assert [code_of(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_what_pays_one_another_is_one_set():
    one, two, three, four = (("invoice", n) for n in range(1, 5))
    assert sets_of([(one, two), (three, four)]) == [{one, two}, {three, four}]
    assert sets_of([(one, two), (three, four), (two, three)]) == [{one, two, three, four}]
    assert sets_of([]) == []


def test_an_invoice_and_its_payment_take_the_next_code_once_they_balance(buyer):
    one, two = bill(buyer), bill(buyer)
    part = pay(one, "100.00")
    assert code(one) == code(part) == ""

    rest, whole = pay(one, "213.50"), pay(two, "313.50")

    assert code(one) == code(part) == code(rest) == "A"
    assert code(two) == code(whole) == "B"


def test_a_set_over_several_invoices_waits_for_the_last_of_them(buyer):
    one, two = bill(buyer), bill(buyer)
    payment = receive(buyer.customer, "350.00", (one, "313.50"), (two, "36.50"))
    assert code(one) == ""

    note = credit(two, "25")  # what was paid on it before is credit again
    assert code(one) == code(payment) == ""
    pay_back(buyer.customer, "36.50")

    assert code(one) == code(two) == code(payment) == code(note) == "A"


def test_a_fully_credited_invoice_balances_with_its_credit_note(buyer):
    invoice = bill(buyer)
    note = credit(invoice, "25")
    assert code(invoice) == code(note) == "A"


def test_a_corrected_payment_leaves_its_set_and_no_code_comes_twice(buyer):
    one, two = bill(buyer), bill(buyer)
    payment = receive(buyer.customer, "627.00", (one, "313.50"), (two, "313.50"))
    assert code(one) == code(two) == "A"

    opposite = actions.correct_payment(payment, reason="x", actor=a_user(), now=clock.now())

    assert code(one) == code(two) == ""
    assert code(payment) == code(opposite) == "B"
    pay(one, "313.50")
    assert code(one) == "C"


def test_each_customer_has_codes_of_their_own(buyer):
    other = a_contact()
    one, two = bill(buyer), bill(other)
    pay(one, "313.50")
    pay(two, "313.50")
    assert code(one) == code(two) == "A"
