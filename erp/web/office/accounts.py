"""A customer's account: what they owe, what is to their credit, and all that led there."""

from datetime import date, timedelta
from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.billing import account_papers, queries
from erp.billing.queries import Statement
from erp.core import clock
from erp.core.refusal import Refusal
from erp.customers.models import Customer
from erp.documents import statement as paper
from erp.flow import received_money
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.payments_forms import PeriodFilter, RefundForm, SearchFilter, UseForm
from erp.web.office.receipts import find
from erp.web.shared.amounts import parts_in_words, parts_sent
from erp.web.shared.papers import send_pdf

RULE = "/clients/<int:customer_id>/compte"
YEAR = timedelta(days=365)


@office.get(RULE, access=May.READ_INVOICES)
def show_account(customer_id: int) -> str:
    customer, form = find(customer_id), PeriodFilter()
    return render_template(
        "office/accounts/show_account.html",
        customer=customer,
        form=form,
        told=asked(customer, form),
        label=account_papers.label,
        today=clock.today(),
        **what_is_open(customer),
    )


def what_is_open(customer: Customer) -> dict[str, Any]:
    return {
        "open_invoices": queries.open_invoices(customer.id),
        "left": queries.owed_by(customer.id),
        "credits_": queries.credits_of(customer.id),
        "parts": parts_in_words(queries.split_oldest_first(customer.id)),
        "aged": queries.aged_of(customer.id, today=clock.today()),
        "seen": queries.count_moves(customer.id),
    }


def asked(customer: Customer, form: PeriodFilter) -> Statement:
    """The last twelve months, unless the address says otherwise."""
    form.validate()
    until: date = form.until.data or clock.today()
    since: date = form.since.data or (until - YEAR)
    return queries.statement(customer.id, since=since, until=until)


@office.get(RULE + "/pdf", access=May.READ_INVOICES)
def read_statement(customer_id: int) -> Response:
    customer, today = find(customer_id), clock.today()
    told, aged = asked(customer, PeriodFilter()), queries.aged_of(customer.id, today=today)
    told_paper = account_papers.statement_paper(
        customer, told, aged, school.the_school(), today=today
    )
    return send_pdf(paper.draw(told_paper), f"releve-{customer.id}-{told.until:%Y-%m-%d}.pdf")


@office.post("/clients/<int:customer_id>/credit", access=May.WRITE_INVOICES)
def use_credit(customer_id: int) -> Answer:
    customer, seen = find(customer_id), UseForm().seen.data
    wanted, wrong = parts_sent(queries.owed_by(customer.id))
    if wrong:
        flash(next(iter(wrong.values())), "refusal")
        return back_to(customer)
    facts = {"school": school.the_school(), "actor": current_user, "now": clock.now()}
    received_money.use_credit(customer, wanted, seen=seen, **facts)
    flash(_("Le crédit est utilisé."), "success")
    return back_to(customer)


@office.get("/clients/<int:customer_id>/rembourser", access=May.WRITE_INVOICES)
def new_refund(customer_id: int) -> str:
    customer = find(customer_id)
    facts = {"amount": queries.credit_of(customer.id) or None, "received_on": clock.today()}
    seen = queries.count_moves(customer.id)
    return refund_page(customer, RefundForm(formdata=None, seen=seen, **facts))


def refund_page(customer: Customer, form: RefundForm) -> str:
    credits_ = queries.credits_of(customer.id)
    facts = {"customer": customer, "form": form, "credits_": credits_}
    return render_template("office/accounts/new_refund.html", **facts)


@office.post("/clients/<int:customer_id>/rembourser", access=May.WRITE_INVOICES)
def pay_back(customer_id: int) -> Answer | tuple[str, int]:
    customer, form = find(customer_id), RefundForm()
    seen = queries.count_moves(customer.id)
    if form.validate():
        try:
            facts = {"actor": current_user, "now": clock.now(), "seen": form.seen.data}
            received_money.pay_back(customer, form.receipt, school=school.the_school(), **facts)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            flash(_("Le remboursement est enregistré."), "success")
            return back_to(customer)
    form.seen.data = seen
    return refund_page(customer, form), 422


@office.get("/reglements/balance", access=May.READ_INVOICES)
def show_aged_balance() -> str:
    form = SearchFilter()
    told = queries.aged_balance(form.q.data or "", today=clock.today())
    facts = {"form": form, "told": told, "total": told.total, "ages": account_papers.AGES}
    return render_template("office/accounts/show_aged_balance.html", **facts)


@office.get("/reglements/echeances", access=May.READ_INVOICES)
def list_due_dates() -> str:
    form, today = SearchFilter(), clock.today()
    rows = queries.due_dates(form.q.data or "", today=today)
    facts = {"form": form, "rows": rows, "today": today}
    return render_template("office/accounts/list_due_dates.html", **facts)


def back_to(customer: Customer) -> Answer:
    return redirect(url_for(".show_account", customer_id=customer.id), 303)
