"""Questions about students and cohorts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import fold, matches
from erp.people.models import MOST_PIN_FAILURES, Cohort, PastStay, Student, TabletVisit, User

VISIT_IDLE = timedelta(minutes=10)


def student(student_id: int) -> Student | None:
    return db.session.get(Student, student_id, options=[joinedload(Student.cohort)])


def student_of_user(user: User) -> Student | None:
    chosen = select(Student).filter_by(user_id=user.id).options(joinedload(Student.cohort))
    return db.session.scalar(chosen)


def students_of(cohort_ids: Collection[int], day: date) -> Sequence[Student]:
    """Who is in these cohorts on a day, by first name."""
    chosen = select(Student).where(is_there(cohort_ids, day))
    return db.session.scalars(chosen.order_by(Student.first_name, Student.last_name)).all()


def names_there(cohort_id: int, day: date) -> dict[int, str]:
    """Who is in this cohort on a day, by first name."""
    found = _names_there.columns([cohort_id], day)
    return {one.id: f"{one.first_name} {one.last_name}" for one in found}


@prepared
def _names_there(cohort_ids: list[int], day: date) -> Any:
    chosen = select(Student.id, Student.first_name, Student.last_name)
    return chosen.where(is_there(cohort_ids, day)).order_by(Student.first_name, Student.last_name)


def is_there(cohort_ids: Any, day: Any) -> ColumnElement[bool]:
    """On a day, in one of these cohorts; values, or parameters told later."""
    now_there = and_(
        Student.cohort_id.in_(cohort_ids),
        func.coalesce(Student.cohort_since, Student.joined_on) <= day,
        or_(Student.left_on.is_(None), Student.left_on > day),
    )
    was_there = select(PastStay.student_id).where(
        PastStay.cohort_id.in_(cohort_ids), PastStay.starts_on <= day, PastStay.until > day
    )
    return or_(now_there, Student.id.in_(was_there))


def ids_among(student_ids: Collection[int], cohort_ids: Collection[int], day: date) -> set[int]:
    """Those of these students who are in these cohorts on a day."""
    return {row.id for row in _among.columns(list(student_ids), list(cohort_ids), day)}


@prepared
def _among(student_ids: list[int], cohort_ids: list[int], day: date) -> Select[int]:
    return select(Student.id).where(Student.id.in_(student_ids), is_there(cohort_ids, day))


def enrolled_between(begins: date, ends: date) -> Sequence[Student]:
    """Whoever is at school on one of these days."""
    return _enrolled.all(begins, ends)


@prepared
def _enrolled(begins: date, ends: date) -> Select[Student]:
    stays = or_(Student.left_on.is_(None), Student.left_on > begins)
    chosen = select(Student).where(Student.joined_on <= ends, stays)
    return chosen.order_by(Student.first_name, Student.last_name)


def students(
    words: str = "", *, cohort_id: int | None = None, gone: bool = False, after: int | None = None
) -> Page[Student]:
    chosen = select(Student).where(*matches(Student, words))
    chosen = chosen.where(Student.left_on.is_not(None) if gone else Student.left_on.is_(None))
    if cohort_id is not None:
        chosen = chosen.filter_by(cohort_id=cohort_id)
    return paginate(chosen.options(joinedload(Student.cohort)), Student.id, after)


def students_by_ids(ids: Collection[int]) -> Sequence[Student]:
    return db.session.scalars(select(Student).where(Student.id.in_(ids))).all()


def names_of(cohort_id: int, ids: Collection[int]) -> list[Row[Any]]:
    """Of a cohort and of others: id, first_name, last_name, cohort_id, left_on, by last name."""
    told = (Student.id, Student.first_name, Student.last_name, Student.cohort_id, Student.left_on)
    chosen = select(*told).where(or_(Student.cohort_id == cohort_id, Student.id.in_(ids)))
    return sorted(db.session.execute(chosen), key=lambda one: (one.last_name, one.first_name))


def locked_students() -> Sequence[Student]:
    """Whose code is locked, by name."""
    chosen = locked().order_by(Student.first_name, Student.last_name)
    return db.session.scalars(chosen.options(joinedload(Student.cohort))).all()


def locked() -> Select[Student]:
    still_here = Student.left_on.is_(None)
    return select(Student).where(Student.pin_failures >= MOST_PIN_FAILURES, still_here)


def cohorts() -> Sequence[Cohort]:
    chosen = select(Cohort).order_by(Cohort.school_year.desc(), Cohort.name)
    load = (joinedload(Cohort.diploma), selectinload(Cohort.students))
    return db.session.scalars(chosen.options(*load)).all()


def cohort(cohort_id: int) -> Cohort | None:
    return db.session.get(Cohort, cohort_id, options=[joinedload(Cohort.diploma)])


def was_visiting(student_id: int, tablet_id: int, at: datetime, *, slack: timedelta) -> bool:
    """Whether this student had given the code on this tablet at that moment."""
    chosen = select(TabletVisit.id).filter_by(student_id=student_id, tablet_id=tablet_id)
    until = or_(TabletVisit.ended_at.is_(None), TabletVisit.ended_at >= at - slack)
    around = (TabletVisit.opened_at <= at + slack, TabletVisit.opened_at > at - VISIT_IDLE - slack)
    return db.session.scalar(chosen.where(*around, until).limit(1)) is not None


def same_student(first_name: str, last_name: str, birth_date: date) -> Student | None:
    """Who has this name and was born that day, accents and case apart."""
    born = select(Student).filter_by(birth_date=birth_date).options(joinedload(Student.cohort))
    name = fold(f"{first_name} {last_name}")
    return next((one for one in db.session.scalars(born) if fold(one.name) == name), None)
