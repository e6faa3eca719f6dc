"""What students have shown: a cohort's coverage, a student's evidence, who needs what next."""

from flask import Response, abort, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from erp.access.permissions import May
from erp.core import clock
from erp.curriculum import queries as curriculum
from erp.curriculum.models import Competence
from erp.equipment import queries as equipment
from erp.people import queries as people
from erp.people.models import Cohort, Student
from erp.production import queries as production
from erp.reporting import drawings
from erp.training import actions, queries
from erp.training.models import Observation
from erp.training.states import Mastery
from erp.web.office.evidence_forms import LinkForm, ObservationForm
from erp.web.office.face import office
from erp.web.shared.papers import files_folder
from erp.web.shared.records import Answer, Page, done, record_page

OBSERVE = "/eleves/<int:student_id>/competences/<int:competence_id>"
CORRECT = "/observations/<int:observation_id>/corriger"
LINK = "/reglages/operations/<int:operation_type_id>/competences"


@office.get("/promotions/<int:cohort_id>/competences", access=May.READ_STUDENTS)
def show_coverage(cohort_id: int) -> str:
    cohort = people.cohort(cohort_id) or abort(404)
    students = people.students_of([cohort.id], clock.today())
    stands = queries.masteries(cohort, students)
    return render_template(
        "office/evidence/show_coverage.html",
        cohort=cohort,
        framework=cohort.framework,
        students=students,
        stands=stands,
        gaps=gaps_of(cohort, stands),
        days_left=(cohort.exam_on - clock.today()).days if cohort.exam_on else None,
    )


def gaps_of(cohort: Cohort, stands: dict[int, dict[int, Mastery]]) -> dict[int, int]:
    """By competence, how many students have not acquired it."""
    return {
        one.id: sum(told[one.id] is not Mastery.ACQUIRED for told in stands.values())
        for one in cohort.framework.competences
    }


@office.get("/eleves/<int:student_id>/competences", access=May.READ_STUDENTS)
def show_evidence(student_id: int) -> str:
    student = find_student(student_id)
    told = queries.observations(student.id)
    return render_template(
        "office/evidence/show_evidence.html",
        student=student,
        framework=student.cohort.framework,
        stands=queries.masteries(student.cohort, [student])[student.id],
        observations=by_competence(told),
        photos=queries.photos_of({one.operation_id for one in told if one.operation_id}),
        chances=queries.chances_of(student)[:5],
    )


def by_competence(told) -> dict[int, list[Observation]]:
    groups: dict[int, list[Observation]] = {}
    for one in told:
        groups.setdefault(one.competence_id, []).append(one)
    return groups


@office.get(OBSERVE, access=May.OBSERVE)
def new_observation(student_id: int, competence_id: int) -> Page:
    student, competence = find_pair(student_id, competence_id)
    return observation_page(ObservationForm(competence.framework), student, str(competence))


@office.post(OBSERVE, access=May.OBSERVE)
def observe(student_id: int, competence_id: int) -> Answer:
    student, competence = find_pair(student_id, competence_id)
    form = ObservationForm(competence.framework)
    facts = {"note": form.note.data, "actor": current_user, "now": clock.now()}
    if form.accepts(lambda: actions.observe(student, competence, form.said, **facts)):
        return back_to(student, _("L'observation est notée."))
    return observation_page(form, student, str(competence))


@office.get(CORRECT, access=May.OBSERVE)
def edit_observation(observation_id: int) -> Page:
    one = find_observation(observation_id)
    known = {"rank": one.rank, "autonomy": one.autonomy}
    form = ObservationForm(one.competence.framework, **known)
    return observation_page(form, one.student, str(one.competence))


@office.post(CORRECT, access=May.OBSERVE)
def correct_observation(observation_id: int) -> Answer:
    one = find_observation(observation_id)
    form = ObservationForm(one.competence.framework)
    facts = {"note": form.note.data, "actor": current_user, "now": clock.now()}
    if form.accepts(lambda: actions.correct_observation(one, form.said, **facts)):
        return back_to(one.student, _("L'observation est corrigée ; l'ancienne reste lisible."))
    return observation_page(form, one.student, str(one.competence))


def observation_page(form: ObservationForm, student: Student, title: str) -> Page:
    back = url_for(".show_evidence", student_id=student.id)
    return record_page(form, kicker=student.name, title=title, back=back)


@office.get("/operations/<int:operation_id>/pour-qui", access=May.ASSIGN_TEAMS)
def show_needs(operation_id: int) -> str:
    operation = production.operation(operation_id) or abort(404)
    needs = queries.who_needs(operation, clock.today())
    return render_template("office/evidence/show_needs.html", operation=operation, needs=needs)


@office.get("/photos/<int:operation_photo_id>", access=May.READ_STUDENTS)
def show_photo(operation_photo_id: int) -> Response:
    photo = queries.photo(operation_photo_id) or abort(404)
    picture = drawings.picture_of(photo.stored_file, folder=files_folder()) or abort(404)
    return send_file(picture, "image/png")


@office.get(LINK, access=May.MANAGE_SETTINGS)
def edit_links(operation_type_id: int) -> Page:
    kind = equipment.operation_type(operation_type_id) or abort(404)
    known = queries.suggested(kind, curriculum.competences())
    return link_page(LinkForm(competence_ids=list(known)), str(kind))


@office.post(LINK, access=May.MANAGE_SETTINGS)
def confirm_links(operation_type_id: int) -> Answer:
    kind, form = equipment.operation_type(operation_type_id) or abort(404), LinkForm()
    asked = curriculum.competences()
    chosen = [one for one in asked if one.id in (form.competence_ids.data or [])]
    facts = {"of": {one.id for one in asked}, "actor": current_user}
    if form.accepts(lambda: actions.link_operation(kind, chosen, **facts)):
        return done(_("C'est confirmé."), url_for(".list_operation_types"))
    return link_page(form, str(kind))


def link_page(form: LinkForm, kicker: str) -> Page:
    title, back = _("Compétences montrées"), url_for(".list_operation_types")
    return record_page(form, kicker=kicker, title=title, back=back, label=_("Confirmer"))


def find_student(student_id: int) -> Student:
    return people.student(student_id) or abort(404)


def find_pair(student_id: int, competence_id: int) -> tuple[Student, Competence]:
    return find_student(student_id), curriculum.competence(competence_id) or abort(404)


def find_observation(observation_id: int) -> Observation:
    return queries.observation(observation_id) or abort(404)


def back_to(student: Student, sentence: str) -> Answer:
    return done(sentence, url_for(".show_evidence", student_id=student.id))
