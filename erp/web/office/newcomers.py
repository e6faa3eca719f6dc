"""Companies that came in by themselves: looked at, then kept or joined to the one they are."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.customers import actions, queries
from erp.flow import merged_customer
from erp.web.office.customers import find
from erp.web.office.face import office
from erp.web.shared.asked import as_number


@office.post("/clients/<int:customer_id>/verifier", access=May.WRITE_CUSTOMERS)
def approve_customer(customer_id: int) -> Response:
    actions.approve_customer(find(customer_id), actor=current_user)
    flash(_("L'entreprise est vérifiée."), "success")
    return redirect(url_for(".show_customer", customer_id=customer_id), 303)


@office.post("/clients/<int:customer_id>/reunir", access=May.WRITE_CUSTOMERS)
def merge_customer(customer_id: int) -> Response:
    customer, chosen = find(customer_id), as_number(request.form.get("into", ""))
    into = queries.customer(chosen or 0) or abort(404)
    merged_customer.merge_customer(customer, into, actor=current_user)
    flash(_("Ses contacts et ses demandes sont chez %(customer)s.", customer=into), "success")
    return redirect(url_for(".show_customer", customer_id=into.id), 303)
