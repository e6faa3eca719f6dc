"""What a private person reads on each paper, and what everybody reads of the days to pay."""

import pytest

from erp.billing import papers as billing
from erp.core import clock
from erp.delivery.papers import slip_paper
from erp.sales import papers
from tests.builders import a_contact, a_customer, a_school
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice


def papers_of(**customer):
    """Quote, confirmation, slip, proforma and invoice of one order."""
    order = a_finished_order(a_contact(a_customer(email="achats@example.org", **customer)))
    slip, school, today = a_signed_slip(order), a_school(), clock.today()
    return (
        papers.quote_paper(order.quote, school),
        papers.order_confirmation(order, school, today),
        slip_paper(slip, school, before={}, today=today),
        billing.proforma_of_order(order, school, today),
        billing.invoice_paper(an_invoice(slip), school),
    )


def test_each_paper_of_a_private_person_has_the_lines_of_the_consumer_code():
    a_school().consumer_mediator = "Médiation du Vallon"

    for paper in papers_of(is_private=True, siret=""):
        told = " ".join(paper.consumer)
        for part in ("L217-3", "1641", "L221-28", "Médiation du Vallon"):
            assert part in told


def test_a_company_reads_none_of_them():
    assert {paper.consumer for paper in papers_of()} == {()}


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, "30 jours à compter"), (0, "Au comptant"), (1, "1 jour à"), (45, "45 jours à")],
)
def test_the_days_to_pay_are_the_same_on_each_paper(days, said):
    quote, confirmation, _slip, proforma, invoice = papers_of(payment_days=days)

    for paper in (quote, confirmation, proforma, invoice):
        assert said in paper.payment_terms
