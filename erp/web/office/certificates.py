"""Certificates of the matter, joined to an order for its buyer; and the report of its inspection."""

from typing import Any, ClassVar

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import StringField

from erp.access.permissions import May
from erp.core import clock
from erp.documents import inspection_report as paper
from erp.reporting import inspected
from erp.sales import actions, queries
from erp.sales.models import Order
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.orders import find
from erp.web.shared.fields import UploadsField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.papers import send_file_of, send_pdf
from erp.web.shared.records import Page, done, record_page
from erp.web.shared.talk import FILES, keep_all


class CertificateForm(SchoolForm):
    beside: ClassVar[dict[Any, str]] = FILES

    label = StringField(
        _l("Quel certificat ?"), [REQUIRED, at_most(120)],
        description=_l("Par exemple : 3.1, barre 42CrMo4, coulée 45871."),
    )  # fmt: skip
    files = UploadsField(_l("Fichier"), [REQUIRED], most=1, description=_l("PDF ou image."))


@office.get("/commandes/<int:order_id>/certificats/nouveau", access=May.WRITE_QUOTES)
def new_certificate(order_id: int) -> Page:
    return page_of(find(order_id), CertificateForm())


@office.post("/commandes/<int:order_id>/certificats/nouveau", access=May.WRITE_QUOTES)
def add_certificate(order_id: int) -> Answer | Page:
    order, form = find(order_id), CertificateForm()
    if form.accepts(lambda: keep(order, form)):
        return done(_("Le client lit ce certificat."), url_for(".show_order", order_id=order_id))
    return page_of(order, form)


def keep(order: Order, form: CertificateForm) -> None:
    kept = keep_all(form.files.data)[0]
    actions.add_certificate(order, str(form.label.data), kept, actor=current_user)


def page_of(order: Order, form: CertificateForm) -> Page:
    back = url_for(".show_order", order_id=order.id)
    return record_page(form, kicker=str(order), title=_("Joindre un certificat"), back=back)


@office.get("/commandes/<int:order_id>/certificats/<int:certificate_id>", access=May.READ_QUOTES)
def read_certificate(order_id: int, certificate_id: int) -> Response:
    kept = queries.certificate(certificate_id, order_id=order_id) or abort(404)
    return send_file_of(kept.stored_file)


@office.get("/commandes/<int:order_id>/controle", access=May.READ_QUOTES)
def read_inspection_report(order_id: int) -> Response:
    told = inspected.inspection_report(find(order_id), school.the_school(), clock.today())
    return send_pdf(paper.draw(told), f"{told.order_number}-controle.pdf")
