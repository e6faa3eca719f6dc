"""Hand invoices and statuses to the approved platform, and note what it answers."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from erp.billing import papers
from erp.billing.models import (
    Invoice,
    InvoiceStatus,
    PlatformExchange,
    PlatformSettings,
    StatusAmount,
    SupplierStatus,
)
from erp.billing.platform import queries, rules
from erp.billing.platform.port import AnswerNews, News, StatusNews
from erp.billing.platform.refusals import AlreadyHandedOver, HasNoFile, NotIssuedYet, PlatformIsOff
from erp.billing.platform.states import Answer, Source, StatusCode
from erp.core import journal, ledger, outbox
from erp.core.db import db, hold
from erp.core.journal import Actor
from erp.core.ledger import TechnicalKind
from erp.core.outbox import OutboxState
from erp.core.words import N_
from erp.documents.facturx import codes
from erp.people.models import User
from erp.school.models import School

KIND = "platform"  # of the outbox's messages


def change_platform(
    settings: PlatformSettings, *, actor: Actor, has_new_key: bool = False, **facts: object
) -> None:
    """Where the platform is; changed, it has to be activated again."""
    for name, value in facts.items():
        setattr(settings, name, value)
    rules.check_can_be_reached(settings, has_secret=True)
    settings.activated_at = settings.activated_by_id = None
    db.session.add(settings)
    journal.write(settings, "change", N_("Plateforme réglée"), actor=actor)
    ledger.note(TechnicalKind.SETTING, N_("Plateforme agréée réglée : arrêtée"), actor=actor)
    if has_new_key:
        ledger.note(
            TechnicalKind.KEY, N_("La clé de la plateforme agréée est changée"), actor=actor
        )


def activate_platform(
    settings: PlatformSettings, *, has_secret: bool, actor: User, now: datetime
) -> None:
    """From here on, what is issued leaves; the news are asked from here on too."""
    rules.check_can_be_reached(settings, has_secret=has_secret)
    settings.activated_at, settings.activated_by_id = now, actor.id
    settings.asked_until = settings.asked_until or now
    db.session.add(settings)
    journal.write(settings, "activate", N_("Plateforme activée"), actor=actor)
    ledger.note(TechnicalKind.SETTING, N_("Plateforme agréée activée"), actor=actor)


def stop_platform(settings: PlatformSettings, *, actor: User) -> None:
    settings.activated_at = settings.activated_by_id = None
    journal.write(settings, "stop", N_("Plateforme arrêtée"), actor=actor)
    ledger.note(TechnicalKind.SETTING, N_("Plateforme agréée arrêtée"), actor=actor)


def hand_over(invoice: Invoice, *, school: School, now: datetime) -> PlatformExchange:
    """Leave the invoice's file in the outbox; once, whatever is pressed."""
    if not queries.settings().is_active:
        raise PlatformIsOff
    if invoice.number is None or invoice.paper is None:
        raise NotIssuedYet(invoice=invoice)
    hold(invoice)
    before = queries.exchange_of_invoice(invoice.id)
    if before is not None and not before.can_be_sent_again:
        raise AlreadyHandedOver(invoice=invoice)
    rule_of(invoice, school)
    if not _has_file(invoice):
        raise HasNoFile(invoice=invoice)
    return _leave(f"{school.siren}-{invoice.number}", now, again=before, invoice=invoice)


def rule_of(invoice: Invoice, school: School) -> str:
    treatment = codes.treatment(papers.invoice_paper(invoice, school))
    return rules.rule_of(treatment, invoice)


def goes_to_platform(invoice: Invoice, school: School) -> bool:
    """Whether issuing it hands it over: the platform is on, and both are taxable in France."""
    if not queries.settings().is_active or not _has_file(invoice):
        return False
    return codes.treatment(papers.invoice_paper(invoice, school)) == "B2B"


def _has_file(invoice: Invoice) -> bool:
    return invoice.paper is not None and b"factur-x.xml" in invoice.paper.content


