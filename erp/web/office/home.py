"""What waits for this person today."""

from flask import render_template
from flask_login import current_user

from erp.access.permissions import May
from erp.core import clock
from erp.reporting import queries
from erp.web.office.face import office


@office.get("/", access=May.USE_OFFICE)
def home() -> str:
    todo = queries.what_waits(current_user, today=clock.today())
    return render_template("office/home/home.html", todo=todo)
