"""Who answers for a student: their card, and the personal link by which they read along."""

from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.flow import family_link
from erp.people import actions, queries
from erp.people.models import Guardian, Student
from erp.school import queries as school
from erp.web.office.absences_forms import GuardianForm
from erp.web.office.face import office
from erp.web.shared.links import absolute
from erp.web.shared.records import RecordPages, done, number_asked


def back(guardian: Guardian | None) -> str:
    student_id = guardian.student_id if guardian else number_asked("student_id")
    return url_for("office.show_student", student_id=student_id or 0)


def student_asked() -> Student:
    return queries.student(number_asked("student_id") or 0) or abort(404)


def add(form: GuardianForm) -> Guardian:
    return actions.add_guardian(student_asked(), **facts_of(form))


def facts_of(form: GuardianForm) -> dict[str, Any]:
    return {**form.data, "actor": current_user}


RecordPages(
    face=office,
    access=May.WRITE_STUDENTS,
    url="/responsables",
    name="guardian",
    form=lambda guardian: GuardianForm(obj=guardian),
    find=queries.guardian,
    add=add,
    change=lambda guardian, form: actions.change_guardian(guardian, **facts_of(form)),
    back=back,
    kicker=_l("Responsables"),
    title=_l("Ajouter un responsable"),
    take_away=actions.remove_guardian,
).open()


@office.post("/responsables/<int:guardian_id>/lien", access=May.WRITE_STUDENTS)
def send_family_link(guardian_id: int) -> Response:
    guardian = queries.guardian(guardian_id) or abort(404)
    link = absolute("doors.show_family", token="{token}")
    facts = {"school": school.the_school(), "actor": current_user, "now": clock.now()}
    family_link.send_family_link(guardian, link=link, **facts)
    sentence = _("%(name)s reçoit un lien personnel par e-mail.", name=guardian.name)
    return done(sentence, url_for(".show_student", student_id=guardian.student_id))
