"""What a status must be before it is noted, and what « Encaissée » tells of each rate."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlsplit

from erp.billing.collecting import Measure
from erp.billing.models import Invoice, InvoiceLine, InvoiceStatus, PlatformSettings
from erp.billing.platform.refusals import (
    AddressIsMissing,
    AddressIsNotSafe,
    CreditNotesLeaveNothing,
    LifeIsOver,
    NotForThePlatform,
    NotIssuedYet,
    ReasonDoesNotFit,
    ReasonIsMissing,
    SecretIsMissing,
    StatusIsBeforeTheInvoice,
    StatusIsToCome,
)
from erp.billing.platform.states import Adapter, Reason, StatusCode, reasons_of
from erp.billing.rules import tax_is_due_on_payment
from erp.core.money import round_cents
from erp.documents import format as french
from erp.sales.states import VatCase

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
BUYER_OWES = frozenset({VatCase.SUBCONTRACTED_WORKS, VatCase.EU_SERVICES})
Key = TypeVar("Key")
Shares = tuple[tuple[Decimal, Decimal], ...]  # (rate, amount with tax)
Part = tuple[Decimal, bool]  # rate, whether its tax is due with the money


def check_is_on_its_way(invoice: Invoice, statuses: Sequence[InvoiceStatus]) -> None:
    """Issued, and its life is not over."""
    if invoice.number is None:
        raise NotIssuedYet(invoice=invoice)
    last = last_word(statuses)
    if last is not None and last.code.is_terminal:
        raise LifeIsOver(invoice=invoice, status=last)


def check_reason(code: StatusCode, reason: Reason | None, *, public: bool) -> None:
    """BR-FR-CDV-15 and BR-FR-CDV-CL-09."""
    if reason is None:
        if code.asks_for_reason:
            raise ReasonIsMissing(status=code.label)
    elif reason not in reasons_of(code, public=public):
        raise ReasonDoesNotFit(reason=reason.label, status=code.label)


def check_day_of_status(invoice: Invoice, day: date, *, today: date) -> None:
    if day > today:
        raise StatusIsToCome
    if invoice.issued_on and day < invoice.issued_on:
        raise StatusIsBeforeTheInvoice(invoice=invoice, day=french.day(invoice.issued_on))


def last_word(statuses: Sequence[InvoiceStatus]) -> InvoiceStatus | None:
    """Where the invoice stands: a last status outlives what comes late; else the newest."""
    over = [one for one in statuses if one.code.is_terminal]
    return max(over or statuses, key=lambda one: (one.at, one.id), default=None)


def collected_by_rate(invoice: Invoice, amount: Decimal) -> Shares:
    """The part of a receipt, tax included, whose tax becomes due with it: by rate, in proportion
    to what the credit notes set off on it leave of the invoice."""
    left, lowered = COLLECTED.left(invoice, invoice.shares)
    is_gone = lowered and lowered == invoice.gross - invoice.deducted  # cents of a rate may stay
    told = () if is_gone else told_of(_spread(amount, left, amount))
    if lowered and not told and told_of(_spread(amount, _parts(invoice.lines), amount)):
        raise CreditNotesLeaveNothing(invoice=invoice)
    return told


def told_of(parts: dict[Part, Decimal]) -> Shares:
    """What is told of these: by rate, and not what bears no tax with the money."""
    return tuple((rate, share) for (rate, due), share in sorted(parts.items()) if due and share)


def _parts(lines: Iterable[InvoiceLine]) -> dict[Part, Decimal]:
    """With tax. Goods bear theirs already, and where the buyer owes it there is none (CGI 290 A):
    they take their part of the receipt and are left out."""
    parts: dict[Part, Decimal] = {}
    for line in lines:
        due = tax_is_due_on_payment(line) and line.vat_case not in BUYER_OWES
        key = (line.vat_rate, due)
        parts[key] = parts.get(key, Decimal(0)) + line.net * (1 + line.vat_rate / 100)
    return parts


def _spread(amount: Decimal, parts: dict[Part, Decimal], _asked: Decimal) -> dict[Part, Decimal]:
    is_below = sum(parts.values(), Decimal(0)) < 0
    return dict(in_proportion(-amount if is_below else amount, sorted(parts.items())))


COLLECTED = Measure(weigh=lambda paper: _parts(paper.lines), spread=_spread)


def in_proportion(
    amount: Decimal, parts: Sequence[tuple[Key, Decimal]]
) -> list[tuple[Key, Decimal]]:
    """Rounded so that the shares make up the amount exactly."""
    whole = sum((part for _, part in parts), Decimal(0))
    shares, before, told = [], Decimal(0), Decimal(0)
    for key, part in parts:
        before += part
        until = round_cents(amount * before / whole) if whole else Decimal(0)
        shares.append((key, until - told))
        told = until
    return shares


def check_can_be_reached(settings: PlatformSettings, *, has_secret: bool) -> None:
    """Before anything is sent: where to, and with which key."""
    if settings.adapter is Adapter.FOLDER:
        return
    if not settings.address:
        raise AddressIsMissing
    for address in (settings.address, settings.token_address):
        if address and not _is_safe(address):
            raise AddressIsNotSafe
    if not has_secret:
        raise SecretIsMissing


def _is_safe(address: str) -> bool:
    """Invoices travel encrypted, but for a platform on this very machine."""
    try:
        url = urlsplit(address)
        host = url.hostname or ""
    except ValueError:
        return False
    return bool(host) and (url.scheme == "https" or (url.scheme == "http" and host in HERE))


def rule_of(treatment: str, invoice: Invoice) -> str:
    """ProcessingRule of an invoice, from its note BAR: between taxable persons of France only."""
    if treatment != "B2B":
        raise NotForThePlatform(invoice=invoice)
    return "B2G" if invoice.customer.is_public else "B2B"
