"""The office's pages about money received: the list, one payment, and how it is corrected."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.billing import queries
from erp.billing.models import Payment
from erp.core import clock, journal
from erp.flow import received_money
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.invoices import find as find_invoice
from erp.web.office.payments_forms import PaymentFilter, ReasonForm
from erp.web.shared.paging import after

ONE = "/reglements/<int:payment_id>"


@office.get("/reglements", access=May.READ_INVOICES)
def list_payments() -> str:
    form = PaymentFilter()
    form.validate()
    facts = {name: form[name].data for name in ("method", "since", "until", "with_rest")}
    page = queries.payments(form.q.data or "", **facts, after=after())
    return render_template(
        "office/payments/list_payments.html",
        page=page,
        form=form,
        rests=queries.rests(page.rows),
        paid=queries.names_paid(page.rows),
        summary=queries.money_summary(today=clock.today()),
    )


@office.get(ONE, access=May.READ_INVOICES)
def show_payment(payment_id: int) -> str:
    return page_of(find(payment_id), ReasonForm(formdata=None))


def page_of(payment: Payment, form: ReasonForm) -> str:
    return render_template(
        "office/payments/show_payment.html",
        payment=payment,
        form=form,
        pays=queries.pays(payment),
        rest=queries.rests([payment])[payment.id],
        matching=queries.codes([("payment", payment.id)]).get(("payment", payment.id)),
        can_correct=queries.can_be_corrected(payment),
        entries=journal.entries_of(payment),
    )


@office.post(ONE + "/annuler", access=May.WRITE_INVOICES)
def correct_payment(payment_id: int) -> Response | tuple[str, int]:
    payment, form = find(payment_id), ReasonForm()
    reason, facts = str(form.reason.data), who_and_when()
    if form.accepts(lambda: received_money.correct_payment(payment, reason=reason, **facts)):
        return back_to(payment, _("Le règlement est annulé par une écriture contraire."))
    return page_of(payment, form), 422


@office.post(ONE + "/reprendre/<int:invoice_id>", access=May.WRITE_INVOICES)
def take_back_share(payment_id: int, invoice_id: int) -> Response:
    payment, invoice = find(payment_id), find_invoice(invoice_id)
    received_money.take_back(payment, invoice, **who_and_when())
    return back_to(payment, _("La part est reprise : elle est au crédit du client."))


def who_and_when() -> dict[str, Any]:
    return {"school": school.the_school(), "actor": current_user, "now": clock.now()}


def find(payment_id: int) -> Payment:
    return queries.payment(payment_id) or abort(404)


def back_to(payment: Payment, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_payment", payment_id=payment.id), 303)
