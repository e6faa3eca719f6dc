"""A student's papers: seen as a draft, then issued once with a code that proves them."""

from datetime import date
from typing import Any

from flask import Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries as people
from erp.people.models import Student
from erp.reporting import booklets, exam_grid
from erp.school import queries as school
from erp.training import actions, queries
from erp.training.states import PaperKind
from erp.web.office.face import office
from erp.web.office.ledger_forms import PeriodForm
from erp.web.shared.hours_view import period_asked
from erp.web.shared.links import absolute
from erp.web.shared.papers import files_folder, send_bytes, send_paper, send_pdf
from erp.web.shared.records import Answer, done

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@office.get("/eleves/<int:student_id>/documents", access=May.READ_STUDENTS)
def list_student_papers(student_id: int) -> str:
    student = find(student_id)
    return render_template(
        "office/student_papers/list_student_papers.html",
        student=student,
        kinds=PaperKind,
        form=PeriodForm.of(*span_of(student)),
        papers=queries.student_papers(student.id),
    )


@office.get("/eleves/<int:student_id>/documents/<paper_kind>.pdf", access=May.READ_STUDENTS)
def preview_student_paper(student_id: int, paper_kind: str) -> Response:
    student, word = find(student_id), kind_of(paper_kind)
    content = booklets.draw(word, student, **facts_of(student))
    return send_pdf(content, f"{paper_kind}-{student.id}-projet.pdf")


@office.post("/eleves/<int:student_id>/documents/<paper_kind>", access=May.OBSERVE)
def issue_student_paper(student_id: int, paper_kind: str) -> Answer:
    student, word = find(student_id), kind_of(paper_kind)
    facts, link = facts_of(student), absolute("doors.verify_paper", token="{token}")
    paper = actions.issue_paper(
        student, word, lambda url: booklets.draw(word, student, **facts, verify_url=url),
        link=link, actor=current_user, now=clock.now(),
    )  # fmt: skip
    sentence = _("%(kind)s est établi et gardé.", kind=_(paper.kind.label))
    return done(sentence, url_for(".list_student_papers", student_id=student.id))


@office.get("/documents/<int:student_paper_id>", access=May.READ_STUDENTS)
def read_student_paper(student_paper_id: int) -> Response:
    return send_paper((queries.student_paper(student_paper_id) or abort(404)).paper)


@office.get("/promotions/<int:cohort_id>/grille.xlsx", access=May.READ_STUDENTS)
def read_exam_grid(cohort_id: int) -> Response:
    cohort = people.cohort(cohort_id) or abort(404)
    content = exam_grid.grid(cohort, people.students_of([cohort.id], clock.today()))
    return send_bytes(content, XLSX, f"grille-{cohort.id}.xlsx")


def facts_of(student: Student) -> dict[str, Any]:
    begins, ends = span_of(student)
    facts = {"school": school.the_school(), "folder": files_folder(), "now": clock.now()}
    return {**facts, "begins": begins, "ends": ends}


def span_of(student: Student) -> tuple[date, date]:
    """All their time here, when the address says nothing else."""
    lived = [stay.starts_on for stay in student.past_stays]
    return period_asked(min([student.joined_on, *lived, clock.today()]), clock.today())


def kind_of(kind: str) -> PaperKind:
    return PaperKind.of(kind) if kind in set(PaperKind) else abort(404)


def find(student_id: int) -> Student:
    return people.student(student_id) or abort(404)
