"""Two people of one company answer the same quote at the same second: exactly one outcome."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from erp.core.db import db
from erp.sales.models import Order, Quote, QuoteAnswer
from erp.sales.states import QuoteState
from tests.builders import a_contact
from tests.builders_sales import a_quote
from tests.portal.test_team import YES

ANSWERS = {
    "accepter": YES,
    "refuser": {"reason": "price", "note": ""},
    "changer": {"note": "Plus vite, s'il vous plaît."},
}


@pytest.mark.parametrize("other", list(ANSWERS))
def test_two_answers_at_once_are_one_answer(browse, other):
    contact = a_contact()
    colleague = a_contact(contact.customer)
    quote = a_quote(contact, sent=True)
    quote_id, start = quote.id, Barrier(2)
    told = [(browse(contact.user), "accepter"), (browse(colleague.user), other)]
    ready = [(one, verb, one.token()) for one, verb in told]
    db.session.rollback()

    def answer(one) -> int:
        browser, verb, token = one
        start.wait(timeout=10)
        sent = {**ANSWERS[verb], "csrf_token": token}
        return browser.post(f"/client/devis/{quote_id}/{verb}", data=sent).status_code

    with ThreadPoolExecutor(2) as both:
        codes = list(both.map(answer, ready))

    db.session.expire_all()
    assert all(code < 500 for code in codes), codes
    quote = db.session.get(Quote, quote_id)
    assert db.session.query(QuoteAnswer).count() == 1
    accepted = quote.state is QuoteState.ACCEPTED
    assert db.session.query(Order).count() == int(accepted)
    assert quote.state is not QuoteState.SENT
