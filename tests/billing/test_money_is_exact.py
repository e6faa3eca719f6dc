"""Any lines, any rates, any discounts: sums are exact, and what is given back sums to zero."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erp.billing import actions, papers, queries, rules
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.refusals import CreditIsWorthTooMuch
from erp.core import clock
from erp.core.db import db
from erp.core.money import round_cents
from erp.sales.states import LineNature
from tests.builders import a_school, a_user
from tests.builders_sales import an_order

RATES = st.sampled_from([Decimal(rate) for rate in ("20", "10", "5.5", "2.1")])
LINES = st.lists(
    st.builds(
        InvoiceLine,
        label=st.just("Axe"),
        nature=st.sampled_from(LineNature),
        vat_rate=RATES,
        quantity=st.decimals("0.01", "500", places=2),
        unit_price=st.decimals("0.0001", "999", places=4),
        discount_percent=st.decimals("0", "99", places=2),
    ),
    min_size=1,
    max_size=5,
)
PERCENT = st.integers(0, 100)
SHARES = st.lists(st.tuples(PERCENT, PERCENT), max_size=3)  # of the pieces, of the euros
quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def world(monkeypatch):
    """A school, an order and somebody; papers are not drawn, for speed."""
    monkeypatch.setattr(papers, "file_of", lambda *_: b"%PDF")
    return a_school(), an_order(), a_user()


def issued(world, lines) -> Invoice:
    school, order, user = world
    for position, line in enumerate(lines, 1):
        line.position, line.net = position, rules.net_of(line, line.quantity)
    invoice = Invoice(customer=order.customer, order=order, lines=lines)
    db.session.add(invoice)
    db.session.flush()
    actions.issue_invoice(invoice, school=school, actor=user, now=clock.now())
    return invoice


def give_back(world, invoice, wanted, rebates=None) -> None:
    school, _order, user = world
    facts = {"reason": "Rendu", "school": school, "actor": user, "now": clock.now()}
    if any(wanted.values()) or any((rebates or {}).values()):
        actions.credit_invoice(invoice, wanted, rebates=rebates or {}, **facts)


def give_back_shares(world, invoice, shares) -> None:
    """Pieces and euros, in percent of what is left; refused when both are worth too much."""
    for pieces, euros in shares:
        left = queries.left_to_credit(invoice)
        wanted = {n: round_cents(one.quantity * pieces / 100) for n, one in left.items()}
        rebates = {n: round_cents(one.net * euros / 100) for n, one in left.items()}
        with suppress(CreditIsWorthTooMuch):
            give_back(world, invoice, wanted, rebates)


def give_back_all(world, invoice) -> None:
    """Pieces, and euros of the lines that had a rebate."""
    left = queries.left_to_credit(invoice)
    wanted = {n: one.quantity for n, one in left.items() if not one.is_rebated}
    give_back(world, invoice, wanted, {n: one.net for n, one in left.items() if one.is_rebated})


@quick
@given(lines=LINES)
def test_totals_add_up_and_vat_is_rounded_once_a_rate(world, lines):
    invoice = issued(world, lines)

    table = queries.vat_of(invoice)
    assert invoice.net == sum(line.net for line in invoice.lines)
    assert invoice.net == sum(base for _, base, _ in table)
    assert invoice.vat == sum(amount for _, _, amount in table)
    assert invoice.gross == invoice.net + invoice.vat
    for rate, base, amount in table:
        assert amount == round_cents(base * rate / 100)
    db.session.rollback()


@quick
@given(lines=LINES, shares=SHARES)
def test_credit_notes_in_parts_give_back_every_cent_and_not_one_more(world, lines, shares):
    invoice = issued(world, lines)

    for share in shares:
        give_back_shares(world, invoice, [share])
        notes = invoice.credit_notes
        for amount in ("net", "vat", "gross"):
            given = -sum(getattr(one, amount) for one in notes)
            assert 0 <= given <= getattr(invoice, amount)
        assert queries.to_pay([invoice])[invoice.id] == invoice.gross + sum(
            one.gross for one in notes
        )
    give_back_all(world, invoice)

    assert queries.to_pay([invoice])[invoice.id] == 0
    notes = db.session.query(Invoice).filter_by(credited_id=invoice.id).all()
    for amount in ("net", "vat", "gross"):
        assert getattr(invoice, amount) + sum(getattr(one, amount) for one in notes) == 0
    for note in notes:
        assert note.net == sum(line.net for line in note.lines)
        assert note.vat == sum(amount for _, _, amount in queries.vat_of(note))
    for line in invoice.lines:
        back = [one for note in notes for one in note.lines if one.credited_line_id == line.id]
        assert -sum(one.quantity for one in back if not one.is_rebate) <= line.quantity
    db.session.rollback()
