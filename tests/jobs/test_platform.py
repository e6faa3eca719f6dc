"""Invoices leave for the platform once, whatever it answers: real HTTP against our own stub."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from erp.billing import actions as billing
from erp.billing.actions import exchanges, note_status
from erp.billing.models import InvoiceStatus, PlatformExchange, PlatformSettings
from erp.billing.platform import cdar, queries, secret
from erp.billing.platform.api import Account, FlowService
from erp.billing.platform.file_drop import FileDrop
from erp.billing.platform.port import FACTUR_X, Flow, PlatformFailed
from erp.billing.platform.refusals import AlreadyHandedOver, PlatformIsOff, PlatformSaidNo
from erp.billing.platform.states import Adapter, Reason, StatusCode
from erp.billing.settling import Receipt
from erp.billing.states import PaymentMethod
from erp.core import clock, outbox
from erp.core.db import db
from erp.core.outbox import GiveUp, OutboxMessage, OutboxState
from erp.flow import issued_invoice, platform_post, received_money
from erp.flow.platform_post import Post
from erp.sales.states import LineNature
from tests.builders import a_school, a_user
from tests.builders_work import an_invoice
from tests.platform_stub import SECRET, Stub


@pytest.fixture
def stub():
    stub = Stub()
    yield stub
    stub.stop()


def service(stub, timeout=0.3, **facts):
    token = stub.address.replace("/afnor-flow", "/token")
    account = Account(stub.address, token, "ecole", SECRET)
    return FlowService(replace(account, **facts), timeout=timeout)


FLOW = Flow("100000009-F2026-00001", "F2026-00001.pdf", b"%PDF-1.7 essai", FACTUR_X, "B2B")
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)


def test_a_flow_is_sent_with_its_fingerprint_and_its_name(stub):
    receipt = service(stub).send(FLOW)

    sent = stub.flows[0]
    assert receipt == sent["flowId"]
    assert (sent["trackingId"], sent["sha256"]) == (FLOW.tracking_id, FLOW.sha256)
    assert (sent["flowSyntax"], sent["processingRule"]) == ("Factur-X", "B2B")
    assert stub.originals[receipt] == FLOW.content


def test_a_flow_sent_twice_is_there_once(stub):
    assert service(stub).send(FLOW) == service(stub).send(FLOW)
    assert len(stub.flows) == 1


@pytest.mark.parametrize("fault", ["late", "html", "nameless"])
def test_an_answer_lost_or_spoilt_after_the_flow_was_taken_sends_nothing_twice(stub, fault):
    stub.faults = [fault]

    with pytest.raises(PlatformFailed):
        service(stub).send(FLOW)
    receipt = service(stub).send(FLOW)

    assert receipt == stub.flows[0]["flowId"] and len(stub.flows) == 1


def test_a_platform_in_trouble_is_tried_again_and_one_that_says_no_is_not(stub):
    stub.faults = [500, 422]

    with pytest.raises(PlatformFailed, match="500 E taux inconnu"):
        service(stub).send(FLOW)
    with pytest.raises(GiveUp, match="422 E taux inconnu"):
        service(stub).send(FLOW)
    assert stub.flows == []


def test_a_wrong_key_or_no_platform_is_told(stub):
    with pytest.raises(PlatformFailed, match="401"):
        service(stub, secret="autre").check()
    service(stub).check()
    with pytest.raises(PlatformFailed, match="pas de réponse"):
        service(stub, address="http://127.0.0.1:9", token_address="").check()


def a_message(number="F2026-00001", code="210", **facts):
    message = cdar.Message(
        message_id="m", at=datetime(2026, 11, 20, 9, tzinfo=UTC), teller="200000008",
        role=cdar.BUYER, told="100000009", number=number, type_code="380",
        issued_on=date(2026, 11, 1), seller="100000009", code=code, label="Refusée",
        reason="CMD_ERR", reason_label="Commande", words="Bon 12",
    )  # fmt: skip
    return replace(message, **facts)


def test_a_message_written_is_read_the_same():
    message = a_message(code="212", amounts=[(Decimal(20), Decimal("118.80"))])

    told = cdar.read(cdar.write(message), "f", LONG_AGO)[0]

    assert (told.number, told.issued_on, told.code) == ("F2026-00001", date(2026, 11, 1), "212")
    assert (told.reason, told.words, told.at) == ("CMD_ERR", "Commande · Bon 12", message.at)
    assert told.amounts == (("20.00", "118.80"),)


def test_news_come_page_after_page_none_missed_none_twice(stub):
    same = stub.tick()
    for n in range(230):
        moment = same if 95 <= n < 105 else stub.tick()  # ten at one moment, over a page's end
        stub.add("CustomerInvoiceLC", cdar.write(a_message(number=f"F{n}")), at=moment)

    news = service(stub, timeout=5).news(LONG_AGO)

    assert sorted(told.number for told in news.statuses) == sorted(f"F{n}" for n in range(230))
    assert news.until == max(datetime.fromisoformat(f["updatedAt"]) for f in stub.flows)


def test_more_flows_at_one_moment_than_a_page_holds_are_told_not_dropped(stub):
    moment = stub.tick()
    for _n in range(101):
        stub.add("CustomerInvoice", at=moment)
    with pytest.raises(PlatformFailed, match="même instant"):
        service(stub, timeout=5).news(LONG_AGO)


def test_a_message_that_cannot_be_read_is_counted_and_the_others_are_kept(stub):
    stub.add("CustomerInvoiceLC", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    stub.add("CustomerInvoiceLC", b"%PDF")
    stub.add("CustomerInvoiceLC", cdar.write(a_message()))

    news = service(stub).news(LONG_AGO)

    assert (len(news.statuses), news.unread) == (1, 2)


# The school and its outbox


@pytest.fixture
def post(tmp_path):
    return Post(tmp_path)


def turn_on(adapter=Adapter.FOLDER, **facts):
    settings = queries.settings()
    exchanges.change_platform(settings, actor=a_user(), adapter=adapter, **facts)
    exchanges.activate_platform(settings, has_secret=True, actor=a_user(), now=clock.now())
    db.session.commit()


def issue_of(nature):
    invoice = an_invoice()
    for line in invoice.lines:
        line.nature = nature
    return issue(invoice)


def issue(invoice=None):
    invoice = invoice or an_invoice()
    issued_invoice.issue_invoice(
        invoice, school=a_school(), link="x", actor=a_user(), now=clock.now()
    )
    db.session.commit()
    return invoice


def deliver(post):
    waiting = db.session.query(OutboxMessage).filter_by(kind="platform").one()
    waiting.due_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    return outbox.deliver(waiting.id, {"platform": platform_post.sender(post)})


def test_nothing_leaves_before_it_is_activated():
    invoice = issue()
    assert db.session.query(PlatformExchange).count() == 0
    with pytest.raises(PlatformIsOff, match="la direction l'active"):
        exchanges.hand_over(invoice, school=a_school(), now=clock.now())


def test_an_invoice_issued_once_the_platform_is_on_lies_in_the_folder_with_its_note(post):
    turn_on()
    invoice = issue()

    assert deliver(post)

    folder = post.data_dir / "plateforme"
    note = json.loads((folder / f"100000009-{invoice.number}.json").read_text())
    assert (folder / note["file"]).read_bytes() == invoice.paper.content
    assert (note["number"], note["sha256"]) == (invoice.number, invoice.paper.sha256)
    assert queries.exchange_of_invoice(invoice.id).receipt.endswith(".json")
    assert not list(folder.glob(".*"))


def test_money_for_a_carried_service_is_told_as_collected_by_itself():
    turn_on()
    school = a_school()
    school.vat_on_debits = False
    carried, goods = issue_of(LineNature.SERVICE), issue_of(LineNature.GOODS)

    for one in (carried, goods):
        half = Receipt(one.gross / 2, PaymentMethod.TRANSFER, clock.today(), reference="VIR 12")
        received_money.pay_invoice(one, half, school=school, actor=a_user(), now=clock.now())

    told = queries.statuses_of(carried.id)
    assert [(one.code, one.words) for one in told] == [(StatusCode.COLLECTED, "VIR 12")]
    assert [(one.vat_rate, one.amount) for one in told[0].amounts] == [(20, carried.gross / 2)]
    assert queries.statuses_of(goods.id) == []
    handed = db.session.query(PlatformExchange).filter_by(status_id=told[0].id)
    assert handed.count() == 1


def told_as_collected(invoice) -> list:
    """In the order of time."""
    told = reversed(queries.statuses_of(invoice.id))
    return [sum(part.amount for part in one.amounts) for one in told]


def test_money_that_is_taken_back_is_told_below_zero_and_the_credit_used_again():
    turn_on()
    facts = {"school": a_school(), "actor": a_user(), "now": clock.now()}
    facts["school"].vat_on_debits = False
    invoice = issue_of(LineNature.SERVICE)
    all_of_it = Receipt(invoice.gross, PaymentMethod.CHEQUE, clock.today(), reference="CHQ 7")
    payment = received_money.pay_invoice(invoice, all_of_it, **facts)

    received_money.take_back(payment, invoice, **facts)
    assert told_as_collected(invoice) == [invoice.gross, -invoice.gross]

    received_money.use_credit(invoice.customer, {invoice.id: invoice.gross / 2}, **facts)
    assert told_as_collected(invoice)[2:] == [invoice.gross / 2]

    received_money.correct_payment(payment, reason="Chèque sans provision", **facts)
    assert sum(told_as_collected(invoice)) == 0
    words = [one.words for one in reversed(queries.statuses_of(invoice.id))]
    assert words == ["CHQ 7", "Règlement retiré de cette facture", "CHQ 7", "Chèque sans provision"]
    assert (
        db.session.query(PlatformExchange).filter(PlatformExchange.status_id.isnot(None)).count()
        == 4
    )


def test_money_given_back_is_told_below_zero_of_its_credit_note_with_the_reason():
    """XP Z12-012, P1.15 and P1.17: a net amount below zero, and the motive in the comment."""
    turn_on()
    facts = {"school": a_school(), "actor": a_user(), "now": clock.now()}
    facts["school"].vat_on_debits = False
    invoice = issue_of(LineNature.SERVICE)
    receipt = Receipt(invoice.gross, PaymentMethod.TRANSFER, clock.today())
    received_money.pay_invoice(invoice, receipt, **facts)
    wanted = {line.id: line.quantity for line in invoice.lines}
    note = issued_invoice.credit_invoice(
        invoice, wanted, reason="Pièces reprises", link="x/{id}", **facts
    )
    assert told_as_collected(note) == []

    del facts["school"]
    refund = received_money.pay_back(invoice.customer, receipt, school=a_school(), **facts)

    assert told_as_collected(note) == [-invoice.gross]
    assert [one.words for one in queries.statuses_of(note.id)] == ["Pièces reprises"]
    received_money.correct_payment(refund, reason="Virement rejeté", school=a_school(), **facts)
    assert sum(told_as_collected(note)) == 0


def replace_it(invoice):
    corrective = billing.draft_corrective(invoice, reason="Prix", actor=a_user())
    return issue(corrective)


def test_a_replaced_invoice_is_told_as_cancelled():
    turn_on()
    invoice = issue()
    corrective = replace_it(invoice)

    told = queries.statuses_of(invoice.id)

    assert [(one.code, one.words) for one in told] == [
        (StatusCode.CANCELLED, f"Remplacée par {corrective.number}")
    ]
    assert db.session.query(PlatformExchange).filter_by(status_id=told[0].id).count() == 1
    assert queries.statuses_of(corrective.id) == []


def test_a_refused_invoice_that_is_replaced_stays_refused():
    invoice = issue()
    facts = {"school": a_school(), "actor": a_user(), "at": clock.now(), "now": clock.now()}
    note_status(invoice, StatusCode.REFUSED, reason=Reason.ORDER_NUMBER, **facts)

    assert replace_it(invoice).number
    assert [one.code for one in queries.statuses_of(invoice.id)] == [StatusCode.REFUSED]


def test_what_the_platform_was_never_told_is_not_taken_back_there():
    facts = {"school": a_school(), "actor": a_user(), "now": clock.now()}
    facts["school"].vat_on_debits = False
    turn_on()
    invoice = issue_of(LineNature.SERVICE)
    receipt = Receipt(invoice.gross, PaymentMethod.CHEQUE, clock.today())
    payment = billing.pay_invoice(invoice, receipt, actor=facts["actor"], now=facts["now"])

    received_money.take_back(payment, invoice, **facts)

    assert queries.statuses_of(invoice.id) == []


def test_money_for_what_no_platform_carried_is_told_to_nobody():
    invoice = issue_of(LineNature.SERVICE)
    receipt = Receipt(invoice.gross, PaymentMethod.TRANSFER, clock.today())
    received_money.pay_invoice(invoice, receipt, school=a_school(), actor=a_user(), now=clock.now())
    assert queries.statuses_of(invoice.id) == []


def test_a_folder_takes_the_same_flow_once(tmp_path):
    drop = FileDrop(tmp_path)
    first = drop.send(FLOW)
    other = replace(FLOW, content=b"autre")
    assert drop.send(other) == first
    assert (tmp_path / "100000009-F2026-00001.pdf").read_bytes() == FLOW.content


def test_the_outbox_waits_out_a_platform_in_trouble_and_sends_once(post, stub):
    token = stub.address.replace("/afnor-flow", "/token")
    secret.keep(post.data_dir, SECRET)
    turn_on(Adapter.API, address=stub.address, token_address=token, client_id="ecole")
    invoice = issue()
    stub.faults = [500, "nameless"]

    assert [deliver(post), deliver(post), deliver(post)] == [False, False, True]

    assert [flow["name"] for flow in stub.flows] == [f"{invoice.number}.pdf"]
    assert queries.exchange_of_invoice(invoice.id).receipt == stub.flows[0]["flowId"]
    with pytest.raises(AlreadyHandedOver, match="déjà remise"):
        exchanges.hand_over(invoice, school=a_school(), now=clock.now())


def test_what_the_platform_refuses_is_given_up_at_once_and_can_be_taken_up_again(post, stub):
    token = stub.address.replace("/afnor-flow", "/token")
    secret.keep(post.data_dir, SECRET)
    turn_on(Adapter.API, address=stub.address, token_address=token, client_id="ecole")
    invoice = issue()
    stub.faults = [422]

    deliver(post)
    exchange = queries.exchange_of_invoice(invoice.id)
    assert exchange.message.state is OutboxState.GIVEN_UP and "taux inconnu" in exchange.error

    exchanges.send_again(exchange, actor=a_user())
    db.session.commit()
    assert deliver(post) and exchange.receipt


def test_what_the_seller_says_of_a_receipt_follows_the_invoice_by_rate(monkeypatch):
    turn_on()
    invoice = issue()
    facts = {"school": a_school(), "actor": a_user(), "at": clock.now(), "now": clock.now()}
    note_status(invoice, StatusCode.IN_HAND, **facts)  # told by the buyer: not sent back
    monkeypatch.setattr("erp.billing.platform.rules.tax_is_due_on_payment", lambda *_: True)
    note_status(invoice, StatusCode.COLLECTED, amount=Decimal("60.00"), **facts)
    db.session.commit()

    left = db.session.query(PlatformExchange).order_by(PlatformExchange.id).all()

    assert [one.status and one.status.code for one in left] == [None, StatusCode.COLLECTED]
    told = cdar.read(platform_post.flow_of(left[1], a_school()).content, "f", clock.now())[0]
    assert (told.code, sum(Decimal(amount) for _, amount in told.amounts)) == ("212", 60)


@time_machine.travel("2026-11-21T09:00:00Z", tick=False)
def test_statuses_told_by_the_platform_stand_on_the_invoice_once(post, stub):
    secret.keep(post.data_dir, "jeton-1")
    turn_on(Adapter.API, address=stub.address, token_address="")
    invoice = issue()
    for number in (invoice.number, "F1999-00001"):
        message = a_message(number=number, issued_on=invoice.issued_on)
        stub.add("CustomerInvoiceLC", cdar.write(message))
    stub.add(
        "CustomerInvoice", trackingId=f"100000009-{invoice.number}",
        acknowledgement={"status": "Error", "details": [{"reasonMessage": "SIREN inconnu"}]},
    )  # fmt: skip

    assert platform_post.collect(post) == ["F1999-00001"]
    platform_post.collect(post)

    told = db.session.query(InvoiceStatus).one()
    assert (told.code, told.reason_label) == (
        StatusCode.REFUSED,
        "Numéro de commande faux ou manquant",
    )
    assert queries.exchange_of_invoice(invoice.id).answer_words == "SIREN inconnu"


def test_a_platform_that_is_away_is_told_on_the_settings_page(post):
    secret.keep(post.data_dir, "x")
    turn_on(Adapter.API, address="http://127.0.0.1:9", token_address="")

    with pytest.raises(PlatformSaidNo, match="pas de réponse"):
        platform_post.collect(post)

    assert "pas de réponse" in db.session.get(PlatformSettings, 1).ask_error


def test_the_key_is_a_file_of_its_owner_and_in_no_table(post):
    secret.keep(post.data_dir, "première")
    secret.keep(post.data_dir, SECRET)

    kept = post.data_dir / secret.NAME
    assert (kept.stat().st_mode & 0o777, post.key) == (0o600, SECRET)
    assert "secret" not in PlatformSettings.__table__.columns


def test_the_director_sets_tries_and_activates_in_the_settings(browse, app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "DATA_DIR", str(tmp_path))
    from erp.people.states import Role

    a_school()
    director, url = browse(a_user(Role.DIRECTOR)), "/bureau/reglages/plateforme"
    db.session.commit()

    unsafe = director.send(f"{url}/modifier", {"adapter": "api", "address": "http://exemple.fr"})
    assert unsafe.status_code == 422 and "https://" in unsafe.text
    set_ = director.send(
        f"{url}/modifier",
        {"adapter": "api", "address": "https://127.0.0.1:9", "secret": "ma-cle-secrete"},
    )
    assert "rien ne part" in set_.text and "ma-cle-secrete" not in set_.text
    tried = director.send(f"{url}/essayer", page=url)
    assert "pas de réponse" in tried.text
    director.send(f"{url}/modifier", {"adapter": "folder"})
    assert "La plateforme répond" in director.send(f"{url}/essayer", page=url).text
    assert "Actif depuis" in director.send(f"{url}/activer", page=url).text
    assert "rien ne part" in director.send(f"{url}/arreter", page=url).text

    assert browse(a_user(Role.SECRETARY)).get(url).status_code in {403, 404}
