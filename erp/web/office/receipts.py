"""Somebody paid: choose who, see what they owe, say what the money pays."""

from decimal import Decimal

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.billing import queries
from erp.core import clock
from erp.core.refusal import Refusal
from erp.customers import queries as customers
from erp.customers.models import Customer
from erp.documents import format as french
from erp.flow import received_money
from erp.school import queries as schools
from erp.web.office.face import office
from erp.web.office.payments_forms import ReceiptForm, SearchFilter
from erp.web.shared.amounts import part_typed, parts_in_words, parts_sent

RULE = "/clients/<int:customer_id>/reglement"


@office.get("/reglements/nouveau", access=May.WRITE_INVOICES)
def choose_payer() -> str:
    form = SearchFilter()
    payers = queries.payers(form.q.data or "")
    return render_template("office/receipts/choose_payer.html", form=form, payers=payers)


@office.get(RULE, access=May.WRITE_INVOICES)
def new_payment(customer_id: int) -> str:
    customer = find(customer_id)
    owed = queries.owed_by(customer.id)
    whole = sum(owed.values(), Decimal(0)) or None
    seen = queries.count_moves(customer.id)
    form = ReceiptForm(formdata=None, amount=whole, received_on=clock.today(), seen=seen)
    return page_of(customer, form, parts_in_words(owed), {})


def page_of(customer: Customer, form: ReceiptForm, parts: dict, wrong: dict) -> str:
    return render_template(
        "office/receipts/new_payment.html",
        customer=customer,
        form=form,
        invoices=queries.open_invoices(customer.id),
        left=queries.owed_by(customer.id),
        credit=queries.credit_of(customer.id),
        parts=parts,
        wrong=wrong,
    )


@office.post(RULE, access=May.WRITE_INVOICES)
def receive_payment(customer_id: int) -> Response | tuple[str, int]:
    customer, form = find(customer_id), ReceiptForm()
    owed = queries.owed_by(customer.id)
    shares, wrong = parts_sent(owed)
    seen = queries.count_moves(customer.id)
    if form.validate() and not wrong:
        try:
            return recorded(customer, form, shares)
        except Refusal as refusal:
            form.tell(refusal)
    form.seen.data = seen
    return page_of(customer, form, {key: part_typed(key) for key in owed}, wrong), 422


def recorded(customer: Customer, form: ReceiptForm, shares: dict[int, Decimal]) -> Response:
    """Nothing shared by hand: the oldest invoices are paid first."""
    receipt = form.receipt
    shares = shares or queries.split_oldest_first(customer.id, receipt.amount)
    facts = {"actor": current_user, "now": clock.now(), "keep_rest": form.keep_rest.data}
    facts |= {"school": schools.the_school(), "seen": form.seen.data}
    payment = received_money.record_payment(customer, receipt, shares, **facts)
    rest = queries.rests([payment])[payment.id]
    flash(_("Le règlement de %(amount)s est enregistré.", amount=french.money(payment.amount)))
    if rest:
        flash(_("%(rest)s restent au crédit du client.", rest=french.money(rest)))
    return redirect(url_for(".show_payment", payment_id=payment.id), 303)


def find(customer_id: int) -> Customer:
    return customers.customer(customer_id) or abort(404)
