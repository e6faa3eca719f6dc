"""One card per company: orders, on time, internships, offers, tax, sponsorship, its material."""

from flask import render_template

from erp.access.permissions import May
from erp.reporting.partner import partner
from erp.web.office.customers import find
from erp.web.office.face import office


@office.get("/clients/<int:customer_id>/partenaire", access=May.READ_CUSTOMERS)
def show_partner(customer_id: int) -> str:
    customer = find(customer_id)
    told = {"customer": customer, "card": partner(customer)}
    return render_template("office/partner/show_partner.html", **told)
