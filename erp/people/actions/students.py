"""Students come and go; their past stays."""

from datetime import date, datetime

from erp.core import clock, journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.people.actions.accounts import disable_user
from erp.people.models import Student
from erp.people.refusals import AgeIsWrong
from erp.people.states import TextFont, TextSize, TextSpacing

YOUNGEST, OLDEST = 14, 30


def add_student(
    *,
    first_name: str,
    last_name: str,
    birth_date: date,
    cohort_id: int,
    joined_on: date,
    actor: Actor | None,
    today: date,
) -> Student:
    _check_age(birth_date, today)
    student = Student(
        first_name=first_name,
        last_name=last_name,
        birth_date=birth_date,
        cohort_id=cohort_id,
        joined_on=joined_on,
    )
    db.session.add(student)
    journal.write(student, "add", N_("Élève inscrit"), actor=actor)
    return student


def change_student(
    student: Student,
    *,
    first_name: str,
    last_name: str,
    birth_date: date,
    cohort_id: int,
    joined_on: date,
    actor: Actor,
    today: date,
) -> None:
    """Another cohort from now on; what was lived in the old one stays there."""
    _check_age(birth_date, today)
    student.first_name, student.last_name = first_name, last_name
    student.birth_date, student.joined_on = birth_date, joined_on
    student.cohort_id = cohort_id
    journal.write(student, "change", N_("Fiche modifiée"), actor=actor)


def change_comfort(
    student: Student, *, size: TextSize, spacing: TextSpacing, font: TextFont
) -> None:
    """How this student reads best; nobody else's business, so no line in the journal."""
    student.text_size, student.text_spacing, student.text_font = size, spacing, font


def return_to_school(student: Student, *, actor: Actor) -> None:
    """The undo of a departure; the code is to be chosen again."""
    student.left_on = None
    journal.write(student, "return", N_("Revenu à l'école"), actor=actor)


def _check_age(birth_date: date, today: date) -> None:
    if not YOUNGEST <= (today - birth_date).days // 365.25 <= OLDEST:
        raise AgeIsWrong


def leave_school(student: Student, *, actor: Actor, now: datetime) -> None:
    """Out at once: no face, no PIN, no password."""
    student.left_on = clock.day_of(now)
    student.pin_hash = ""
    if student.user is not None and student.user.is_active:
        disable_user(student.user, actor=actor, now=now)
    journal.write(student, "leave", N_("A quitté l'école"), actor=actor)
