"""What the school's planning decides by itself: the size of a team, the time left, the limits."""

from collections.abc import Sequence
from datetime import date, datetime

from erp.core.refusal import Refusal
from erp.people.states import Role
from erp.planning.engine.instance import Limits
from erp.planning.refusals import CardIsPinned, CardRefused, SessionIsOver
from erp.production.models import Assignment
from erp.safety.law import Weight
from erp.timetable.models import ClassSession

SLOT = 15  # minutes
TOGETHER = 16 * 60  # minutes of one student's work from which two do it together
LEAST_SHARE = 0.2  # of an operation to be done again, or longer than foreseen
# The same limits as erp/safety keeps, in minutes: a plan must be within what is checked later.
UNDER_SIXTEEN = Limits(day=7 * 60, week=35 * 60, run=270)
UNDER_EIGHTEEN = Limits(day=8 * 60, week=35 * 60, run=270)


def team_size(student_minutes: int, known: int) -> int:
    """As it was last decided; else one student, two when it is long."""
    if known:
        return known
    return 2 if student_minutes > TOGETHER else 1


def minutes_left(student_seconds: int, logged_seconds: int) -> int:
    """Of student time; what takes longer than foreseen is never planned as nothing."""
    least = max(SLOT, round(student_seconds / 60 * LEAST_SHARE))
    return max(least, -(-(student_seconds - logged_seconds) // 60))


def limits_on(birth_date: date, day: date) -> Limits:
    """Those of the student's age on the first planned day: the strictest of all to come."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    age = day.year - birth_date.year - (not had_birthday)
    if age >= 18:
        return Limits()
    return UNDER_SIXTEEN if age < 16 else UNDER_EIGHTEEN


def shared(minutes: int, students: int) -> int:
    """What each of a team does of them."""
    return -(-minutes // max(1, students))


def check_may_bend(
    own: Sequence[Refusal], safety: Sequence[Refusal], motive: str, role: Role
) -> None:
    """What orders the work bends for whoever plans and says why; the school's safety for its
    director alone; the law, an absence and a machine in upkeep for nobody."""
    if not own and not safety:
        return
    bends = all(getattr(one, "weight", None) is Weight.SCHOOL for one in safety)
    is_enough = not safety or role is Role.DIRECTOR
    if not (motive and bends and is_enough):
        raise CardRefused([*own, *safety], bends=bends, asks_director=bool(safety))


def check_to_come(session: ClassSession, now: datetime) -> None:
    if session.ends_at <= now:
        raise SessionIsOver


def check_is_free_to_move(standing: Assignment) -> None:
    if standing.is_pinned:
        raise CardIsPinned(operation=standing.operation.label)
