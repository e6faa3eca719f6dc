"""The office's pages about students and their hours."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import BooleanField, SearchField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from erp.access.permissions import May
from erp.core import clock, journal
from erp.documents import hours_statement
from erp.people import actions, queries
from erp.people.models import Student
from erp.people.refusals import AgeIsWrong
from erp.school import queries as school
from erp.training import papers
from erp.training import queries as training
from erp.web.office.face import office
from erp.web.shared.asked import as_number
from erp.web.shared.fields import DayField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most
from erp.web.shared.hours_view import hours_view, period_asked, year_of
from erp.web.shared.paging import after
from erp.web.shared.papers import send_pdf
from erp.web.shared.records import Page, record_page


class StudentFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Prénom, nom")})
    cohort_id = SelectField(_l("Promotion"), coerce=as_number)
    gone = BooleanField(_l("Partis"))

    def __init__(self) -> None:
        super().__init__()
        everybody = SelectChoice("", _l("Toutes les promotions"))
        cohorts = [SelectChoice(str(one.id), one.name) for one in queries.cohorts()]
        self.cohort_id.choices = [everybody, *cohorts]


class StudentForm(SchoolForm):
    beside = {AgeIsWrong: "birth_date"}

    first_name = StringField(_l("Prénom"), [REQUIRED, at_most(80)])
    last_name = StringField(_l("Nom"), [REQUIRED, at_most(80)])
    birth_date = DayField(_l("Né le"), [REQUIRED])
    cohort_id = SelectField(_l("Promotion"), coerce=int)
    joined_on = DayField(_l("Arrivé le"), [REQUIRED])

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.cohort_id.choices = [SelectChoice(str(c.id), c.name) for c in queries.cohorts()]


@office.get("/eleves", access=May.READ_STUDENTS)
def list_students() -> str:
    form = StudentFilter()
    asked = {"cohort_id": form.cohort_id.data, "gone": form.gone.data}
    page = queries.students(form.q.data or "", **asked, after=after())
    return render_template("office/students/list_students.html", page=page, form=form)


@office.get("/eleves/nouveau", access=May.WRITE_STUDENTS)
def new_student() -> str:
    form = StudentForm(joined_on=clock.today())
    return render_template("office/students/new_student.html", form=form)


@office.post("/eleves/nouveau", access=May.WRITE_STUDENTS)
def add_student() -> Answer | tuple[str, int]:
    form = StudentForm()
    facts, made = {**form.data, "actor": current_user, "today": clock.today()}, []
    if form.accepts(lambda: made.append(actions.add_student(**facts))):
        return back_to(made[0], _("%(student)s est inscrit.", student=made[0]))
    return render_template("office/students/new_student.html", form=form), 422


@office.get("/eleves/<int:student_id>", access=May.READ_STUDENTS)
def show_student(student_id: int) -> str:
    student = find(student_id)
    return render_template(
        "office/students/show_student.html",
        student=student,
        view=hours_view(student),
        guardians=queries.guardians(student.id),
        of_age=student.is_adult(clock.today()),
        entries=journal.entries_of(student),
    )


@office.get("/eleves/<int:student_id>/modifier", access=May.WRITE_STUDENTS)
def edit_student(student_id: int) -> Page:
    student = find(student_id)
    return student_page(StudentForm(obj=student), student)


@office.post("/eleves/<int:student_id>/modifier", access=May.WRITE_STUDENTS)
def change_student(student_id: int) -> Answer | Page:
    student, form = find(student_id), StudentForm()
    facts = {**form.data, "actor": current_user, "today": clock.today()}
    if form.accepts(lambda: actions.change_student(student, **facts)):
        return back_to(student, _("La fiche de %(student)s est modifiée.", student=student))
    return student_page(form, student)


def student_page(form: StudentForm, student: Student) -> Page:
    back = url_for(".show_student", student_id=student.id)
    return record_page(form, kicker=student.name, title=_("Modifier la fiche"), back=back)


@office.get("/eleves/<int:student_id>/releve", access=May.READ_STUDENTS)
def read_hours_statement(student_id: int) -> Response:
    student, today = find(student_id), clock.today()
    begins, ends = period_asked(year_of(today)[0], today)
    told = training.lines_of_student(student, begins, ends)
    span = {"begins": begins, "ends": ends, "today": today}
    paper = papers.statement(student, told, school.the_school(), **span)
    return send_pdf(hours_statement.draw(paper), f"heures-{student.id}.pdf")


@office.post("/eleves/<int:student_id>/partir", access=May.WRITE_STUDENTS)
def leave_school(student_id: int) -> Answer:
    student = find(student_id)
    actions.leave_school(student, actor=current_user, now=clock.now())
    return back_to(student, _("%(student)s a quitté l'école. Son passé reste.", student=student))


@office.post("/eleves/<int:student_id>/revenir", access=May.WRITE_STUDENTS)
def return_to_school(student_id: int) -> Answer:
    student = find(student_id)
    actions.return_to_school(student, actor=current_user, today=clock.today())
    return back_to(student, _("%(student)s est de retour : choisissez un code.", student=student))


def find(student_id: int) -> Student:
    return queries.student(student_id) or abort(404)


def back_to(student: Student, sentence: str) -> Answer:
    flash(sentence, "success")
    return redirect(url_for(".show_student", student_id=student.id), 303)
