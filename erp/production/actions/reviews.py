"""The instructor's word: validate, send back, correct, answer a call. Nothing is erased."""

from datetime import datetime
from decimal import Decimal

from erp.core import journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import User
from erp.production import queries, rules
from erp.production.actions.corrections import answer_by_correcting
from erp.production.actions.leaving import rest
from erp.production.models import (
    HelpCall,
    Operation,
    PieceCount,
    Review,
    TimeEntry,
)
from erp.production.refusals import CorrectedAlready
from erp.production.states import (
    OPERATION,
    WORK_ORDER,
    OperationState,
    ReviewVerdict,
    WorkOrderState,
)


def validate_operation(operation: Operation, *, actor: User, now: datetime) -> None:
    """The work is good; with the last operation the work order is finished."""
    OPERATION.make("validate", operation, actor=actor)
    _review(operation, ReviewVerdict.VALID, "", actor, now)
    work_order = operation.work_order
    if all(one.state is OperationState.DONE for one in work_order.operations):
        WORK_ORDER.make("finish", work_order, actor=actor)


def redo_operation(operation: Operation, *, reason: str, actor: User, now: datetime) -> None:
    """Send it back with a reason; pieces already counted stay until they are corrected."""
    OPERATION.make("redo", operation, actor=actor, note=reason)
    _review(operation, ReviewVerdict.REDO, reason, actor, now)
    if operation.work_order.state is WorkOrderState.FINISHED:
        WORK_ORDER.make("reopen", operation.work_order, actor=actor, note=reason)


def _review(
    operation: Operation, verdict: ReviewVerdict, reason: str, actor: User, now: datetime
) -> None:
    said = {"verdict": verdict, "reason": reason, "reviewed_by_id": actor.id, "reviewed_at": now}
    db.session.add(Review(operation=operation, **said))
    for call in queries.open_help_on(operation.id):
        close_help(call, actor=actor, now=now)


def correct_count(
    count: PieceCount, *, good: Decimal, scrapped: Decimal, note: str, actor: User, now: datetime
) -> PieceCount:
    """A new count instead of this one; what the students said stays readable."""
    if count.replaced_by_id is not None:
        raise CorrectedAlready
    operation = count.operation
    rules.check_pieces(operation.work_order, operation.good - count.good + good)
    right = PieceCount(
        operation_id=count.operation_id,
        good=good,
        scrapped=scrapped,
        scrap_reason=count.scrap_reason if scrapped else None,
        declared_at=now,
        corrected_by_id=actor.id,
        correction_note=note,
    )
    db.session.add(right)
    db.session.flush()  # the old count points to the new one
    count.replaced_by_id = right.id
    journal.write(count.operation, "correct", N_("Pièces corrigées"), actor=actor, note=note)
    return right


def correct_time(
    entry: TimeEntry,
    *,
    started_at: datetime,
    ended_at: datetime,
    note: str,
    actor: User,
    now: datetime,
) -> TimeEntry:
    """A new entry instead of this one; the old times stay readable. Who asked for it is answered."""
    if entry.replaced_by_id is not None:
        raise CorrectedAlready
    rules.check_times(started_at, ended_at, now)
    if not entry.is_parallel:
        _check_is_free(entry, started_at, ended_at)
    right = TimeEntry(operation_id=entry.operation_id, student_id=entry.student_id)
    right.started_at, right.ended_at = started_at, ended_at
    right.is_parallel = entry.is_parallel
    right.corrected_by_id, right.correction_note = actor.id, note
    db.session.add(right)
    db.session.flush()  # the old entry points to the new one
    entry.replaced_by_id = right.id
    answer_by_correcting(entry, actor=actor, now=now)
    rest([entry.operation_id], actor=actor, note=note)
    journal.write(entry.operation, "correct", N_("Temps corrigé"), actor=actor, note=note)
    return right


def _check_is_free(entry: TimeEntry, begun: datetime, ended: datetime) -> None:
    during = queries.entries_between([entry.student_id], begun, ended) if begun < ended else []
    others = [one for one in during if one.id != entry.id]
    rules.check_nobody_is_busy([entry.student], others, begun, ended)


def see_help(call: HelpCall, *, actor: User, now: datetime) -> None:
    """The first who says so is the one who comes."""
    if call.seen_at is None:
        call.seen_at, call.seen_by_id = now, actor.id


def close_help(call: HelpCall, *, actor: User, now: datetime) -> None:
    see_help(call, actor=actor, now=now)
    call.closed_at = call.closed_at or now
