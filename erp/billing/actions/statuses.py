"""Note what an issued invoice lives: what the office learnt, what the platform tells."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from erp.billing.actions import exchanges
from erp.billing.models import Invoice, InvoiceStatus, Payment, Share, StatusAmount
from erp.billing.platform import queries as platform
from erp.billing.platform import rules
from erp.billing.platform.refusals import CollectedHasNoAmount
from erp.billing.platform.states import Reason, Source, StatusCode
from erp.core import clock, journal, ledger
from erp.core.db import db, hold
from erp.core.words import N_
from erp.people.models import User
from erp.school.models import School

NOON = time(12)  # a receipt is known by its day
REPLACED = N_("Remplacée par %(invoice)s")
SET_OFF = N_("Avoir %(note)s")
TAKEN_BACK = N_("Règlement retiré de cette facture")
SELLERS = frozenset({StatusCode.COMPLETED, StatusCode.COLLECTED, StatusCode.CANCELLED})


def note_status(
    invoice: Invoice,
    code: StatusCode,
    *,
    reason: Reason | None = None,
    words: str = "",
    amount: Decimal | None = None,
    parts: rules.Shares = (),
    at: datetime,
    school: School,
    actor: User,
    now: datetime,
) -> InvoiceStatus:
    """What the office knows of it, from a letter or from the platform's own site.

    `amount`: of « Encaissée », what was received, tax included; or its `parts` by rate.
    """
    hold(invoice)
    rules.check_is_on_its_way(invoice, platform.statuses_of(invoice.id))
    rules.check_reason(code, reason, public=False)
    rules.check_day_of_status(invoice, clock.day_of(at), today=clock.day_of(now))
    status = InvoiceStatus(invoice=invoice, code=code, words=words, at=at, noted_at=now)
    status.reason, status.source, status.noted_by = reason or "", Source.OFFICE, actor
    _tell_rates(status, parts or _by_rate(code, invoice, amount))
    db.session.add(status)
    ledger.seal(status, now=now)
    journal.write(invoice, "status", N_("Statut noté"), actor=actor, note=code.label)
    _send_on(status, school, now)
    return status


def note_replaced(corrective: Invoice, *, school: School, actor: User, now: datetime) -> None:
    """« Annulée », of the invoice whose place it takes; a life that was over stays as it ended."""
    replaced = corrective.replaces
    if replaced is None:
        return
    last = platform.last_word(platform.statuses_of(replaced.id))
    if last is None or not last.code.is_terminal:
        words = REPLACED % {"invoice": corrective}
        facts: dict[str, Any] = {"at": now, "now": now, "school": school, "actor": actor}
        note_status(replaced, StatusCode.CANCELLED, words=words, **facts)


def note_receipt(payment: Payment, *, school: School, actor: User, now: datetime) -> None:
    """« Encaissée », of each paper that it settles: an invoice paid, a credit note paid back."""
    db.session.flush()
    shares = payment.shares if payment.amount > 0 else payment.covered_by
    note_shares(shares, payment.received_on, school=school, actor=actor, now=now)


def note_set_off(note: Invoice, *, school: School, actor: User, now: datetime) -> None:
    """What a new credit note changes of what the money on its invoice is for."""
    db.session.refresh(note, ["used"])
    note_shares(note.used, clock.day_of(now), school=school, actor=actor, now=now)


def note_shares(
    shares: Sequence[Share], day: date, *, school: School, actor: User, now: datetime, why: str = ""
) -> None:
    """« Encaissée », of each paper the platform carried whose tax is due on payment.

    Below zero for what is paid no more or paid back, with the reason (XP Z12-012, P1.15, P1.17).
    """
    for (paper, source), parts in _made_due(shares).items():
        told = rules.told_of(parts)
        if told and _is_told(paper, told):
            note_status(
                paper,
                StatusCode.COLLECTED,
                words=_words(paper, source, told, why),
                parts=told,
                at=min(clock.at(max(day, paper.issued_on or day), NOON), now),
                school=school,
                actor=actor,
                now=now,
            )


def _made_due(
    shares: Sequence[Share],
) -> dict[tuple[Invoice, Payment | Invoice | None], dict[rules.Part, Decimal]]:
    """Of each invoice and credit note, by what it was settled with."""
    sums: dict[tuple[Invoice, Payment | Invoice | None], dict[rules.Part, Decimal]] = {}
    for one in shares:
        for paper in filter(None, (one.invoice, one.note)):
            db.session.expire(paper, ["shares", "used"])
        source = one.payment or one.refund or one.note
        for paper, parts in rules.COLLECTED.made_due(one):
            so_far = sums.setdefault((paper, source), {})
            for key, part in parts.items():
                so_far[key] = so_far.get(key, Decimal(0)) + part
    return sums


def _words(paper: Invoice, source: Payment | Invoice | None, told: rules.Shares, why: str) -> str:
    """The reference of the money, or why it went back; the note that was set off."""
    reason = paper.reason if paper.credited_id else ""
    is_received = sum(part for _, part in told) > 0
    if isinstance(source, Payment):
        return source.reference if is_received else why or reason or TAKEN_BACK
    lowers = source is not None and source.credited_id == paper.id
    return reason or (SET_OFF % {"note": source} if is_received or lowers else TAKEN_BACK)


def _is_told(invoice: Invoice, parts: rules.Shares) -> bool:
    """Carried by a platform that is on, its life not over, and some tax due with this money; what
    it was never told of is not taken back there."""
    life = platform.life_of(invoice)
    if not (life.is_active and life.exchange and life.tells_receipts):
        return False
    over = life.last is not None and life.last.code.is_terminal
    told = sum((part.amount for one in life.statuses for part in one.amounts), Decimal(0))
    after = told + sum(part for _, part in parts)
    return not over and (after <= 0 if invoice.credited_id else after >= 0)


def _send_on(status: InvoiceStatus, school: School, now: datetime) -> None:
    """What a seller says goes to the platform that carried the invoice; what it told us does not.

    « Encaissée » says nothing there when no tax is due on payment (BR-FR-CDV-14).
    """
    says = status.code in SELLERS and (status.amounts or status.code is not StatusCode.COLLECTED)
    handed = platform.exchange_of_invoice(status.invoice_id)
    if says and handed is not None and platform.settings().is_active:
        exchanges.hand_over_status(status, school=school, now=now)


def _by_rate(code: StatusCode, invoice: Invoice, amount: Decimal | None) -> rules.Shares:
    if code is not StatusCode.COLLECTED:
        return ()
    if not amount:
        raise CollectedHasNoAmount
    return rules.collected_by_rate(invoice, amount)


def _tell_rates(status: InvoiceStatus, parts: rules.Shares) -> None:
    for rate, share in parts:
        status.amounts.append(StatusAmount(vat_rate=rate, amount=share))
