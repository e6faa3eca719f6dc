from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erp.core import clock
from erp.core.db import db
from erp.core.frozen import IssuedPaperCannotChange
from erp.core.money import vat_by_rate
from erp.core.refusal import MoveRefused
from erp.documents import later
from erp.sales import actions, queries
from erp.sales.models import QuoteLine, QuoteOperation
from erp.sales.refusals import QuoteHasNoLine, QuoteIsOver, QuoteIsSent, RequestHasNoSheet
from erp.sales.states import QUOTE, QuoteState
from tests.builders import a_contact, a_school, a_user
from tests.builders_sales import a_quote, a_request, an_operation_type, an_order


def send(quote):
    actions.send_quote(quote, school=a_school(), actor=a_user(), now=clock.now())


def test_a_sent_quote_has_a_number_a_deadline_and_its_pdf():
    quote = a_quote()

    send(quote)

    assert quote.state is QuoteState.SENT
    assert quote.number == f"D{clock.today().year}-00001"
    assert quote.valid_until == clock.today() + timedelta(days=30)
    assert later.file_of(quote.paper).startswith(b"%PDF")


def test_the_price_is_the_time_sold_and_the_student_time_stands_beside():
    quote = a_quote()

    assert quote.lines[0].sold_seconds == 3600 + 25 * 540
    assert quote.net == Decimal("261.25")
    assert quote.student_seconds == int((3600 + 25 * 540) * 2.5)
    assert queries.learning_cost(quote, Decimal(8)) == Decimal("57.00")


def test_an_empty_quote_stays_in_the_drawer():
    quote = a_quote(lines=0)

    with pytest.raises(QuoteHasNoLine, match="aucune ligne"):
        send(quote)

    assert quote.state is QuoteState.DRAFT
    assert quote.number is None


def test_a_sent_quote_never_changes():
    quote = a_quote(sent=True)

    with pytest.raises(QuoteIsSent):
        actions.add_operation(
            quote.lines[0], an_operation_type(), label="", setup_seconds=1, run_seconds=1
        )
    quote.lines[0].quantity = Decimal(1)
    with pytest.raises(IssuedPaperCannotChange):
        db.session.flush()


def test_a_revised_quote_leaves_the_sent_one_as_it_was():
    sent = a_quote(sent=True)

    revised = actions.revise_quote(sent, actor=a_user())

    assert sent.state is QuoteState.REPLACED
    assert (revised.number, revised.revision) == (sent.number, 2)
    assert revised.net == sent.net


def test_a_quote_is_sent_once():
    quote = a_quote(sent=True)
    with pytest.raises(MoveRefused, match="« Envoyer au client » n'est pas possible"):
        send(quote)


def test_an_unstudied_request_has_no_quote():
    with pytest.raises((RequestHasNoSheet, MoveRefused)):
        actions.quote_request(a_request(), school=a_school(), actor=a_user())


def test_a_yes_after_the_deadline_is_refused():
    contact = a_contact()
    quote = a_quote(contact, sent=True)

    with pytest.raises(QuoteIsOver, match="mise à jour"):
        actions.accept_quote(
            quote, actions.Yes("A", "B", po_number="", signature="A", ip_address=""),
            school=a_school(), actor=contact.user, now=clock.now() + timedelta(days=31),
        )  # fmt: skip


def test_a_yes_keeps_the_proof_and_becomes_an_order_with_its_work():
    order = an_order(lines=2)

    answer = queries.answer_of_order(order.quote_id)
    assert order.number == f"C{clock.today().year}-00001"
    assert order.net == order.quote.net
    assert answer.quote_sha256 == order.quote.paper.sha256
    assert later.file_of(answer.proof).startswith(b"%PDF")
    assert later.file_of(order.confirmation).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ("draft", ["send"]),
        ("sent", ["replace", "accept", "decline", "ask_change", "ask_update", "expire"]),
        ("change_asked", ["replace"]),
        ("accepted", []),
        ("declined", []),
        ("expired", ["replace", "ask_update"]),
        ("replaced", []),
    ],
)
def test_the_life_of_a_quote(state, verbs):
    assert list(QUOTE.verbs(QuoteState.of(state))) == verbs


cents = st.decimals("0", "99999", places=2)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    quantity=st.integers(1, 10_000),
    material=cents,
    discount=st.decimals("0", "100", places=2),
    setup=st.integers(0, 100_000),
    run=st.integers(0, 10_000),
    rate=cents,
)
def test_a_line_is_worth_what_its_parts_cost(quantity, material, discount, setup, run, rate):
    line = QuoteLine(quantity=Decimal(quantity), material=material, subcontracting=Decimal(0))
    line.discount_percent, line.vat_rate = discount, Decimal(20)
    line.operations.append(
        QuoteOperation(setup_seconds=setup, run_seconds=run, hourly_rate=rate, student_factor=1)
    )

    whole = material + rate * (setup + run * quantity) / 3600

    assert abs(line.unit_price * quantity - whole) <= Decimal("0.00005") * quantity
    assert line.net == line.net.quantize(Decimal("0.01"))
    assert 0 <= line.net <= whole + Decimal("0.01") + Decimal("0.00005") * quantity


@given(st.lists(st.tuples(st.sampled_from([Decimal(20), Decimal("5.5")]), cents), max_size=30))
def test_vat_is_rounded_once_for_each_rate(lines):
    told = vat_by_rate(lines)

    assert sum(base for _, base, _ in told) == sum((net for _, net in lines), Decimal(0))
    for rate, base, amount in told:
        assert abs(amount - base * rate / 100) <= Decimal("0.005")
