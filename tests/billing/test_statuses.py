"""What an invoice lives after it is issued: codes, reasons, last words, receipts by rate."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp.billing import actions
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.platform import queries, rules
from erp.billing.platform.refusals import (
    CollectedHasNoAmount,
    LifeIsOver,
    NotIssuedYet,
    ReasonDoesNotFit,
    ReasonIsMissing,
    StatusIsBeforeTheInvoice,
    StatusIsToCome,
)
from erp.billing.platform.states import COMPULSORY, REASONS_OF, Reason, StatusCode, reasons_of
from erp.billing.states import InvoiceKind
from erp.core import clock
from erp.core.db import db
from erp.sales.states import LineNature
from tests.builders import a_school, a_user
from tests.builders_work import an_invoice


def note(invoice, code, **facts):
    facts = {"at": clock.now(), "now": clock.now(), **facts}
    status = actions.note_status(invoice, code, school=a_school(), actor=a_user(), **facts)
    db.session.commit()
    return status


def test_a_draft_has_no_status():
    with pytest.raises(NotIssuedYet, match="n'est pas émise"):
        note(an_invoice(), StatusCode.DEPOSITED)


def test_four_statuses_are_told_to_the_administration():
    assert {code.value for code in COMPULSORY} == {"200", "210", "212", "213"}


@pytest.mark.parametrize("code", ["206", "207", "208", "210", "213", "501"])
def test_a_no_needs_a_reason_of_its_list(code):
    invoice, status = an_invoice(issued=True), StatusCode.of(code)

    with pytest.raises(ReasonIsMissing, match="demande un motif"):
        note(invoice, status)
    stranger = next(r for r in Reason if r not in reasons_of(status))
    with pytest.raises(ReasonDoesNotFit, match="choisissez-en un autre"):
        note(invoice, status, reason=stranger)

    noted = note(invoice, status, reason=reasons_of(status)[0], words="Relu au téléphone")
    assert noted.reason == REASONS_OF[status][0]
    assert queries.statuses_of(invoice.id)[0].words == "Relu au téléphone"


@pytest.mark.parametrize("code", [f"{number}" for number in range(200, 214)])
def test_each_status_of_the_norm_is_noted_with_its_reason_and_read_on_the_page(browse, code):
    invoice, status = an_invoice(issued=True), StatusCode.of(code)
    reason = reasons_of(status)[0] if status.asks_for_reason else None
    amount = Decimal("12.00") if status is StatusCode.COLLECTED else None

    note(invoice, status, reason=reason, amount=amount)

    page = unescape(browse(a_user()).get(f"/bureau/factures/{invoice.id}").text)
    assert re.search(rf">{status.label}<.*\b{code}\b", page, re.DOTALL)
    assert [one.code for one in queries.statuses_of(invoice.id)] == [status]
    assert reason is None or reason.label in page


def test_a_refusal_between_companies_takes_the_thirteen_reasons_of_the_norm():
    assert {reason.value for reason in reasons_of(StatusCode.REFUSED)} == {
        "TX_TVA_ERR", "MONTANTTOTAL_ERR", "CALCUL_ERR", "NON_CONFORME", "DOUBLON", "DEST_ERR",
        "TRANSAC_INC", "EMMET_INC", "CONTRAT_TERM", "DOUBLE_FACT", "CMD_ERR", "ADR_ERR",
        "REF_CT_ABSENT",
    }  # fmt: skip
    assert Reason.BY_REGIE in reasons_of(StatusCode.REFUSED, public=True)


def test_nothing_is_noted_after_a_refusal():
    invoice = an_invoice(issued=True)
    note(invoice, StatusCode.REFUSED, reason=Reason.ORDER_NUMBER)

    with pytest.raises(LifeIsOver, match="Refusée"):
        note(invoice, StatusCode.APPROVED)


def test_a_status_is_of_today_or_before_and_not_before_the_invoice():
    invoice = an_invoice(issued=True)

    with pytest.raises(StatusIsToCome):
        note(invoice, StatusCode.APPROVED, at=clock.now() + timedelta(days=2))
    with pytest.raises(StatusIsBeforeTheInvoice, match="un jour d'après"):
        note(invoice, StatusCode.APPROVED, at=clock.now() - timedelta(days=2))


def test_a_refusal_stays_the_last_word_when_older_news_comes_late():
    invoice = an_invoice(issued=True)
    refused = note(invoice, StatusCode.REFUSED, reason=Reason.SUM)
    late = note_late(invoice)

    assert queries.last_word([late, refused]) is refused


def note_late(invoice):
    from erp.billing.models import InvoiceStatus
    from erp.billing.platform.states import Source

    late = InvoiceStatus(invoice=invoice, code=StatusCode.RECEIVED, source=Source.PLATFORM)
    late.at = late.noted_at = clock.now() + timedelta(hours=1)
    db.session.add(late)
    db.session.commit()
    return late


def a_bill(*lines, kind=InvoiceKind.INVOICE, vat_on_debits=False):
    rows = [
        InvoiceLine(nature=nature, vat_rate=Decimal(rate), net=Decimal(net))
        for nature, rate, net in lines
    ]
    return Invoice(kind=kind, lines=rows, vat_on_debits=vat_on_debits)


G, S = LineNature.GOODS, LineNature.SERVICE


def test_a_receipt_is_told_by_rate_for_services_only():
    bill = a_bill((G, 20, "100.00"), (S, 20, "100.00"), (S, "5.5", "100.00"))

    told = rules.collected_by_rate(bill, Decimal("345.50"))

    assert told == ((Decimal("5.5"), Decimal("105.50")), (Decimal(20), Decimal("120.00")))


def test_with_the_option_for_debits_no_receipt_is_told():
    bill = a_bill((S, 20, "100.00"), vat_on_debits=True)
    assert rules.collected_by_rate(bill, Decimal(120)) == ()


@given(
    st.lists(st.tuples(st.sampled_from([0, 10, 20]), st.integers(1, 10**6)), min_size=1),
    st.integers(1, 10**8),
)
def test_the_parts_of_a_receipt_make_it_up_to_the_cent(lines, cents):
    bill = a_bill(*[(S, rate, Decimal(net) / 100) for rate, net in lines])
    amount = Decimal(cents) / 100

    told = rules.collected_by_rate(bill, amount)

    assert sum(share for _, share in told) == amount


def test_collected_asks_for_an_amount():
    invoice = an_invoice(issued=True)
    with pytest.raises(CollectedHasNoAmount, match="montant reçu"):
        note(invoice, StatusCode.COLLECTED)


def test_the_page_of_an_invoice_tells_its_life_and_what_to_do(browse):
    invoice = an_invoice(issued=True)
    browser, new = browse(a_user()), f"/bureau/factures/{invoice.id}/statuts/nouveau"
    fields = {"code": "210", "day": clock.today().isoformat()}

    without = browser.send(new, fields)
    page = browser.send(new, {**fields, "reason": "CMD_ERR", "words": "Bon 12, pas 21"})

    assert without.status_code == 422 and "demande un motif" in without.text
    for words in ("Refusée", "Numéro de commande faux", "Bon 12, pas 21", "Faites un avoir"):
        assert words in page.text
    again = browser.send(new, {**fields, "code": "205"})
    assert again.status_code == 422 and "dernier statut" in again.text


def test_only_companies_of_france_are_told_that_receipts_are_sent_on():
    invoice = an_invoice(issued=True)
    for line in invoice.lines:
        line.nature = S

    with db.session.no_autoflush:
        assert queries.life_of(invoice).tells_receipts
        invoice.customer.country = "CH"
        assert not queries.life_of(invoice).tells_receipts
    db.session.rollback()
