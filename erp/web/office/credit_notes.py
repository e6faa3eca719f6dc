"""The office gives money back: a credit note on an issued invoice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.billing import queries
from erp.billing.models import Invoice
from erp.billing.rules_credit import Left
from erp.core import clock
from erp.core.refusal import Refusal
from erp.flow import issued_invoice, received_money
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.invoices import find
from erp.web.office.invoices_forms import CreditForm
from erp.web.shared.amounts import part_typed, parts_in_words, parts_sent
from erp.web.shared.links import absolute
from erp.web.shared.quantities import in_words, quantities_sent, typed

RULE = "/factures/<int:invoice_id>/avoir"
REBATE = "amount"
Words = Mapping[int, str]


@dataclass(frozen=True)
class Column:
    """The fields of one column, by line: what stands in them, what is wrong, what was read."""

    sent: Words = field(default_factory=dict)
    wrong: Words = field(default_factory=dict)
    read: Mapping[int, Decimal] = field(default_factory=dict)


NOTHING_TYPED = (Column(), Column())


@office.get(RULE, access=May.WRITE_INVOICES)
def new_credit_note(invoice_id: int) -> str:
    invoice = find_issued(invoice_id)
    left = queries.left_to_credit(invoice)
    form = CreditForm(formdata=None, seen=len(invoice.credit_notes))
    columns = all_of(left) if request.args.get("tout") else NOTHING_TYPED
    return page_of(invoice, form, left, *columns)


@office.post(RULE, access=May.WRITE_INVOICES)
def credit_invoice(invoice_id: int) -> Response | tuple[str, int]:
    invoice, form = find_issued(invoice_id), CreditForm()
    (pieces, rebates), seen = columns_sent(invoice), len(invoice.credit_notes)
    left = queries.left_to_credit(invoice)  # before a note that may be refused when it is written
    if form.validate() and not pieces.wrong and not rebates.wrong:
        try:
            note = give_back(invoice, pieces, rebates, form)
        except Refusal as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("L'avoir %(note)s est émis.", note=note), "success")
            return redirect(url_for(".show_invoice", invoice_id=note.id), 303)
    form.seen.data = seen
    return page_of(invoice, form, left, pieces, rebates), 422


def columns_sent(invoice: Invoice) -> tuple[Column, Column]:
    """(pieces, rebates)."""
    ids = [line.id for line in invoice.lines]
    (pieces, not_pieces), (rebates, not_euros) = quantities_sent(ids), parts_sent(ids, REBATE)
    return (
        Column({key: typed(key) for key in ids}, not_pieces, pieces),
        Column({key: part_typed(key, REBATE) for key in ids}, not_euros, rebates),
    )


def give_back(invoice: Invoice, pieces: Column, rebates: Column, form: CreditForm) -> Invoice:
    return issued_invoice.credit_invoice(
        invoice,
        pieces.read,
        rebates=rebates.read,
        reason=str(form.reason.data),
        school=school.the_school(),
        link=absolute("portal.show_invoice", invoice_id=0).removesuffix("0") + "{id}",
        actor=current_user,
        now=clock.now(),
        seen=form.seen.data,
    )


def all_of(left: Mapping[int, Left]) -> tuple[Column, Column]:
    """Pieces; where a rebate was given they cost more than what is left, so euros there."""
    pieces = {key: one.quantity for key, one in left.items() if not one.is_rebated}
    rebates = {key: one.net for key, one in left.items() if one.is_rebated and one.net}
    return Column(in_words(pieces)), Column(parts_in_words(rebates))


def page_of(
    invoice: Invoice, form: CreditForm, left: Mapping[int, Left], pieces: Column, rebates: Column
) -> str:
    return render_template(
        "office/credit_notes/new_credit_note.html",
        invoice=invoice,
        form=form,
        left=left,
        pieces=pieces,
        rebates=rebates,
    )


@office.post("/factures/<int:invoice_id>/avoirs/<int:note_id>/reprendre", access=May.WRITE_INVOICES)
def take_back_credit(invoice_id: int, note_id: int) -> Response:
    """Set off against the wrong invoice; what it gives back of its own stays given."""
    invoice, note = find(invoice_id), find(note_id)
    if not note.credited_id or note.credited_id == invoice.id:
        abort(404)
    facts = {"school": school.the_school(), "actor": current_user, "now": clock.now()}
    received_money.take_back(note, invoice, **facts)
    flash(_("La part est reprise : elle est au crédit du client."), "success")
    return redirect(url_for(".show_invoice", invoice_id=note.id), 303)


def find_issued(invoice_id: int) -> Invoice:
    """Drafts are thrown away, and a credit note is not credited again."""
    invoice = find(invoice_id)
    return invoice if queries.can_be_credited(invoice) else abort(404)
