"""What was written on the paper sheet is keyed in: durations and pieces, with who keyed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from erp.core import journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import Student, User
from erp.production import queries, rules
from erp.production.models import Operation, PieceCount, TimeEntry
from erp.production.states import OPERATION, WORK_ORDER, ScrapReason, WorkOrderState

PAPER = N_("Fiche papier")


@dataclass(frozen=True)
class SheetLine:
    """One operation of the sheet: who, how long together, and what came out of it."""

    operation: Operation
    students: Sequence[Student]
    minutes: int
    good: Decimal = Decimal(0)
    scrapped: Decimal = Decimal(0)
    reason: ScrapReason | None = None


def key_in(lines: Sequence[SheetLine], *, starts_at: datetime, actor: User, now: datetime) -> None:
    """In the order of the sheet: what a student did next begins where their last line ended."""
    rules.check_sheet(lines)
    free: dict[int, datetime] = {}
    for line in lines:
        begun = max([starts_at, *(free[s.id] for s in line.students if s.id in free)])
        ended = begun + timedelta(minutes=line.minutes)
        _check(line, begun, ended, now)
        _set_going(line.operation, actor)
        for student in line.students if line.minutes else ():
            free[student.id] = ended
            entry = TimeEntry(operation_id=line.operation.id, student_id=student.id)
            entry.started_at, entry.ended_at = begun, ended
            entry.corrected_by_id, entry.correction_note = actor.id, PAPER
            db.session.add(entry)
        _count(line, actor, now)
        told = N_("%(minutes)s min, %(good)s bonnes, %(bad)s ratées")
        facts = {"minutes": line.minutes, "good": f"{line.good:f}", "bad": f"{line.scrapped:f}"}
        words = N_("Fiche papier saisie")
        journal.write(line.operation, "key_in", words, actor=actor, note=told % facts)


def _check(line: SheetLine, begun: datetime, ended: datetime, now: datetime) -> None:
    rules.check_line(line.operation, line.students, line.minutes, ended, now)
    rules.check_pieces(line.operation.work_order, line.operation.good + line.good)
    rules.check_reason(line.scrapped, line.reason)
    if line.minutes:
        busy = queries.entries_between([one.id for one in line.students], begun, ended)
        rules.check_nobody_is_busy(line.students, busy, begun, ended)


def _set_going(operation: Operation, actor: User) -> None:
    if "start" in OPERATION.verbs(operation.state):
        OPERATION.make("start", operation, actor=actor, note=PAPER)
    if operation.work_order.state is WorkOrderState.OPEN:
        WORK_ORDER.make("start", operation.work_order, actor=actor, note=PAPER)


def _count(line: SheetLine, actor: User, now: datetime) -> None:
    """All pieces through: it waits for the instructor's look; if not, it waits for the next day."""
    operation = line.operation
    if line.good or line.scrapped:
        count = PieceCount(good=line.good, scrapped=line.scrapped, declared_at=now)
        count.scrap_reason = line.reason if line.scrapped else None
        count.corrected_by_id, count.correction_note = actor.id, PAPER
        operation.counts.append(count)
    verbs = OPERATION.verbs(operation.state)
    through = rules.produced(operation.counts) >= operation.work_order.quantity
    if through and "hand_in" in verbs:
        OPERATION.make("hand_in", operation, actor=actor, note=PAPER)
    elif "pause" in verbs and not queries.open_entries_on(operation.id):
        OPERATION.make("pause", operation, actor=actor, note=PAPER)
