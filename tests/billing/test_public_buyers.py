"""A public body is invoiced with its SIRET, its service code and its commitment number."""

import pytest

from erp.billing import actions
from erp.billing.papers import invoice_paper
from erp.billing.refusals import InvoiceIsIncomplete
from erp.core import clock
from erp.core.db import db
from erp.documents import facturx
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_sales import an_order
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice


def a_public_invoice(**facts):
    town = a_customer("Ville de Rivebourg", is_public=True, **facts)
    return an_invoice(a_signed_slip(a_finished_order(contact=a_contact(town))))


def issue(invoice):
    actions.issue_invoice(invoice, school=a_school(), actor=a_user(), now=clock.now())


def test_what_a_public_body_demands_is_asked_before_the_number_is_given():
    invoice = a_public_invoice(needs_service=True, needs_commitment=True)
    order, town = invoice.order, invoice.customer
    order.po_number = ""

    with pytest.raises(InvoiceIsIncomplete, match="code service"):
        issue(invoice)
    town.service_code = "SRV-TECH"
    with pytest.raises(InvoiceIsIncomplete, match="numéro d'engagement"):
        issue(invoice)
    assert invoice.number is None
    order.po_number = "EJ-2026-77"
    issue(invoice)

    told = facturx.xml(invoice_paper(invoice, a_school())).decode()
    assert "SRV-TECH" in told and "EJ-2026-77" in told and town.siret in told


def test_a_public_body_has_a_siret():
    invoice = a_public_invoice(siret="")
    invoice.customer.siret = ""
    with pytest.raises(InvoiceIsIncomplete, match="SIRE"):
        issue(invoice)


def test_a_company_is_asked_for_nothing_more():
    invoice = an_invoice(a_signed_slip(a_finished_order()))
    invoice.order.po_number = ""
    issue(invoice)
    assert invoice.number


def test_the_office_types_the_commitment_number_on_the_order(browse):
    order = an_order()
    db.session.commit()
    url = f"/bureau/commandes/{order.id}/reference"
    page = browse(a_user()).send(url, {"po_number": "EJ-2026-77"})
    assert "EJ-2026-77" in page.text
