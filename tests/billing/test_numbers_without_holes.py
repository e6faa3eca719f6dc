"""Many at once: numbers follow each other, nothing is taken twice, and nobody is told no."""

from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor

import pytest

from erp.billing import queries
from erp.billing.models import Invoice, Payment
from erp.core import clock
from erp.core.db import db
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.people.states import Role
from tests.builders import a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, receive

MANY = 20
FEW = 5


@pytest.fixture
def together(browse):
    """Post these forms at the same moment, each from a browser of its own: the answers."""

    def post_all(forms):
        browsers = [browse(a_user(Role.SECRETARY)) for _ in forms]
        tokens = [browser.token() for browser in browsers]
        db.session.rollback()

        def post(one):
            (url, fields), browser, token = one
            return browser.post(url, data={**fields, "csrf_token": token})

        with ThreadPoolExecutor(len(forms)) as pool:
            return list(pool.map(post, zip(forms, browsers, tokens, strict=True)))

    return post_all


def test_twenty_invoices_issued_at_once_have_twenty_numbers_in_a_row(together):
    order = a_finished_order(quantity=str(MANY))
    ids = [an_invoice(a_signed_slip(order, quantity="1")).id for _ in range(MANY)]

    answers = together([(f"/bureau/factures/{one}/emettre", {}) for one in ids])

    assert [answer.status_code for answer in answers] == [303] * MANY
    numbers = sorted(one.number[-5:] for one in db.session.query(Invoice))
    assert numbers == [f"{n:05d}" for n in range(1, MANY + 1)]


def test_one_draft_issued_five_times_is_one_invoice(together):
    invoice = an_invoice()

    together([(f"/bureau/factures/{invoice.id}/emettre", {})] * FEW)

    assert invoice.number.endswith("-00001")
    other = an_invoice(a_signed_slip(), issued=True)
    assert other.number.endswith("-00002")


def test_one_slip_drafted_five_times_is_on_one_invoice(together):
    slip = a_signed_slip()

    together([("/bureau/factures/nouvelle", {"slip_id": slip.id})] * FEW)

    assert db.session.query(Invoice).count() == 1


def test_the_last_euro_is_received_once(together):
    invoice = an_invoice(issued=True)
    form = {
        "amount": "313,50",
        "method": "transfer",
        "received_on": clock.today().isoformat(),
    }

    answers = together([(f"/bureau/factures/{invoice.id}/regler", form)] * FEW)

    assert Tally(answer.status_code for answer in answers) == {303: 1, 422: FEW - 1}
    assert db.session.query(Payment).count() == 1


def test_a_part_credited_at_once_by_five_is_never_more_than_the_whole(together):
    invoice = an_invoice(issued=True)
    form = {f"quantity-{invoice.lines[0].id}": "10", "reason": "Rendues"}

    together([(f"/bureau/factures/{invoice.id}/avoir", form)] * FEW)

    assert queries.left_to_credit(invoice)[invoice.lines[0].id].quantity == 5


def test_the_same_pieces_leave_once(together):
    order = a_finished_order()
    form = {f"quantity-{order.lines[0].id}": "20"}

    answers = together([(f"/bureau/commandes/{order.id}/livrer", form)] * FEW)

    assert Tally(answer.status_code for answer in answers) == {303: 1, 422: FEW - 1}
    assert db.session.query(DeliverySlip).count() == 1
    assert db.session.query(DeliverySlipLine).one().quantity == 20


def test_the_same_money_is_shared_once_over_the_invoices_of_a_customer(together):
    invoice = an_invoice(issued=True)
    form = {
        "amount": "313,50",
        "method": "transfer",
        "received_on": clock.today().isoformat(),
        f"part-{invoice.id}": "313,50",
    }

    url = f"/bureau/clients/{invoice.customer_id}/reglement"
    answers = together([(url, form)] * FEW)

    assert Tally(answer.status_code for answer in answers) == {303: 1, 422: FEW - 1}
    assert queries.to_pay([invoice])[invoice.id] == 0


def test_a_payment_a_credit_note_and_the_credit_at_the_same_moment_leave_every_cent(together):
    invoice, other = an_invoice(issued=True), an_invoice(a_signed_slip(), issued=True)
    customer = invoice.customer
    receive(customer, "100.00")
    today = clock.today().isoformat()
    paid = {"amount": "50", "method": "card", "received_on": today, "keep_rest": "y"}
    forms = [
        (f"/bureau/clients/{customer.id}/reglement", {**paid, f"part-{invoice.id}": "50"}),
        (f"/bureau/clients/{customer.id}/credit", {f"part-{invoice.id}": "100"}),
        (
            f"/bureau/factures/{invoice.id}/avoir",
            {f"quantity-{invoice.lines[0].id}": "25", "reason": "Rendues"},
        ),
        (f"/bureau/factures/{invoice.id}/regler", paid),
        (f"/bureau/factures/{other.id}/regler", paid),
    ]

    answers = together(forms)

    assert all(answer.status_code < 500 for answer in answers)
    assert queries.to_pay([invoice])[invoice.id] == 0
    told = queries.aged_of(customer.id, today=clock.today())
    closing = queries.statement(customer.id, since=clock.today(), until=clock.today()).closing
    assert told.balance == closing
