"""Questions about the guardians of students."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.people.models import Guardian, Student


def guardian(guardian_id: int) -> Guardian | None:
    load = joinedload(Guardian.student).joinedload(Student.cohort)
    return db.session.get(Guardian, guardian_id, options=[load])


def guardians(student_id: int) -> Sequence[Guardian]:
    return db.session.scalars(select(Guardian).filter_by(student_id=student_id)).all()


def guardians_to_tell(student_ids: Collection[int], day: date) -> Sequence[Guardian]:
    """Those who asked to be told, of the students who are minors that day."""
    chosen = select(Guardian).where(
        Guardian.student_id.in_(student_ids), Guardian.is_notified, Guardian.email != ""
    )
    found = db.session.scalars(chosen.options(joinedload(Guardian.student))).all()
    return [one for one in found if not one.student.is_adult(day)]
