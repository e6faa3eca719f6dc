"""Search over everything, from every page."""

from flask import render_template, request
from flask_login import current_user

from erp.access.permissions import May
from erp.reporting import queries
from erp.web.office.face import office


@office.get("/recherche", access=May.USE_OFFICE)
def search() -> str:
    words = request.args.get("q", "").strip()[:100]
    found = queries.search_everything(words, user=current_user) if words else {}
    return render_template("office/search/search.html", words=words, found=found)
