"""E-reporting: what is told to the administration apart from e-invoices, for a period.

Sales to private persons, by day and category; sales abroad, invoice by invoice; for both, what was
received for services, by rate; and purchases abroad. Category codes are those of the FNFE's flow 10 rules V1.0.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing import papers, queries
from erp.billing.models import Deduction, Invoice, InvoiceLine, Payment, Share
from erp.billing.platform import purchases, rules
from erp.billing.platform.refusals import PeriodIsTooLong
from erp.billing.platform.reported import Report, Row
from erp.billing.states import InvoiceState
from erp.core import clock
from erp.core.db import db
from erp.core.money import vat_by_rate
from erp.documents.facturx import codes
from erp.sales.models import Order
from erp.sales.states import LineNature
from erp.school.models import School

GOODS, SERVICES, UNTAXED = "TLB1", "TPS1", "TNT1"  # G1.68
CONSUMERS, ABROAD = frozenset({"B2C", "B2CINT"}), frozenset({"B2BINT"})
MOST = 5_000  # papers in a period
Part = tuple[str, Decimal, Decimal, Decimal]  # category, rate, net, VAT


def report(since: date, until: date, school: School) -> Report:
    """Both days included. Credit notes count below zero."""
    sales = [row for invoice in _issued(since, until) for row in _sales(invoice, school)]
    receipts = [
        row for day, paper, shares in _received(since, until)
        for row in _receipts(day, paper, shares, school)
    ]  # fmt: skip
    told = [row for row in _summed(receipts) if row.received]
    filed = purchases.filed_abroad(since, until, most=MOST + 1)
    _check_all_are_there(len(filed))
    bought = purchases.sorted_out(filed)
    rows = [*told, *_summed(sales), *bought.rows]
    return Report(since, until, school.siren, rows, bought.unclear, bought.refused)


def _issued(since: date, until: date) -> Sequence[Invoice]:
    chosen = select(Invoice).filter_by(state=InvoiceState.ISSUED)
    chosen = chosen.where(Invoice.issued_on.between(since, until)).order_by(Invoice.id)
    found = db.session.scalars(chosen.options(*_whole()).limit(MOST + 1)).unique().all()
    _check_all_are_there(len(found))
    return found


def _check_all_are_there(count: int) -> None:
    """A report that leaves something out would be believed."""
    if count > MOST:
        raise PeriodIsTooLong(most=MOST)


def _whole() -> tuple[Any, ...]:
    return (
        joinedload(Invoice.customer),
        joinedload(Invoice.order).joinedload(Order.contact),
        joinedload(Invoice.credited).selectinload(Invoice.credit_notes).selectinload(Invoice.lines),
        joinedload(Invoice.replaces).selectinload(Invoice.lines),
        selectinload(Invoice.lines),
        selectinload(Invoice.deductions).joinedload(Deduction.deposit).selectinload(Invoice.lines),
    )


def _settled() -> tuple[Any, ...]:
    """What pays an invoice, and what its own credit notes take of it."""
    note = selectinload(Invoice.shares).joinedload(Share.note)
    return (note.selectinload(Invoice.lines), note.selectinload(Invoice.used))


def _received(since: date, until: date) -> Iterator[tuple[date, Invoice, rules.Shares]]:
    """What the money of the period makes due of each paper: below zero of a credit note, and of
    what was taken back (XP Z12-014, case 43)."""
    given = Share.recorded_at.between(clock.start_of(since), clock.start_of(until + clock.A_DAY))
    of_papers = or_(Share.invoice_id.is_not(None), Share.note_id.is_not(None))
    near = or_(Payment.received_on.between(since, until), given)
    found = queries.settlements(of_papers, near, most=MOST + 1)
    _check_all_are_there(len(found))
    days = {key: day for key, day in found if since <= day <= until}
    papers_of = (
        joinedload(Share.invoice).options(*_whole(), *_settled()),
        joinedload(Share.note).options(*_whole(), selectinload(Invoice.used)),
    )
    shares = select(Share).where(Share.id.in_(days)).options(*papers_of).order_by(Share.id)
    for share in db.session.scalars(shares).unique():
        for paper, parts in rules.COLLECTED.made_due(share):
            yield days[share.id], paper, rules.told_of(parts)


def _sales(invoice: Invoice, school: School) -> list[Row]:
    paper = papers.invoice_paper(invoice, school)
    treatment, day = codes.treatment(paper), invoice.issued_on or date.min
    if treatment in CONSUMERS:
        return [
            Row("sales_to_persons", day, rate, category, net=net, vat=vat)
            for category, rate, net, vat in _by_category(invoice)
        ]
    if treatment not in ABROAD:
        return []
    said: dict[str, Any] = {
        "type": codes.type_code(paper),
        "frame": codes.frame(paper),
        "preceding": " ".join(number for number, _ in codes.preceding(paper)),
    }
    return [
        _about(invoice, Row("sales_abroad", day, rate, net=net, vat=vat, **said))
        for rate, net, vat in vat_by_rate((line.vat_rate, line.net) for line in invoice.lines)
    ]


def _about(invoice: Invoice, row: Row) -> Row:
    buyer = invoice.customer
    return replace(
        row,
        number=invoice.number or "",
        buyer=buyer.name,
        country=buyer.country,
        buyer_vat=buyer.vat_number,
    )


def _by_category(invoice: Invoice) -> list[Part]:
    """What it adds: its deposits were told on their own day, and so was the one it replaces."""
    before = invoice.replaces.lines if invoice.replaces else ()
    less = [part for one in invoice.deductions for part in _taken_off(one)] + _parts(before)
    sums: dict[tuple[str, Decimal], list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for category, rate, net, vat in _parts(invoice.lines):
        sums[category, rate].append((net, vat))
    for category, rate, net, vat in less:
        sums[category, rate].append((-net, -vat))
    return [
        (
            category,
            rate,
            sum((net for net, _ in rows), Decimal(0)),
            sum((vat for _, vat in rows), Decimal(0)),
        )
        for (category, rate), rows in sorted(sums.items())
    ]


def _parts(lines: Iterable[InvoiceLine]) -> list[Part]:
    parts: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for line in lines:
        taxed = GOODS if line.nature is LineNature.GOODS else SERVICES
        parts[taxed if line.vat_rate else UNTAXED].append((line.vat_rate, line.net))
    return [
        (category, rate, net, vat)
        for category, rows in sorted(parts.items())
        for rate, net, vat in vat_by_rate(rows)
    ]


def _taken_off(one: Deduction) -> list[Part]:
    """What is taken off of one rate, over the categories that the deposit had there."""
    weights = [
        (category, net)
        for category, rate, net, _ in _parts(one.deposit.lines)
        if rate == one.vat_rate
    ]
    nets, vats = (rules.in_proportion(amount, weights) for amount in (one.net, one.vat))
    return [
        (category, one.vat_rate, net, vat)
        for (category, net), (_, vat) in zip(nets, vats, strict=True)
    ]


def _receipts(day: date, invoice: Invoice, shares: rules.Shares, school: School) -> list[Row]:
    treatment = codes.treatment(papers.invoice_paper(invoice, school))
    if treatment in CONSUMERS:
        return [Row("received_from_persons", day, rate, received=part) for rate, part in shares]
    if treatment not in ABROAD:
        return []
    return [
        _about(invoice, Row("received_abroad", day, rate, received=part)) for rate, part in shares
    ]


def _summed(rows: Iterable[Row]) -> list[Row]:
    """One row per day, category and rate for persons; the others stay as they are."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.report, row.day, row.number, row.category, row.rate].append(row)
    return [_sum(same) for _, same in sorted(groups.items())]


def _sum(same: Sequence[Row]) -> Row:
    return replace(
        same[0],
        net=sum((one.net for one in same), Decimal(0)),
        vat=sum((one.vat for one in same), Decimal(0)),
        received=sum((one.received for one in same), Decimal(0)),
        count=len(same),
    )
