"""News for the buyers' programs: signed, retried, to public addresses only, for their eyes only."""

import hmac
import json
from contextlib import contextmanager
from decimal import Decimal
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from erp.core import clock, outbox, webhooks
from erp.core.db import db
from erp.core.outbox import GiveUp, OutboxMessage, OutboxState
from erp.customers import webhooks as theirs
from erp.customers.models import Webhook
from erp.delivery import actions as delivery
from erp.flow import announced_delivery, issued_invoice, sent_quote, signed_delivery
from erp.web.api.description import DESCRIPTION
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_sales import a_quote, an_order
from tests.builders_work import a_finished_order, an_invoice

URL = "https://erp.example.com/etabli"


def wanting(contact, url=URL) -> Webhook:
    made = theirs.add_webhook(contact, url, actor=contact.user, now=clock.now())
    db.session.commit()
    return made


def news() -> list[dict]:
    rows = db.session.query(OutboxMessage).filter_by(kind=webhooks.KIND).order_by(OutboxMessage.id)
    return [row.payload["news"] for row in rows]


@contextmanager
def program(*codes: int):
    """A company's program that answers these codes, one after the other."""
    heard, left = [], list(codes)

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((body, self.headers[webhooks.HEADER], self.path))
            self.send_response(left.pop(0))
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_told):
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/etabli?x=1", heard
    finally:
        server.shutdown()
        server.server_close()


def send(url: str, **more) -> None:
    payload = {"url": url, "salt": "sel", "news": {"event": "quote.sent", "id": 1}}
    webhooks.sender("clé", **more)(payload)


def anybody(_address: str) -> bool:
    return True


def whole_road(contact) -> None:
    """From the sent quote to the issued invoice, by the hand-overs that people's buttons call."""
    school, boss = a_school(), a_user()
    told = {"school": school, "link": "https://e.test/{id}", "actor": boss, "now": clock.now()}
    sent_quote.send_quote(a_quote(contact), **told)
    order = a_finished_order(contact)
    slip = delivery.prepare_slip(order, {order.lines[0].id: Decimal(5)}, actor=boss)
    db.session.flush()
    announced_delivery.announce_slip(slip, **told)
    db.session.commit()
    signed = {"signer_name": "Nora", "signature": None, "reserves": ""}
    signed_delivery.sign_slip(slip, **signed, **told)
    db.session.commit()
    issued_invoice.issue_invoice(an_invoice(slip), **told)
    db.session.commit()


ROAD = ["quote.sent", "order.opened", "delivery.announced", "delivery.signed", "invoice.issued"]


def test_each_step_of_an_order_is_told_and_nothing_more():
    contact, other = a_contact(), a_contact(a_customer("Autre"))
    wanting(contact)
    wanting(other)

    whole_road(contact)

    assert [one["event"] for one in news()] == ROAD
    assert all(set(one) == {"event", "id", "number", "at", "key"} for one in news())
    assert set(DESCRIPTION["webhooks"]) == set(ROAD)


def test_who_sees_no_invoice_hears_of_none():
    contact = a_contact()
    contact.sees_invoices = False
    wanting(contact)
    whole_road(contact)
    assert [one["event"] for one in news()] == ROAD[:-1]


def test_what_was_taken_back_hears_nothing(browse):
    contact = a_contact()
    one = wanting(contact)
    browse(contact.user).send(f"/client/nouvelles/{one.id}/retirer")
    an_order(contact)
    assert news() == []


def test_the_signature_is_that_of_the_secret_shown_once(browse, app):
    contact = a_contact()
    page = browse(contact.user).send("/client/nouvelles", {"url": URL})
    secret = webhooks.secret_of(app.config["SECRET_KEY"], db.session.query(Webhook).one().salt)
    assert secret in page.text
    assert secret not in browse(contact.user).get("/client/nouvelles").text

    with program(200) as (url, heard):
        send(url, guard=anybody)
    (body, signed, path) = heard[0]
    assert path == "/etabli?x=1"
    told = dict(part.split("=") for part in signed.split(","))
    key = webhooks.secret_of("clé", "sel").encode()
    assert told["v1"] == hmac.new(key, f"{told['t']}.".encode() + body, sha256).hexdigest()
    assert json.loads(body) == {"event": "quote.sent", "id": 1}


@pytest.mark.parametrize("code", [302, 404, 500])
def test_another_answer_is_tried_again_and_no_redirection_is_followed(code):
    with program(code) as (url, heard), pytest.raises(OSError, match=str(code)):
        send(url, guard=anybody)
    assert len(heard) == 1


def test_the_outbox_repeats_it_until_it_is_heard():
    quote = a_quote(a_contact(), sent=True)
    with program(500, 200) as (url, heard):
        message = webhooks.post(url, "sel", {"id": quote.id}, key="k")
        db.session.commit()
        senders = {webhooks.KIND: webhooks.sender("clé", guard=anybody)}
        assert not outbox.deliver(message, senders)
        outbox.send_again(db.session.get_one(OutboxMessage, message))
        db.session.commit()
        assert outbox.deliver(message, senders)
    assert len(heard) == 2
    assert db.session.get_one(OutboxMessage, message).state is OutboxState.SENT


def test_a_program_that_says_410_is_left_alone():
    with program(410) as (url, _heard), pytest.raises(GiveUp):
        send(url, guard=anybody)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "localhost"])
def test_no_address_of_a_house_is_spoken_to(host):
    with pytest.raises(GiveUp):
        send(f"https://{host}/")


@pytest.mark.parametrize(
    "url",
    ["http://erp.example.com/", "ftp://x", "https://", "javascript:1", "https://a@b.c/",
     "https://é.fr/", "https://erp.example.com/\r\nX: y", "x" * 600],
)  # fmt: skip
def test_an_address_that_does_not_suit_is_refused(browse, url):
    page = browse(a_contact().user).send("/client/nouvelles", {"url": url})
    assert page.status_code == 422
    assert db.session.query(Webhook).count() == 0
