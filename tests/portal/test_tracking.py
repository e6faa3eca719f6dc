"""Where an order stands, told to the buyer and to whoever holds a private link."""

import re
from datetime import timedelta

from erp.core import clock, tokens
from erp.core.db import db
from erp.production.states import OperationState
from erp.sales import actions
from erp.sales.states import TRACKING, PromiseReason
from tests.builders import a_user
from tests.builders_sales import NEXT_MONDAY, an_order
from tests.builders_work import Bench, a_finished_order, a_signed_slip, an_invoice

FUTURE = timedelta(days=180)


def link_of(browser, order) -> str:
    page = browser.send(f"/client/commandes/{order.id}/lien")
    return re.search(r"http://school\.test(/suivi/[\w-]+)", page.text)[1]


def test_a_private_link_shows_the_order_to_anybody_without_a_price(browse):
    order = a_finished_order()
    invoice = an_invoice(a_signed_slip(order), issued=True)
    link = link_of(browse(order.contact.user), order)

    page = browse().get(link)

    assert page.status_code == 200
    assert "Livraison prévue" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    for secret in ("€", invoice.number, order.po_number, order.contact.name, order.customer.name):
        assert secret not in page.text


def test_the_link_is_kept_as_a_hash_and_has_256_bits(browse):
    order = an_order()
    secret = link_of(browse(order.contact.user), order).rpartition("/")[2]

    kept = db.session.query(tokens.LinkToken).filter_by(purpose=TRACKING).one()
    assert len(secret) == 43
    assert kept.sha256 == tokens.hash_of(secret)


def test_a_link_that_was_cut_or_is_too_old_shows_nothing(browse):
    order = an_order()
    buyer = browse(order.contact.user)
    cut = link_of(buyer, order)
    buyer.send(f"/client/commandes/{order.id}/lien/couper")
    past = clock.now() - FUTURE - timedelta(days=1)
    old = actions.share_order(order, actor=None, now=past)
    db.session.commit()

    for address in (cut, f"/suivi/{old}", f"{cut}/avancement"):
        assert browse().get(address).status_code == 404


def test_whoever_tries_many_links_is_stopped_and_the_right_one_still_opens(browse):
    order = an_order()
    link, stranger = link_of(browse(order.contact.user), order), browse()

    told = [stranger.get(f"/suivi/{n:043}").status_code for n in range(32)]

    assert told == [404] * 30 + [429] * 2
    assert stranger.get(link).status_code == 200


def test_the_old_week_is_struck_out_with_its_reason(browse):
    order = an_order()
    told = {
        "promised_week": f"{NEXT_MONDAY + timedelta(days=7):%G-W%V}",
        "promise_reason": "machine",
    }
    browse(a_user()).send(
        f"/bureau/commandes/{order.id}/promesse", {**told, "promise_note": "Le tour revient lundi."}
    )

    page = browse(order.contact.user).get(f"/client/commandes/{order.id}").text

    week = NEXT_MONDAY.isocalendar().week
    assert re.search(rf"<s [^>]*>.*sem\.\s{week}</s>", page)
    assert "Machine en panne</strong> : Le tour revient lundi." in page
    assert order.promise_reason is PromiseReason.MACHINE


def test_a_week_without_reason_is_not_promised(browse):
    order = an_order()
    page = browse(a_user()).send(
        f"/bureau/commandes/{order.id}/promesse",
        {"promised_week": f"{NEXT_MONDAY:%G-W%V}", "promise_reason": "", "promise_note": "Oui"},
    )
    assert page.status_code == 422
    assert order.promise_note == ""


def test_each_operation_is_shown_and_who_made_it_has_no_name(browse):
    bench = Bench()
    bench.operation.state = OperationState.TO_REDO
    db.session.commit()

    page = browse(bench.order.contact.user).get(f"/client/commandes/{bench.order.id}").text

    assert 'class="op-now"' in page
    assert "Fabriqué par une équipe de CAP Usinage, 1re année" in page
    assert "reprendre" not in page
    for student in (bench.ines, bench.malik):
        assert student.last_name not in page
        assert student.first_name not in page
    assert bench.instructor.last_name not in page


def test_what_did_not_move_is_not_sent_again(browse):
    bench = Bench()
    buyer, address = (
        browse(bench.order.contact.user),
        f"/client/commandes/{bench.order.id}/avancement",
    )
    first = buyer.get(address)

    same = buyer.get(address, headers={"If-None-Match": first.headers["ETag"]})
    bench.operation.state = OperationState.RUNNING
    db.session.commit()
    moved = buyer.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, same.status_code, moved.status_code) == (200, 304, 200)
    assert same.text == ""
