"""Everything that safety must know of some days, read in a number of questions that never grows."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core import clock
from erp.core.db import db
from erp.equipment import queries as equipment
from erp.equipment.models import Machine, MaintenanceWindow
from erp.equipment.states import MachineMode
from erp.people.models import Cohort, Student, User
from erp.safety.facts import Facts
from erp.safety.known import tool
from erp.safety.models import (
    Authorisation,
    Declaration,
    MedicalOpinion,
    PpeIssue,
    RiskReview,
    SafetyTraining,
)
from erp.safety.refusals import SafetyRefusal
from erp.safety.states import TrainingState
from erp.school import queries as school
from erp.timetable import queries as timetable
from erp.timetable.away import away
from erp.timetable.calendar import public_holidays
from erp.timetable.models import ClassSession

ONE_DAY = timedelta(days=1)
Ids = Collection[int] | None


def facts(
    begins: date,
    ends: date,
    *,
    student_ids: Ids = None,
    machine_ids: Ids = None,
    mode: MachineMode | None = None,
    has_papers: bool = True,
) -> Facts:
    """What holds from `begins` to `ends`; None means every student, every machine.

    Sessions and absences are those of the whole weeks and the day before: rests and weeks count.
    Whoever asks about one `mode` gets papers only if one of these machines asks for some in it;
    whoever asks about hours alone wants none of them.
    """
    first = clock.monday_of(begins) - ONE_DAY
    last = clock.monday_of(ends) + 7 * ONE_DAY
    found = Facts(begins, ends)
    found.away, found.holidays = away(first, last), public_holidays(first, last)
    known = school.find_school()
    found.most_students = known.students_per_instructor if known else found.most_students
    _read_students(found, student_ids)
    cohorts = None if student_ids is None else {s.cohort_id for s in found.students.values()}
    sessions = timetable.sessions_between(first, last, cohort_ids=cohorts)
    found.sessions = {one.id: one for one in sessions}
    if machine_ids is None or machine_ids:
        _read_machines(found, machine_ids)
    if has_papers and (mode is None or _asks_papers(found, mode)):
        _read_papers(found, student_ids)
    return found


def _asks_papers(found: Facts, mode: MachineMode) -> bool:
    return any(
        tool.regulated(mode) or tool.use(mode).needs_training or tool.use(mode).authorisation
        for tool in found.tools.values()
    )


def _read_students(found: Facts, ids: Ids) -> None:
    asked, values = _named(Student, ids)
    if ids is None:
        asked = asked.where(or_(Student.left_on.is_(None), Student.left_on > found.begins))
    found.students = {one.id: one for one in db.session.scalars(asked, values)}


def _read_machines(found: Facts, ids: Ids) -> None:
    since, until = clock.start_of(found.begins), clock.start_of(found.ends + ONE_DAY)
    windows: dict[int, list[MaintenanceWindow]] = {}
    for one in equipment.windows(since, until):
        windows.setdefault(one.machine_id, []).append(one)
    for machine in db.session.scalars(*_named(Machine, ids)):
        found.tools[machine.id] = tool(machine, windows.get(machine.id, ()))


def _named(model: Any, ids: Ids) -> tuple[Select[Any], dict[str, list[int]]]:
    """Those with these numbers, or all of them, with what their rules ask about."""
    if ids is None:
        return _loaded(model), {}
    return _some(model), {"ids": list(ids)}


@cache
def _some(model: Any) -> Select[Any]:
    return _loaded(model).where(model.id.in_(bindparam("ids", expanding=True)))


@cache
def _loaded(model: Any) -> Select[Any]:
    load = {
        Student: (joinedload(Student.cohort).joinedload(Cohort.diploma),),
        Machine: (
            joinedload(Machine.machine_type),
            joinedload(Machine.place),
            selectinload(Machine.regulated_works),
            selectinload(Machine.uses),
        ),
    }
    return select(model).options(*load[model])


def _read_papers(found: Facts, student_ids: Ids) -> None:
    found.declarations = _live(Declaration)
    for opinion in _live(MedicalOpinion, student_ids):
        found.opinions.setdefault(opinion.student_id, []).append(opinion)
    for one in _live(SafetyTraining, student_ids):
        found.trainings.setdefault((one.student_id, one.machine_type_id), []).append(one)
    for review in _live(RiskReview):
        found.reviews.setdefault(review.place_id, []).append(review)
    for given in _live(Authorisation, student_ids):
        found.authorisations.setdefault((given.student_id, given.kind), []).append(given)
    for issue in _papers(PpeIssue, student_ids):
        found.ppe.setdefault(issue.student_id, set()).add(issue.kind)


def _live(model: Any, student_ids: Ids = None) -> list[Any]:
    """What counts: not cancelled, the oldest first."""
    return sorted(_papers(model, student_ids), key=lambda one: (one.begins_on, one.id))


def _papers(model: Any, student_ids: Ids) -> Sequence[Any]:
    values = {} if student_ids is None else {"ids": list(student_ids)}
    return db.session.scalars(_asked(model, named=bool(values)), values).all()


@cache
def _asked(model: Any, *, named: bool) -> Select[Any]:
    """Written once: each team that is formed asks the same. `named`: of some students only."""
    chosen = select(model)
    if named:
        chosen = chosen.where(model.student_id.in_(bindparam("ids", expanding=True)))
    if model is not PpeIssue:
        chosen = chosen.where(model.cancelled_on.is_(None))
    if model is SafetyTraining:
        chosen = chosen.where(model.state == TrainingState.SIGNED)
    if model is Declaration:
        named_in = (Declaration.machines, Declaration.diplomas, Declaration.places)
        chosen = chosen.options(*(selectinload(those) for those in named_in))
    return chosen


def may_use(
    student: Student,
    machine: Machine | None,
    mode: MachineMode,
    session: ClassSession,
    *,
    instructor: User | None = None,
) -> list[SafetyRefusal]:
    """Empty: yes. Else every reason, each with its article, its weight and the way out."""
    ids = [machine.id] if machine else []
    known = facts(
        session.day,
        session.day,
        student_ids=[student.id],
        machine_ids=ids,
        mode=mode,
    )
    return known.may_use(student, machine, mode, session, instructor)
