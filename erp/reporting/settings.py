"""How far the school has described itself: for the settings and for its first weeks."""

from dataclasses import dataclass

from sqlalchemy import func, select

from erp.core.db import Record, db
from erp.curriculum.models import Diploma
from erp.customers.models import Customer
from erp.equipment.models import Machine, MachineType, OperationType
from erp.people.models import Cohort, Student, Tablet, User
from erp.people.states import Role
from erp.school.models import Place
from erp.timetable.models import ClassSession, ClosedDays

COUNTED: dict[str, type[Record]] = {
    "places": Place,
    "diplomas": Diploma,
    "machines": Machine,
    "machine_types": MachineType,
    "operation_types": OperationType,
    "closed_days": ClosedDays,
    "cohorts": Cohort,
    "students": Student,
    "sessions": ClassSession,
    "tablets": Tablet,
    "customers": Customer,
}


def counts() -> dict[str, int]:
    """How many of each list there are, in one question."""
    asked = [select(func.count()).select_from(m).scalar_subquery() for m in COUNTED.values()]
    return dict(zip(COUNTED, db.session.execute(select(*asked)).one(), strict=True))


@dataclass(frozen=True)
class Start:
    """One thing a new school still has to do."""

    name: str
    is_done: bool


def first_steps() -> list[Start]:
    """What makes the first order possible, in order; all done in a school that lives."""
    known = counts()
    staff = select(User.id).where(User.role == Role.INSTRUCTOR).limit(1)
    known["instructors"] = 1 if db.session.scalar(staff) else 0
    names = ("operation_types", "machines", "instructors", "cohorts", "students", "sessions")
    return [Start(name, known[name] > 0) for name in (*names, "tablets", "customers")]
