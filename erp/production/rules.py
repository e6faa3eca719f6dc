"""What must be true of a team and of what a tablet says."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from erp.core.refusal import Refusal
from erp.documents import format as french
from erp.people.models import Student
from erp.people.states import Role
from erp.production.models import (
    CorrectionRequest,
    CustomerMaterial,
    MaterialBalance,
    Operation,
    OperationInHand,
    PieceCount,
    Step,
    TimeEntry,
    WorkOrder,
    WorkOrderInHand,
)
from erp.production.refusals import (
    AlreadyAtWork,
    BoundsAreReversed,
    DrawingIsInQuestion,
    EndIsToCome,
    LevelIsUnknown,
    LineIsTooLong,
    MaterialOfAnother,
    MorePiecesThanOrdered,
    MoreSpoiltThanOrdered,
    MoreThanHeld,
    MoveIsToCome,
    NoPhotoHasWords,
    NotAWorkshopSession,
    OnlyTheDirector,
    OperationIsDone,
    ScrapHasNoReason,
    SheetIsEmpty,
    SupplyComesBeforeItsOrder,
    SupplyComesFromTheFuture,
    SupplyIsOfAnotherOrder,
    TeamIsEmpty,
    TeamRefused,
    TimeIsToCome,
    TimesAreReversed,
)
from erp.production.states import CorrectionWish, OperationState, ScrapReason
from erp.safety.law import Weight
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature

OLDEST, NEWEST = timedelta(hours=16), timedelta(minutes=5)
LONGEST_LINE = 12 * 60  # minutes


def check_can_be_assigned(
    operation: Operation, class_session: ClassSession, students: Sequence[Student]
) -> None:
    if not students:
        raise TeamIsEmpty
    if operation.state is OperationState.DONE:
        raise OperationIsDone(operation=operation)
    if class_session.nature is not Nature.WORKSHOP:
        raise NotAWorkshopSession


def check_no_reason(reasons: Sequence[Refusal], *, motive: str, actor: object) -> None:
    """A director who says why may set aside the school's own rules, never the law."""
    if not reasons:
        return
    bends = all(getattr(one, "weight", None) is Weight.SCHOOL for one in reasons)
    if not (bends and motive):
        raise TeamRefused(reasons, bends=bends)
    if getattr(actor, "role", None) is not Role.DIRECTOR:
        raise OnlyTheDirector


def check_pieces(work_order: WorkOrder | WorkOrderInHand, good: Decimal) -> None:
    """Never more good pieces of an operation, all in all, than ordered."""
    if good > work_order.quantity:
        raise MorePiecesThanOrdered(
            good=french.quantity(good), quantity=french.quantity(work_order.quantity)
        )


def check_spoilt(work_order: WorkOrderInHand, scrapped: Decimal) -> None:
    """What is spoilt is made anew, so more may be tried than ordered; but at once, in one word, no
    more than the order is spoilt without an instructor who has seen it."""
    if scrapped > work_order.quantity:
        raise MoreSpoiltThanOrdered(
            scrapped=french.quantity(scrapped), quantity=french.quantity(work_order.quantity)
        )


def check_photos(told: Sequence[object]) -> None:
    if not told:
        raise NoPhotoHasWords


def check_sheet(lines: Sequence[object]) -> None:
    if not lines:
        raise SheetIsEmpty


def check_line(
    operation: Operation, students: Sequence[Student], minutes: int, ended: datetime, now: datetime
) -> None:
    """A line of a paper sheet: somebody did it, within a day, before now, and it is not validated."""
    if operation.state is OperationState.DONE:
        raise OperationIsDone(operation=operation)
    if minutes and not students:
        raise TeamIsEmpty
    if not 0 <= minutes <= LONGEST_LINE:
        raise LineIsTooLong(operation=operation)
    if minutes and ended > now:
        raise TimeIsToCome(operation=operation)


def check_reason(scrapped: Decimal, reason: ScrapReason | None) -> None:
    if scrapped and reason is None:
        raise ScrapHasNoReason


def check_nobody_is_busy(
    students: Sequence[Student], busy: Sequence[TimeEntry], begun: datetime, ended: datetime
) -> None:
    """Nobody is at two places at the same time; what goes beside is said on the tablet, and what
    was taken back has no length."""
    known = {one.id: one for one in students}
    for entry in busy:
        if (
            entry.student_id in known
            and not entry.is_parallel
            and entry.started_at != entry.ended_at
        ):
            told = map(french.clock_time, (entry.started_at, entry.ended_at or ended))
            span = dict(zip(("begun", "ended"), told, strict=True))
            raise AlreadyAtWork(student=known[entry.student_id], **span)


def check_times(begun: datetime, ended: datetime, now: datetime) -> None:
    if ended < begun:
        raise TimesAreReversed
    if ended > now:
        raise EndIsToCome


def proposed_times(
    request: CorrectionRequest,
    within: tuple[datetime, datetime],
    others: Sequence[TimeEntry],
    now: datetime,
) -> tuple[datetime, datetime]:
    """`within`: the session. « More » goes to what came next, else from what came before; « not me »
    leaves no time; how much less, nobody can guess."""
    begun, ended = request.entry.started_at, request.entry.ended_at or now
    if request.wish is CorrectionWish.NOT_ME:
        return begun, begun
    if request.wish is CorrectionWish.SHORTER:
        return begun, ended
    real = [
        (one.started_at, one.ended_at or now) for one in others if one.ended_at != one.started_at
    ]
    until = min([within[1], now, *(first for first, _last in real if first >= ended)])
    since = max([within[0], *(last for _first, last in real if last <= begun)])
    return (begun, until) if until > ended else (min(begun, since), ended)


def produced(counts: Sequence[PieceCount]) -> Decimal:
    live = [count for count in counts if count.replaced_by_id is None]
    return sum((count.good + count.scrapped for count in live), Decimal(0))


def check_level(level: int) -> None:
    if level not in (1, 2, 3, 4):
        raise LevelIsUnknown


def check_bounds(step: Step) -> None:
    if step.low is not None and step.high is not None and step.low > step.high:
        raise BoundsAreReversed


def check_supply(
    work_order: WorkOrder,
    operation: Operation | None,
    ordered_on: date | None,
    expected_on: date | None,
    received_on: date | None,
    today: date,
) -> None:
    """What is bought arrives after it was ordered, and is received today at the latest."""
    if operation is not None and operation.work_order_id != work_order.id:
        raise SupplyIsOfAnotherOrder
    if ordered_on and any(day < ordered_on for day in (expected_on, received_on) if day):
        raise SupplyComesBeforeItsOrder
    if received_on is not None and received_on > today:
        raise SupplyComesFromTheFuture


def check_drawing(operation: Operation | OperationInHand, is_in_question: bool) -> None:
    """Nothing is begun from a drawing that may not be the one that counts."""
    if is_in_question:
        raise DrawingIsInQuestion(work=operation.work_order.label)


def check_moved(moved_on: date, today: date) -> None:
    if moved_on > today:
        raise MoveIsToCome


def check_held(material: CustomerMaterial, quantity: Decimal, balance: MaterialBalance) -> None:
    """Nothing leaves that is not there."""
    if quantity > balance.held:
        left = counted(material, balance.held)
        raise MoreThanHeld(material=material, left=left)


def counted(material: CustomerMaterial, quantity: Decimal) -> str:
    return french.quantity(quantity, material.unit.after(quantity))


def check_is_theirs(material: CustomerMaterial, operation: Operation) -> None:
    order = operation.work_order.order_line.order
    if order.customer_id != material.order.customer_id:
        raise MaterialOfAnother(operation=operation)
