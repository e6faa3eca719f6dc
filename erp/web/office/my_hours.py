"""A student reads their own hours, and nothing else."""

from flask import abort, render_template
from flask_login import current_user

from erp.access.permissions import May
from erp.people import queries
from erp.web.office.face import office
from erp.web.shared.hours_view import hours_view


@office.get("/mes-heures", access=May.SEE_OWN_HOURS)
def show_my_hours() -> str:
    student = queries.student_of_user(current_user) or abort(404)
    return render_template(
        "office/my_hours/show_my_hours.html", student=student, view=hours_view(student)
    )
