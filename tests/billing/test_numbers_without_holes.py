"""Many at once: numbers follow each other, and nobody is told no."""

from concurrent.futures import ThreadPoolExecutor

from erp.billing.models import Invoice
from erp.core.db import db
from erp.people.states import Role
from tests.builders import a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice

MANY = 12


def test_a_dozen_invoices_issued_at_once_have_a_dozen_numbers_in_a_row(app, browse):
    order = a_finished_order(quantity=str(MANY))
    ids = [an_invoice(a_signed_slip(order, quantity="1")).id for _ in range(MANY)]
    browsers = [browse(a_user(Role.SECRETARY)) for _ in ids]
    tokens = [browser.token() for browser in browsers]
    db.session.rollback()

    def issue(one):
        invoice_id, browser, token = one
        return browser.post(f"/bureau/factures/{invoice_id}/emettre", data={"csrf_token": token})

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(issue, zip(ids, browsers, tokens, strict=True)))

    assert [answer.status_code for answer in answers] == [303] * MANY
    numbers = sorted(one.number[-5:] for one in db.session.query(Invoice))
    assert numbers == [f"{n:05d}" for n in range(1, MANY + 1)]
