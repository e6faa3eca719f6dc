"""Students come and go; their past stays."""

from datetime import date, datetime

from erp.core import clock, journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.people.actions.accounts import disable_user
from erp.people.models import PastStay, Student
from erp.people.refusals import AgeIsWrong, StayIsOverAlready
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
    """Another cohort from today on; what was lived in the old one stays there."""
    _check_age(birth_date, today)
    _check_arrival(student, joined_on)
    student.first_name, student.last_name = first_name, last_name
    student.birth_date, student.joined_on = birth_date, joined_on
    if cohort_id != student.cohort_id:
        _close_stay(student, today)
        student.cohort_id = cohort_id
    journal.write(student, "change", N_("Fiche modifiée"), actor=actor)


def change_comfort(
    student: Student, *, size: TextSize, spacing: TextSpacing, font: TextFont
) -> None:
    """How this student reads best; nobody else's business, so no line in the journal."""
    student.text_size, student.text_spacing, student.text_font = size, spacing, font


def _check_arrival(student: Student, joined_on: date) -> None:
    """Nobody arrives in the middle of what they have already lived here."""
    lived = [stay.starts_on for stay in student.past_stays]
    if lived and joined_on > lived[0]:
        raise StayIsOverAlready(student=student, day=f"{lived[0]:%d/%m/%Y}")


def _close_stay(student: Student, until: date) -> None:
    """The days until now stay in their cohort; a stay of no day leaves no trace."""
    if until > student.here_since:
        stay = PastStay(cohort_id=student.cohort_id, starts_on=student.here_since, until=until)
        student.past_stays.append(stay)
        student.cohort_since = until


def return_to_school(student: Student, *, actor: Actor, today: date) -> None:
    """The undo of a departure; the days away stay away, the code is to be chosen again."""
    if student.left_on is not None and student.left_on < today:
        _close_stay(student, student.left_on)
        student.cohort_since = max(today, student.here_since)
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
