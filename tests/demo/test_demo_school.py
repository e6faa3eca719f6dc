"""The demo school is whole, believable and the same again, whatever day it is laid around."""

from datetime import date, time
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from erp.billing import papers
from erp.billing import queries as invoices
from erp.billing.models import Invoice
from erp.billing.states import InvoiceKind, InvoiceState, Standing
from erp.core import clock
from erp.core.db import Record, db, one_transaction
from erp.core.numbering import Counter
from erp.core.outbox import OutboxMessage, OutboxState
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.demo.deals import DEALS
from erp.demo.equipment import SERVING
from erp.demo.load import load_school
from erp.demo.other_sales import SALES
from erp.demo.selling import Stage
from erp.demo.wishes import DOORS, PASSWORD, PIN, Wishes
from erp.equipment import queries as equipment
from erp.people import queries as people
from erp.people import secrets
from erp.people.models import Cohort, Student
from erp.planning import queries as planning
from erp.production import queries as production
from erp.production.models import Assignment, MaterialMove, Operation, TimeEntry, WorkOrder
from erp.production.states import OperationState, WorkOrderState
from erp.reporting import minors
from erp.sales.models import Order, Quote, Request
from erp.sales.states import OrderState, QuoteState, RequestState, VatCase
from erp.timetable.calendar import why_closed
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature
from tests.conftest import _empty

SUNDAY_OF_AUGUST, CHRISTMAS = date(2026, 8, 16), date(2026, 12, 25)
SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)
LEAP_DAY, BACK_TO_SCHOOL = date(2028, 2, 29), date(2027, 9, 2)
AFTER_THE_SUMMER = {SUNDAY_OF_AUGUST, BACK_TO_SCHOOL}
NUMBERED = {"D": Quote, "C": Order, "OF": WorkOrder, "BL": DeliverySlip, "RM": MaterialMove}
LAUNCHED = sum(deal.stage >= Stage.LAUNCHED for deal in DEALS) + len(SALES)
SECRET = {"password_hash", "pin_hash", "path"}  # salted, or drawn by lot


def longer(*cases: object) -> list[object]:
    """Each is a whole school to lay: `make long` lays them all."""
    return [pytest.param(one, marks=pytest.mark.long) for one in cases]


def load(today: date, tmp_path, **wishes) -> Wishes:
    wished = Wishes(today, **wishes)
    with one_transaction():
        load_school(wished, site="http://school.test", files_folder=tmp_path / "files")
    return wished


def states(model) -> set:
    return set(db.session.scalars(select(model.state)))


@pytest.mark.parametrize("today", [SUNDAY_OF_AUGUST, LEAP_DAY, *longer(CHRISTMAS, BACK_TO_SCHOOL)])
def test_the_school_lives_on_any_day(today, tmp_path):
    load(today, tmp_path)

    check_people()
    check_stages(today)
    check_calendar(today)
    check_numbers()
    check_papers_of_every_kind()
    check_nothing_is_to_come(today)
    check_what_lifts_or_gives_air_makes_no_part()


def check_what_lifts_or_gives_air_makes_no_part():
    machines = equipment.machines()
    serving = {one.id for one in machines if one.machine_type.name == SERVING}
    plan = planning.last_plan().plan["placed"]
    planned = {int(one["machine"]) for one in plan if one["machine"]}
    assert len(serving) == 3 and planned and not planned & serving


@pytest.mark.parametrize("today", [SATURDAY, SUNDAY])
def test_a_school_laid_at_a_weekend_still_rests_two_days(today, tmp_path):
    load(today, tmp_path)

    assert not minors.breaches_of_week(clock.monday_of(today))


def check_people():
    cohorts = db.session.scalars(select(Cohort).order_by(Cohort.id)).all()
    assert [len(cohort.students) for cohort in cohorts] == [10, 9, 8, 7]
    for _, email in DOORS:
        assert secrets.check_password(people.user_by_email(email).password_hash, PASSWORD)
    assert secrets.check_pin(db.session.scalars(select(Student)).first().pin_hash, PIN)
    secrets.check_policy(PASSWORD)


def check_stages(today: date):
    R, Q, W, O = RequestState, QuoteState, WorkOrderState, OperationState  # noqa: E741
    assert states(Request) == {R.RECEIVED, R.STUDIED, R.QUOTED, R.DECLINED}
    assert states(Quote) == {Q.DRAFT, Q.SENT, Q.CHANGE_ASKED, Q.DECLINED, Q.ACCEPTED}
    assert states(Order) == {OrderState.OPEN, OrderState.DELIVERED}
    assert states(WorkOrder) == {W.OPEN, W.RUNNING, W.FINISHED}
    assert states(Operation) == {O.TO_DO, O.PAUSED, O.TO_VALIDATE, O.TO_REDO, O.DONE}
    assert states(DeliverySlip) == {SlipState.READY, SlipState.SIGNED}
    issued = db.session.scalars(select(Invoice)).all()
    standings = set(invoices.standings(issued, today=today).values())
    assert {Standing.PAID, Standing.LATE} <= standings
    assert Standing.DUE in standings or today in AFTER_THE_SUMMER  # all terms end in a summer
    assert {one.kind for one in issued} == set(InvoiceKind)
    assert production.late_work_orders(today)
    assert production.help_calls()
    assert production.events_to_review()
    asked = select(Request).filter_by(state=R.RECEIVED)
    assert all(len(request.files) == 2 for request in db.session.scalars(asked))


