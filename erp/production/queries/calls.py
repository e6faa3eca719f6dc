"""Who calls for help, where it is, who else may help, and how soon somebody came."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.people.models import Student, User
from erp.production.models import Assignment, Autonomy, HelpCall, Operation, TeamMember, WorkOrder
from erp.timetable.models import Attendance, ClassSession
from erp.timetable.states import Presence

COACHES = 4  # the level of autonomy at which a student may help the others
AWAY = and_(
    Attendance.class_session_id == ClassSession.id,
    Attendance.student_id == Student.id,
    Attendance.replaced_at.is_(None),
    Attendance.presence == Presence.ABSENT,
)


class CardCalling(NamedTuple):
    """What the board says of a call; `card_id` None: the student was not yet in a session."""

    operation_id: int
    card_id: int | None
    first_name: str
    operation: str
    work: str
    called_at: datetime
    seen_at: datetime | None
    seen_by: str | None


def _card() -> ScalarSelect[int]:
    """The team in which the caller was at work: the last one that had begun."""
    chosen = (
        select(Assignment.id)
        .join(TeamMember, TeamMember.assignment_id == Assignment.id)
        .join(ClassSession, ClassSession.id == Assignment.class_session_id)
        .where(
            Assignment.operation_id == HelpCall.operation_id,
            TeamMember.student_id == HelpCall.student_id,
            ClassSession.starts_at <= HelpCall.called_at,
        )
        .order_by(ClassSession.starts_at.desc())
        .limit(1)
    )
    return chosen.correlate(HelpCall).scalar_subquery()


def cards_calling() -> list[CardCalling]:
    """The calls still open, the oldest first; one question, of columns alone."""
    return [CardCalling(*row) for row in _cards_calling.columns()]


@prepared
def _cards_calling() -> Select[int, int, str, str, str, datetime, datetime | None, str | None]:
    told = (
        HelpCall.operation_id, _card(), Student.first_name, Operation.label, WorkOrder.label,
        HelpCall.called_at, HelpCall.seen_at, User.first_name,
    )  # fmt: skip
    chosen = select(*told).select_from(HelpCall).join(Student).join(Operation).join(WorkOrder)
    told_by = chosen.outerjoin(User, User.id == HelpCall.seen_by_id)
    return told_by.where(HelpCall.closed_at.is_(None)).order_by(HelpCall.called_at)


def teams_calling() -> dict[int, Assignment]:
    """By open call, the team in which it was made."""
    load = (
        joinedload(Assignment.operation),
        joinedload(Assignment.machine),
        joinedload(Assignment.class_session).joinedload(ClassSession.place),
        selectinload(Assignment.members).joinedload(TeamMember.student),
    )
    chosen = select(HelpCall.id, Assignment).join(Assignment, Assignment.id == _card())
    rows = db.session.execute(chosen.where(HelpCall.closed_at.is_(None)).options(*load))
    return {call_id: team for call_id, team in rows}


def help_calls_since(moment: datetime) -> Sequence[HelpCall]:
    """Made since then, in order, whatever became of them."""
    load = tuple(map(joinedload, (HelpCall.student, HelpCall.operation, HelpCall.seen_by)))
    live = or_(HelpCall.closed_at.is_(None), HelpCall.closed_at >= moment)  # by the index
    chosen = select(HelpCall).where(live, HelpCall.called_at >= moment)
    return db.session.scalars(chosen.order_by(HelpCall.called_at).options(*load)).all()


def coaches(
    sessions: Collection[ClassSession], operation_type_ids: Collection[int], day: date
) -> dict[tuple[int, int], list[Student]]:
    """By session and kind of operation, who knows it well enough to help and is not away.

    Only sessions of `day` have any: nobody helps yesterday.
    """
    ids = [one.id for one in sessions if one.day == day]
    chosen = (
        select(ClassSession.id, Autonomy.operation_type_id, Student)
        .join(Student, Student.cohort_id == ClassSession.cohort_id)
        .join(Autonomy, Autonomy.student_id == Student.id)
        .outerjoin(Attendance, AWAY)
        .where(
            ClassSession.id.in_(ids),
            Autonomy.level == COACHES,
            Autonomy.operation_type_id.in_(operation_type_ids),
            or_(Student.left_on.is_(None), Student.left_on > day),
            Attendance.id.is_(None),
        )
    )
    found: dict[tuple[int, int], list[Student]] = {}
    for session_id, kind, student in db.session.execute(chosen.order_by(Student.first_name)):
        found.setdefault((session_id, kind), []).append(student)
    return found
