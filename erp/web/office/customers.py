"""The office's pages about customers and the people who buy for them."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import journal
from erp.customers import actions, queries
from erp.customers.models import Customer
from erp.sales import queries as sales
from erp.web.office.customers_forms import CustomerFilter, CustomerForm
from erp.web.office.face import office
from erp.web.shared.paging import after


@office.get("/clients", access=May.READ_CUSTOMERS)
def list_customers() -> str:
    form = CustomerFilter()
    page = queries.customers(form.q.data or "", to_check=form.to_check.data, after=after())
    return render_template("office/customers/list_customers.html", page=page, form=form)


@office.get("/clients/nouveau", access=May.WRITE_CUSTOMERS)
def new_customer() -> str:
    return render_template("office/customers/new_customer.html", form=CustomerForm())


@office.post("/clients/nouveau", access=May.WRITE_CUSTOMERS)
def add_customer() -> Response | tuple[str, int]:
    form = CustomerForm()
    made: list[Customer] = []
    if form.accepts(lambda: made.append(actions.add_customer(**form.data, actor=current_user))):
        return back_to(made[0].id, _("Le client est créé : ajoutez un contact."))
    return render_template("office/customers/new_customer.html", form=form), 422


@office.get("/clients/<int:customer_id>", access=May.READ_CUSTOMERS)
def show_customer(customer_id: int) -> str:
    customer = find(customer_id)
    return render_template(
        "office/customers/show_customer.html",
        customer=customer,
        alike=queries.look_alikes(customer) if customer.to_check else [],
        orders=sales.orders(customer_id=customer.id).rows,
        entries=journal.entries_of(customer),
    )


@office.get("/clients/<int:customer_id>/modifier", access=May.WRITE_CUSTOMERS)
def edit_customer(customer_id: int) -> str:
    customer = find(customer_id)
    form = CustomerForm(obj=customer)
    return render_template("office/customers/edit_customer.html", customer=customer, form=form)


@office.post("/clients/<int:customer_id>/modifier", access=May.WRITE_CUSTOMERS)
def change_customer(customer_id: int) -> Response | tuple[str, int]:
    customer, form = find(customer_id), CustomerForm()
    if form.accepts(lambda: actions.change_customer(customer, **form.data, actor=current_user)):
        return back_to(customer.id, _("La fiche est enregistrée."))
    page = render_template("office/customers/edit_customer.html", customer=customer, form=form)
    return page, 422


def find(customer_id: int) -> Customer:
    return queries.customer(customer_id) or abort(404)


def back_to(customer_id: int, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_customer", customer_id=customer_id), 303)
