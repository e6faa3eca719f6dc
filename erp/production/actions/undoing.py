"""« Annuler » is an event that compensates another: what was said stays, its effects go."""

from datetime import datetime, timedelta
from decimal import Decimal

from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.production import queries
from erp.production.actions.reading import NotUnderstood, Said
from erp.production.actions.withdrawing import WITHDRAWN, withdraw
from erp.production.models import Operation, PieceCount, TabletEvent, TimeEntry, WorkOrder
from erp.production.states import (
    OPERATION,
    WORK_ORDER,
    EventAnswer,
    EventKind,
    OperationState,
    WorkOrderState,
)

UNDO_LASTS = timedelta(minutes=15)
BACK = {
    OperationState.RUNNING: "back_to_running",
    OperationState.PAUSED: "back_to_paused",
    OperationState.TO_DO: "back_to_to_do",
    OperationState.TO_REDO: "back_to_to_redo",
    OperationState.TO_VALIDATE: "back_to_to_validate",
    OperationState.DONE: "back_to_done",
}
UNDER_WAY = (OperationState.RUNNING, OperationState.PAUSED)
MOVING = (EventKind.START, EventKind.PAUSE, EventKind.DONE, EventKind.DECLARE)


def undo_last(said: Said, event_id: int) -> None:
    """Only one's own last action, and only for a quarter of an hour; never that somebody is hurt."""
    last = queries.event_by_uuid(str(said.data.get("undoes"))[:64])
    mine = last is not None and last.student_id == said.student.id
    if last is None or not mine or last.answer is not EventAnswer.ACCEPTED:
        raise NotUnderstood(why=N_("Cette action ne peut pas être annulée."))
    if last.kind is EventKind.UNDO or last.happened_at is None:
        raise NotUnderstood(why=N_("Cette action est déjà annulée."))
    if said.happened_at - last.happened_at > UNDO_LASTS:
        raise NotUnderstood(why=N_("Trop tard pour annuler : le maître corrige."))
    if last.kind is EventKind.INCIDENT:
        raise NotUnderstood(why=N_("Ce signalement reste : ton maître décide."))
    if queries.is_answered(last):
        raise NotUnderstood(why=N_("Ton maître a déjà répondu."))
    if queries.said_since(last, but=event_id):
        raise NotUnderstood(why=N_("Autre chose a été fait depuis : le maître corrige."))
    take_back(last, by=event_id, actor=said.student, now=said.happened_at)


def take_back(event: TabletEvent, *, by: int | None, actor: Actor, now: datetime) -> None:
    """Undo all that an accepted event did, but an accident; `by`: of the event that says so, its id."""
    for entry in queries.entries_begun_by(event.id):
        _void(entry, by)
    goes_on = [entry for entry in queries.entries_ended_by(event.id) if _reopen(entry)]
    for count in queries.counts_of(event.id):
        _void_count(count, by, now)
        _give_back(count, actor)
    for call in queries.calls_of(event.id):
        call.closed_at = call.closed_at or now
    for call in queries.calls_ended_by(event.id):
        call.closed_at = call.end_event_id = None
    withdraw(event.id, actor=actor, now=now)
    db.session.flush()  # the state is read from what is left
    for entry in goes_on:
        _run_again(entry.operation, actor)
    if event.operation is not None and event.kind in MOVING:
        _go_back(event.operation, event, actor)
        _close_again(event.operation.work_order, actor)


def _void(entry: TimeEntry, by: int | None) -> None:
    """An entry of no length stands instead of it: every sum stays right, the old one readable."""
    nothing = TimeEntry(operation_id=entry.operation_id, student_id=entry.student_id)
    nothing.started_at = nothing.ended_at = entry.started_at
    nothing.end_event_id, nothing.correction_note = by, WITHDRAWN
    db.session.add(nothing)
    db.session.flush()  # the old entry points to the new one
    entry.replaced_by_id, entry.ended_at = nothing.id, entry.ended_at or entry.started_at


def _reopen(entry: TimeEntry) -> bool:
    """Whether it goes on again: what its student has begun since ends it."""
    since = queries.begun_after(entry)
    entry.ended_at = since.started_at if since else None
    entry.end_event_id = since.start_event_id if since else None
    entry.pause_reason = None
    return since is None


def _run_again(operation: Operation, actor: Actor) -> None:
    if operation.state is OperationState.PAUSED:
        OPERATION.make("back_to_running", operation, actor=actor)


def _void_count(count: PieceCount, by: int | None, now: datetime) -> None:
    nothing = PieceCount(operation_id=count.operation_id, good=Decimal(0), scrapped=Decimal(0))
    nothing.event_id, nothing.declared_at = by, now
    nothing.correction_note = WITHDRAWN
    db.session.add(nothing)
    db.session.flush()  # the old count points to the new one
    count.replaced_by_id = nothing.id


def _give_back(count: PieceCount, actor: Actor) -> None:
    """The operation that its pieces came back to stands as before, if nothing else happened to it."""
    operation, before = count.operation, count.state_before
    if before and operation.state is OperationState.TO_REDO and not queries.taken_since(count):
        OPERATION.make(BACK[before], operation, actor=actor)


def _go_back(operation: Operation, event: TabletEvent, actor: Actor) -> None:
    """Where it stood before, unless others are at work on it or it has gone further since."""
    further = event.kind is not EventKind.DONE and operation.state not in UNDER_WAY
    before = event.state_before or OperationState.PAUSED
    if queries.open_entries_on(operation.id):
        before = OperationState.RUNNING
    elif before is OperationState.RUNNING or _was_begun(operation, before):
        before = OperationState.PAUSED
    if not further and operation.state not in (before, OperationState.TO_REDO):
        OPERATION.make(BACK[before], operation, actor=actor)


def _was_begun(operation: Operation, before: OperationState) -> bool:
    """By others, though nobody had when the event was said."""
    return before is OperationState.TO_DO and queries.was_worked_on(operation.id)


def _close_again(work_order: WorkOrder, actor: Actor) -> None:
    """Its only start was a mistake: nothing of it has begun."""
    begun = any(one.state is not OperationState.TO_DO for one in work_order.operations)
    if work_order.state is WorkOrderState.RUNNING and not begun:
        WORK_ORDER.make("back_to_open", work_order, actor=actor)
