"""The buyer's first page."""

from flask import render_template

from erp.access.permissions import May
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact


@portal.get("/", access=May.BUY)
def home() -> str:
    return render_template("portal/home/home.html", contact=own_contact())
