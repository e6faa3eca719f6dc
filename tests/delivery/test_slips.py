from datetime import timedelta
from decimal import Decimal

import pytest

from erp.core import clock
from erp.core.db import db
from erp.core.frozen import IssuedPaperCannotChange
from erp.core.refusal import MoveRefused
from erp.core.signature import SignatureIsMissing, SignatureIsUnreadable
from erp.delivery import actions, queries
from erp.delivery.models import DeliverySlip
from erp.delivery.refusals import (
    MoreThanMade,
    NothingToDeliver,
    OrderIsClosed,
    SlipIsNew,
)
from erp.delivery.states import SlipState
from erp.documents import later
from erp.flow import signed_delivery
from erp.production import actions as production
from erp.production import queries as work
from erp.sales.models import Order
from erp.sales.states import ORDER, OrderState
from tests.builders import a_school, a_user, messages
from tests.builders_work import SIGNATURE, a_finished_order, a_signature


def prepare(order: Order, quantity: str, **facts) -> DeliverySlip:
    wanted = {order.lines[0].id: Decimal(quantity)}
    return actions.prepare_slip(order, wanted, actor=a_user(), **facts)


def announce(slip: DeliverySlip) -> DeliverySlip:
    actions.announce_slip(slip, actor=a_user(), now=clock.now())
    db.session.commit()
    return slip


def sign(slip: DeliverySlip, signature: str | None = SIGNATURE, reserves: str = "") -> None:
    signed_delivery.sign_slip(
        slip, signer_name="Nora", signature=signature, reserves=reserves,
        school=a_school(), link="http://school.test/bon", actor=None, now=clock.now(),
    )  # fmt: skip
    db.session.commit()


def test_what_is_on_a_slip_is_not_ready_twice():
    order = a_finished_order()
    line_id = order.lines[0].id

    first = prepare(order, "10")
    assert queries.left_of_order(order) == {line_id: 15}
    with pytest.raises(MoreThanMade, match="16 à livrer pour 15 finies"):
        prepare(order, "16")

    actions.cancel_slip(first, actor=a_user())
    assert queries.left_of_order(order) == {line_id: 25}


@pytest.mark.parametrize("quantity", ["0", "0.0000"])
def test_an_empty_slip_is_not_prepared(quantity):
    with pytest.raises(NothingToDeliver):
        prepare(a_finished_order(), quantity)


def test_a_line_of_another_order_is_nothing_to_deliver():
    order, other = a_finished_order(), a_finished_order()
    with pytest.raises(NothingToDeliver):
        actions.prepare_slip(order, {}, actor=a_user())
    actions.prepare_slip(order, {order.lines[0].id: 1, other.lines[0].id: 5}, actor=a_user())
    assert queries.left_of_order(other) == {other.lines[0].id: 25}


def test_a_cancelled_order_delivers_nothing():
    order = a_finished_order()
    ORDER.make("cancel", order, actor=a_user())
    with pytest.raises(OrderIsClosed, match="Annulée"):
        prepare(order, "1")


def test_a_form_sent_twice_prepares_one_slip():
    order = a_finished_order()
    prepare(order, "5", seen=0)
    with pytest.raises(SlipIsNew):
        prepare(order, "5", seen=0)


def test_a_slip_has_its_number_when_it_is_announced_and_its_paper_when_it_is_signed():
    slip = prepare(a_finished_order(), "25")
    assert slip.number is None

    announce(slip)
    assert slip.number == f"BL{clock.today().year}-00001"
    assert slip.paper is None

    sign(slip, reserves="Un carton abîmé")
    assert later.file_of(slip.paper).startswith(b"%PDF")
    assert slip.signature.startswith(b"\x89PNG")
    assert slip.state is SlipState.SIGNED


def test_a_signed_slip_never_changes():
    slip = announce(prepare(a_finished_order(), "25"))
    sign(slip)
    with pytest.raises(MoveRefused):
        sign(slip)
    slip.reserves = "Autre"
    with pytest.raises(IssuedPaperCannotChange):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(MoveRefused):
        actions.cancel_slip(slip, actor=a_user())


def test_the_order_is_delivered_with_its_last_piece_and_the_buyer_is_told():
    order = a_finished_order()
    first, last = announce(prepare(order, "10")), announce(prepare(order, "15"))

    sign(first)
    assert order.state is OrderState.OPEN
    sign(last)
    assert order.state is OrderState.DELIVERED

    subjects = [one.payload["subject"] for one in messages()]
    assert f"Livraison {first} signée" in subjects
    assert f"Votre commande {order} est livrée" in subjects


def test_pieces_counted_away_since_then_do_not_leave():
    """The instructor corrects the count after the slip was prepared."""
    order = a_finished_order()
    slip = prepare(order, "25")
    operation = work.work_orders_of_order(order.id)[0].operations[-1]
    production.correct_count(
        operation.counts[0], good=Decimal(20), scrapped=Decimal(5), note="Recompté",
        actor=a_user(), now=clock.now() + timedelta(minutes=1),
    )  # fmt: skip
    db.session.commit()

    with pytest.raises(MoreThanMade, match="25 à livrer pour 20"):
        announce(slip)


def test_a_buyer_signed_in_may_type_the_name_only():
    slip = announce(prepare(a_finished_order(), "25"))
    sign(slip, signature=None)
    assert (slip.signature, slip.signer_name) == (None, "Nora")


@pytest.mark.parametrize(
    ("signature", "refusal"),
    [
        ("", SignatureIsMissing),
        (a_signature(inked=False), SignatureIsMissing),
        ("data:image/png;base64,AAAA", SignatureIsUnreadable),
        ("data:image/png;base64,####", SignatureIsUnreadable),
        ("data:image/svg+xml;base64,PHN2Zz4=", SignatureIsUnreadable),
        (SIGNATURE[: len(SIGNATURE) // 2], SignatureIsUnreadable),
        (a_signature((4097, 10)), SignatureIsUnreadable),
        ("data:image/png;base64," + "A" * 500_000, SignatureIsUnreadable),
    ],
)
def test_a_signature_is_ink_in_a_small_picture(signature, refusal):
    slip = announce(prepare(a_finished_order(), "25"))
    with pytest.raises(refusal):
        sign(slip, signature=signature)
    db.session.rollback()
    assert slip.state is SlipState.READY


def test_a_large_signature_is_kept_small():
    slip = announce(prepare(a_finished_order(), "25"))
    sign(slip, signature=a_signature((2600, 600)))
    assert len(slip.signature) < 20_000