def hand_over_status(status: InvoiceStatus, *, school: School, now: datetime) -> PlatformExchange:
    """Tell the platform what we noted of our own invoice."""
    name = f"{school.siren}-{status.invoice.number}-{status.code.value}-{status.id}"
    return _leave(name, now, invoice=status.invoice, status=status)


def hand_over_answer(status: SupplierStatus, *, school: School, now: datetime) -> None:
    """Tell a supplier what we say of their invoice: when the platform is on and they have a SIREN."""
    if queries.settings().is_active and status.invoice.supplier_siren:
        name = f"{school.siren}-{status.invoice.supplier_siren}-{status.code.value}-{status.id}"
        _leave(name, now, told=status)


def _leave(
    tracking_id: str, now: datetime, *, again: PlatformExchange | None = None, **what: object
) -> PlatformExchange:
    if again is not None and again.message is not None:
        outbox.send_again(again.message)
        return again
    exchange = PlatformExchange(tracking_id=tracking_id, created_at=now, **what)
    db.session.add(exchange)
    db.session.flush()  # the message names it by its id
    exchange.message_id = outbox.put(
        KIND, {"exchange_id": exchange.id}, key=f"{KIND}-{tracking_id}"
    )
    return exchange


def send_again(exchange: PlatformExchange, *, actor: User) -> None:
    """What was given up is tried anew."""
    if exchange.message is not None and exchange.message.state is OutboxState.GIVEN_UP:
        outbox.send_again(exchange.message)
        journal.write(exchange, "again", N_("Envoi repris"), actor=actor)


def note_receipt(exchange: PlatformExchange, receipt: str, *, now: datetime) -> None:
    if not exchange.receipt:
        exchange.receipt, exchange.received_at = receipt, now


def learn(news: News, *, now: datetime) -> list[str]:
    """Write down what is new; gives back the numbers of invoices that are not ours."""
    for answer in news.answers:
        _learn_answer(answer)
    strangers = [told.number for told in news.statuses if not _learn_status(told, now)]
    settings = queries.settings()
    settings.asked_until, settings.asked_at, settings.ask_error = news.until, now, ""
    db.session.add(settings)
    return strangers


def _learn_answer(told: AnswerNews) -> None:
    exchange = queries.exchange_named(told.tracking_id)
    if exchange is not None:
        exchange.answer = Answer.ERROR if told.is_error else Answer.TAKEN
        exchange.answer_words = told.words


def _learn_status(told: StatusNews, now: datetime) -> bool:
    """False when no issued invoice of ours has this number and day, or the code is not of ours."""
    invoice = queries.invoice_numbered(told.number)
    codes_ = {code.value for code in StatusCode}
    if (
        invoice is None
        or told.code not in codes_
        or told.issued_on not in {None, invoice.issued_on}
    ):
        return False
    if queries.is_known(told.flow_id):
        return True
    status = InvoiceStatus(invoice=invoice, code=StatusCode.of(told.code), flow_id=told.flow_id)
    status.reason, status.words = told.reason[:50], told.words
    status.at, status.noted_at, status.source = min(told.at, now), now, Source.PLATFORM
    status.amounts = [StatusAmount(vat_rate=rate, amount=amount) for rate, amount in _amounts(told)]
    db.session.add(status)
    ledger.seal(status, now=now)
    journal.write(invoice, "status", N_("Statut reçu"), actor=None, note=status.code.label)
    return True


def _amounts(told: StatusNews) -> list[tuple[Decimal, Decimal]]:
    """What can be read of them; a platform's figures are shown, never counted with."""
    found = []
    for rate, amount in told.amounts:
        try:
            pair = round(Decimal(rate), 2), round(Decimal(amount), 2)
        except (InvalidOperation, ValueError):
            continue
        if all(abs(number) < 10**12 for number in pair):
            found.append(pair)
    return found
