"""The school's records as an instance: sessions, people and machines of the weeks to come."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.db import db
from erp.equipment import queries as equipment
from erp.equipment.models import Machine
from erp.people.models import Cohort, Student
from erp.planning import rules
from erp.planning.engine import instance as engine
from erp.planning.queries import work
from erp.planning.queries.moments import local
from erp.planning.queries.permits import (
    MayUse,
    absences,
    as_safety_says,
    leaves,
    rights,
    upkeep,
)
from erp.safety import queries as safety
from erp.safety.facts import Facts
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature

LATER = 3  # weeks beyond those asked for, so that what is late has a projected date too
Sessions = dict[int, list[ClassSession]]


def school_instance(now: datetime, *, weeks: int, may_use: MayUse | None = None) -> engine.Instance:
    """Everything still to be made, from now on. `may_use`: who may do what, asked of safety."""
    today = clock.day_of(now)
    until = clock.monday_of(today) + timedelta(weeks=weeks)
    sessions = _sessions(now, today, until + timedelta(weeks=LATER))
    cohorts = _workshop(sessions)
    known = safety.facts(today, until + timedelta(weeks=LATER))
    may_use = may_use or as_safety_says(known)
    students = _students({one.cohort_id for one in sessions}, today)
    machines = _machines()
    operations = work.open_operations()
    planned = work.planned_work(operations, _by_type(machines), cohorts, now)
    return engine.Instance(
        name=f"école, semaines du {today:%d/%m/%Y}",
        start=local(now),
        until=local(clock.start_of(until)),
        slot_minutes=rules.SLOT,
        sessions=tuple(_session(one) for one in sessions),
        students=tuple(_student(one, cohorts, sessions, until, may_use) for one in students),
        instructors=tuple(_instructors(sessions, known)),
        machines=tuple(_machine(one, students, cohorts, may_use, known) for one in machines),
        orders=planned.orders,
        operations=planned.operations,
        pins=planned.pins,
        published=planned.published,
    )


def _sessions(now: datetime, today: date, ends: date) -> list[ClassSession]:
    """Those to come; lessons of today count in the hours of the day even once over."""
    found = timetable.sessions_between(today, ends)
    return [one for one in found if one.starts_at > now or one.nature is Nature.THEORY]


def _workshop(sessions: Iterable[ClassSession]) -> Sessions:
    found: Sessions = {}
    for one in sessions:
        if one.nature is Nature.WORKSHOP:
            found.setdefault(one.cohort_id, []).append(one)
    return found


def _students(cohort_ids: Collection[int], today: date) -> Sequence[Student]:
    chosen = select(Student).where(
        Student.cohort_id.in_(cohort_ids),
        Student.left_on.is_(None) | (Student.left_on > today),
    )
    load = joinedload(Student.cohort).joinedload(Cohort.diploma)
    return db.session.scalars(chosen.order_by(Student.id).options(load)).all()


def _machines() -> Sequence[Machine]:
    return equipment.machines(in_service=True)


def _by_type(machines: Iterable[Machine]) -> dict[int, list[Machine]]:
    found: dict[int, list[Machine]] = {}
    for one in machines:
        found.setdefault(one.machine_type_id, []).append(one)
    return found


def _session(one: ClassSession) -> engine.Session:
    is_workshop = one.nature is Nature.WORKSHOP
    return engine.Session(
        str(one.id),
        str(one.cohort_id),
        local(one.starts_at),
        local(one.ends_at),
        is_workshop,
        (str(one.leader_id),) if is_workshop else (),
        str(one.place_id) if is_workshop else "",
    )


def _student(
    one: Student, cohorts: Sessions, sessions: list[ClassSession], until: date, may_use: MayUse
) -> engine.Student:
    """Practice is wanted up to the diploma's share of the hours the timetable holds."""
    held = [s for s in sessions if s.cohort_id == one.cohort_id and s.day < until]
    practice = sum(s.minutes for s in held if s.nature is Nature.WORKSHOP)
    share = one.cohort.diploma.practice_percent / 100
    target = min(practice, round(share * sum(s.minutes for s in held)))
    return engine.Student(
        str(one.id),
        one.name,
        str(one.cohort_id),
        absences(one, cohorts.get(one.cohort_id, []), may_use),
        rules.limits_on(one.birth_date, clock.day_of(held[0].starts_at))
        if held
        else engine.Limits(),
        target,
    )


def _instructors(sessions: Iterable[ClassSession], known: Facts) -> list[engine.Instructor]:
    leaders = {one.leader_id: one.leader for one in sessions if one.nature is Nature.WORKSHOP}
    return [
        engine.Instructor(str(key), user.name, known.most_students, leaves(known, key))
        for key, user in sorted(leaders.items())
    ]


def _machine(
    one: Machine, students: Sequence[Student], cohorts: Sessions, may_use: MayUse, known: Facts
) -> engine.Machine:
    """A cohort whose sessions are all held elsewhere is not asked about."""
    near = {
        cohort: [s for s in found if s.place_id == one.place_id]
        for cohort, found in cohorts.items()
    }
    here = [student for student in students if near.get(student.cohort_id)]
    permitted = rights(one, here, near, may_use)
    return engine.Machine(
        str(one.id), one.name, str(one.place_id), one.capacity, upkeep(known, one), permitted
    )
