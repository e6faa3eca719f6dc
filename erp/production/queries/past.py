"""What the school's own past says: how long students really took, and jobs that look alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.money import round_price
from erp.core.search import fold
from erp.production.models import Operation, TimeEntry, WorkOrder
from erp.production.queries.measures import measure
from erp.production.states import OperationState, WorkOrderState
from erp.sales.models import Order, OrderLine, Quote, QuoteLine

LAST = 20  # jobs of one kind of operation and one year of study
ENOUGH = 5  # jobs below which chance speaks louder than habit
LOOKED_AT, SHOWN = 200, 3


@dataclass(frozen=True)
class Learned:
    """Student time over sold time: the median of `jobs` jobs, that went from `low` to `high`."""

    factor: Decimal
    jobs: int
    low: Decimal
    high: Decimal

    @property
    def is_enough(self) -> bool:
        return self.jobs >= ENOUGH


@dataclass(frozen=True)
class PastJob:
    """A job that is over, in student seconds: as it was quoted, and as it went."""

    work_order: WorkOrder
    quote_line: QuoteLine
    quoted_seconds: int
    actual_seconds: int
    scrapped: Decimal
    shared: int  # kinds of operations it has in common


def learned_factors(kinds: Collection[int], year_of_study: int) -> dict[int, Learned]:
    """By kind of operation; a kind that nobody of this year has done yet is not there."""
    chosen = _last_jobs(kinds, year_of_study)
    given = student_seconds([number for number, _kind, _sold in chosen])
    told: dict[int, list[Decimal]] = {}
    for number, kind, sold in chosen:
        if given.get(number):
            told.setdefault(kind, []).append(Decimal(given[number]) / sold)
    return {kind: _learned(factors) for kind, factors in told.items()}


def _learned(factors: Sequence[Decimal]) -> Learned:
    low, middle, high = min(factors), median(factors), max(factors)
    return Learned(round_price(middle), len(factors), round_price(low), round_price(high))


def _last_jobs(kinds: Collection[int], year: int) -> Sequence[tuple[int, int, int]]:
    """(operation, its kind, seconds sold) of the last validated ones."""
    rank = func.row_number().over(
        partition_by=Operation.operation_type_id, order_by=Operation.id.desc()
    )
    chosen = (
        select(Operation.id, Operation.operation_type_id, Operation.sold_seconds, rank.label("n"))
        .join(WorkOrder)
        .join(OrderLine, OrderLine.id == WorkOrder.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Quote, Quote.id == Order.quote_id)
        .where(Operation.operation_type_id.in_(kinds), Quote.year_of_study == year)
        .where(Operation.state == OperationState.DONE, Operation.sold_seconds > 0)
        .where(Operation.time_entries.any())
    ).subquery()
    last = select(chosen.c.id, chosen.c.operation_type_id, chosen.c.sold_seconds)
    rows = db.session.execute(last.where(chosen.c.n <= LAST))
    return [(number, kind, sold) for number, kind, sold in rows]


def student_seconds(operation_ids: Collection[int]) -> dict[int, int]:
    """What students gave to each of these operations, and to nothing else."""
    chosen = select(TimeEntry).where(
        TimeEntry.operation_id.in_(operation_ids),
        TimeEntry.replaced_by_id.is_(None),
        TimeEntry.is_parallel.is_(False),
        TimeEntry.ended_at.is_not(None),
    )
    spans: dict[int, list[TimeEntry]] = {}
    for one in db.session.scalars(chosen):
        spans.setdefault(one.operation_id, []).append(one)
    return {
        number: measure([(one.started_at, one.ended_at or one.started_at) for one in found])
        .student_seconds
        for number, found in spans.items()
    }  # fmt: skip


def similar_jobs(words: str, kinds: Collection[int]) -> list[PastJob]:
    """The jobs that are over and look most like it: the same operations first, then the words."""
    done = select(WorkOrder).filter_by(state=WorkOrderState.FINISHED)
    load = (
        joinedload(WorkOrder.order_line).joinedload(OrderLine.order),
        joinedload(WorkOrder.order_line).joinedload(OrderLine.quote_line),
        selectinload(WorkOrder.operations).selectinload(Operation.counts),
    )
    found = db.session.scalars(done.options(*load).order_by(WorkOrder.id.desc()).limit(LOOKED_AT))
    wanted, named = set(kinds), set(fold(words).split())
    ranked = sorted(found, key=lambda one: _likeness(one, wanted, named), reverse=True)
    near = [one for one in ranked if _likeness(one, wanted, named) > 0][:SHOWN]
    given = student_seconds([o.id for one in near for o in one.operations])
    return [_past(one, wanted, given) for one in near]


def _likeness(one: WorkOrder, kinds: set[int], named: set[str]) -> float:
    theirs = {operation.operation_type_id for operation in one.operations}
    words = set(fold(one.label).split())
    alike = len(theirs & kinds) / max(1, len(theirs | kinds))
    return 2 * alike + len(words & named) / max(1, len(words | named))


def _past(one: WorkOrder, kinds: set[int], given: dict[int, int]) -> PastJob:
    return PastJob(
        one,
        one.order_line.quote_line,
        sum(operation.student_seconds for operation in one.operations),
        sum(given.get(operation.id, 0) for operation in one.operations),
        sum((operation.scrapped for operation in one.operations), Decimal(0)),
        len({operation.operation_type_id for operation in one.operations} & kinds),
    )
