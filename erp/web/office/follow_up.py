"""Follow-up of a student: words for the booklet for all, the rest for those who need it."""

from collections.abc import Callable
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from erp.access.permissions import May, is_granted
from erp.core import clock
from erp.people import queries as people
from erp.people.models import Student
from erp.training import actions, queries
from erp.training.models import FollowUp
from erp.training.states import FollowUpKind
from erp.web.office.face import office
from erp.web.office.follow_up_forms import (
    ExamEntryForm,
    FollowUpForm,
    InternshipForm,
    NeedForm,
    OutcomeForm,
    RemarkForm,
)
from erp.web.shared.records import RecordPages, number_asked


@office.get("/eleves/<int:student_id>/suivi", access=May.READ_STUDENTS)
def show_follow_up(student_id: int) -> str:
    student = people.student(student_id) or abort(404)
    return render_template(
        "office/follow_up/show_follow_up.html",
        student=student,
        remarks=queries.follow_ups(student.id, FollowUpKind.REMARK),
        **restricted(student),
        internships=queries.internships(student.id),
        exams=queries.exam_entries(student.id),
        outcomes=queries.outcomes(student.id),
    )


def restricted(student: Student) -> dict[str, Any]:
    """Interviews for the direction and the office; adjustments for who teaches the student too."""
    reads = is_granted(current_user, May.FOLLOW_STUDENTS)
    helps = reads or queries.teaches(current_user.id, student.cohort_id)
    return {
        "reads": reads,
        "helps": helps,
        "private": queries.follow_ups(student.id, *PRIVATE) if reads else [],
        "needs": queries.needs(student.id) if helps else [],
    }


PRIVATE = tuple(kind for kind in FollowUpKind if kind is not FollowUpKind.REMARK)


def back(record: Any) -> str:
    student_id = record.student.id if record else number_asked("student_id")
    return url_for("office.show_follow_up", student_id=student_id or 0)


def student_asked() -> Student:
    return people.student(number_asked("student_id") or 0) or abort(404)


def told(action: Callable[..., object], **more: Callable[[], Any]) -> Callable[[Any], object]:
    """What the form says, of the student in the address."""
    return lambda form: action(
        student_asked(), actor=current_user, **{k: v() for k, v in more.items()}, **form.facts
    )


def find_remark(follow_up_id: int) -> FollowUp | None:
    """One's own alone: a word in the booklet is changed by who wrote it."""
    found = queries.follow_up(follow_up_id)
    if found is None or found.written_by_id != current_user.id:
        return None
    return found if found.kind is FollowUpKind.REMARK else None


def find_private(follow_up_id: int) -> FollowUp | None:
    found = queries.follow_up(follow_up_id)
    return found if found and found.kind in PRIVATE else None


def change_note(note: FollowUp, form: Any) -> None:
    actions.change_follow_up(note, now=clock.now(), **form.facts)


RecordPages(
    face=office,
    access=May.OBSERVE,
    url="/suivi/mots",
    name="remark",
    form=lambda one: RemarkForm(obj=one, held_on=clock.today()),
    find=find_remark,
    add=told(actions.add_follow_up, now=clock.now),
    change=change_note,
    back=back,
    kicker=_l("Mots pour le livret"),
    title=_l("Écrire un mot"),
).open()

RecordPages(
    face=office,
    access=May.FOLLOW_STUDENTS,
    url="/suivi/entretiens",
    name="follow_up",
    form=lambda one: FollowUpForm(obj=one, held_on=clock.today()),
    find=find_private,
    add=told(actions.add_follow_up, now=clock.now),
    change=change_note,
    back=back,
    kicker=_l("Entretiens et rendez-vous"),
    title=_l("Noter un entretien"),
).open()

RecordPages(
    face=office,
    access=May.FOLLOW_STUDENTS,
    url="/suivi/besoins",
    name="need",
    form=lambda one: NeedForm(obj=one),
    find=queries.need,
    add=told(actions.add_need),
    change=lambda need, form: actions.change_need(need, **form.facts),
    back=back,
    kicker=_l("Aménagements"),
    title=_l("Noter un aménagement"),
).open()

RecordPages(
    face=office,
    access=May.WRITE_STUDENTS,
    url="/suivi/stages",
    name="internship",
    form=lambda one: InternshipForm(obj=one),
    find=queries.internship,
    add=told(actions.add_internship),
    change=lambda one, form: actions.change_internship(one, **form.facts),
    back=back,
    kicker=_l("Stages"),
    title=_l("Convenir d'un stage"),
).open()

RecordPages(
    face=office,
    access=May.WRITE_STUDENTS,
    url="/suivi/examens",
    name="exam_entry",
    form=lambda one: ExamEntryForm(
        one, one.student if one else people.student(number_asked("student_id") or 0)
    ),
    find=queries.exam_entry,
    add=told(actions.add_exam_entry),
    change=lambda one, form: actions.change_exam_entry(one, **form.facts),
    back=back,
    kicker=_l("Examens"),
    title=_l("Inscrire à une épreuve"),
).open()

RecordPages(
    face=office,
    access=May.WRITE_STUDENTS,
    url="/suivi/situations",
    name="outcome",
    form=lambda one: OutcomeForm(obj=one, asked_on=clock.today()),
    find=queries.outcome,
    add=told(actions.add_outcome),
    change=lambda one, form: actions.change_outcome(one, **form.facts),
    back=back,
    kicker=_l("Après l'école"),
    title=_l("Noter une situation"),
).open()