def check_calendar(today: date):
    """No session on a closed day but today; today everybody finds work on the tablet."""
    sessions = db.session.scalars(select(ClassSession)).all()
    assert {s.day for s in sessions if why_closed(s.day)} <= {today}
    mine = [s for s in sessions if s.day == today and s.nature is Nature.WORKSHOP]
    assert mine
    teams = select(Assignment).where(Assignment.class_session_id.in_([s.id for s in mine]))
    assert len(db.session.scalars(teams).all()) >= 4
    assert not any(s.rolled_at for s in mine)
    assert all(s.rolled_at for s in sessions if s.day < today)
    for promised in db.session.scalars(select(Order.promised_week)):
        week = (date.fromordinal(promised.toordinal() + n) for n in range(5))
        assert not all(why_closed(day) for day in week), f"{promised} is a week of holidays"


@pytest.mark.parametrize("hour", ["12:05", "23:30", *longer("03:10", "11:58", "13:29", "20:15")])
def test_whoever_comes_finds_a_session_that_goes_on(hour, tmp_path):
    """Students are at work at any hour that a newcomer tries it, at lunch or at night."""
    now = time.fromisoformat(hour)
    load(date(2026, 11, 17), tmp_path, now=now)

    moment = clock.at(date(2026, 11, 17), now)
    going_on = (ClassSession.starts_at <= moment) & (moment < ClassSession.ends_at)
    tasks = select(Assignment).join(ClassSession).where(going_on)
    assert db.session.scalars(tasks).all()


def check_numbers():
    """Without a hole, each year, and the counter stands at the last."""
    issued = select(Invoice.number).where(Invoice.state == InvoiceState.ISSUED)
    numbers = [*db.session.scalars(issued)]
    for model in NUMBERED.values():
        numbers += {n for n in db.session.scalars(select(model.number)) if n is not None}
    counted = {(c.series, c.year): c.last for c in db.session.scalars(select(Counter))}
    expected = {
        f"{series}{year}-{n:05d}"
        for (series, year), last in counted.items()
        for n in range(1, last + 1)
    }
    assert sorted(numbers) == sorted(expected)


def check_papers_of_every_kind():
    """At least forty invoices and notes, of each kind and each case of VAT that is a sale."""
    issued = db.session.scalars(select(Invoice).filter_by(state=InvoiceState.ISSUED)).all()
    assert len(issued) >= 40
    assert {papers.kind_of(one) for one in issued} == {
        "invoice", "deposit", "final", "corrective", "credit_note",
    }  # fmt: skip
    lines = [line for one in issued for line in one.lines]
    assert {line.vat_case for line in lines} == set(VatCase) - {VatCase.NO_SALE}
    assert {line.vat_rate for line in lines} == {Decimal(rate) for rate in ("0", "5.5", "10", "20")}
    partly = [one for one in issued if one.credited and one.net != -one.credited.net]
    assert partly and len(partly) < len([one for one in issued if one.credited])
    assert any(one.customer.is_public for one in issued)
    assert any(one.customer.is_private for one in issued)
    slips = ({line.slip_line.slip_id for line in one.lines if line.slip_line} for one in issued)
    assert any(len(some) > 1 for some in slips)


def check_nothing_is_to_come(today: date):
    """What is said to have happened lies before today; letters have left."""
    moments = (TimeEntry.ended_at, DeliverySlip.signed_at, Order.accepted_at, Quote.sent_at)
    for moment in moments:
        assert clock.day_of(db.session.scalar(select(func.max(moment)))) < today
    assert db.session.scalar(select(func.max(Invoice.issued_on))) < today
    assert states(OutboxMessage) == {OutboxState.SENT}
    assert not db.session.query(TimeEntry).filter_by(ended_at=None).count()


def rows() -> dict[str, list[tuple]]:
    """Every table, without what is drawn by lot."""
    found = {}
    for table in Record.metadata.sorted_tables:
        columns = [column for column in table.columns if column.name not in SECRET]
        asked = select(*columns).order_by(*table.primary_key.columns)
        found[table.name] = [tuple(row) for row in db.session.execute(asked)]
    return found


def test_the_same_seed_makes_the_same_school(tmp_path, data_dir):
    load(CHRISTMAS, tmp_path)
    first = rows()
    db.session.rollback()
    db.session.remove()
    db.engine.dispose()
    _empty(data_dir)
    load(CHRISTMAS, tmp_path)

    again = rows()

    assert {name for name in first if first[name] != again[name]} == set()
    assert sum(len(table) for table in first.values()) > 5000


def test_a_large_school_keeps_its_numbers_in_order(tmp_path):
    load(CHRISTMAS, tmp_path, orders=300, students=30, years=2)

    check_numbers()
    check_stages(CHRISTMAS)
    assert db.session.query(Student).count() == 34 + 30
    assert db.session.query(Order).count() == 300 + LAUNCHED
    issued = select(Invoice.number, Invoice.issued_on).where(
        Invoice.kind == InvoiceKind.INVOICE, Invoice.number.is_not(None)
    )
    by_number = sorted(db.session.execute(issued).all())
    assert [day for _, day in by_number] == sorted(day for _, day in by_number)
    made = db.session.scalars(select(Invoice).order_by(Invoice.id)).first()
    assert (made.net, made.gross) == (made.order.net, made.net + made.vat)
    assert made.net == sum(line.net for line in made.lines) == made.order.quote.net


@pytest.mark.long
def test_ten_thousand_orders_keep_their_numbers(tmp_path):
    load(CHRISTMAS, tmp_path, orders=10_000, students=300, years=3)

    check_numbers()
    assert db.session.query(Order).count() == 10_000 + LAUNCHED
    assert db.session.query(Student).count() == 34 + 300
