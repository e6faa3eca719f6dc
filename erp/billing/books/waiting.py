"""VAT that becomes due with the money (CGI 269-2): what waits of an invoice, what a share moves."""

from collections.abc import Iterator
from decimal import Decimal

from erp.billing import rules
from erp.billing.models import Invoice, Share
from erp.core.money import round_cents

NOTHING = Decimal("0.00")
ByRate = dict[Decimal, Decimal]


def vat_at_issue(invoice: Invoice) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """(rate, due at once, waiting for the money), what was taken off for deposits being gone.

    Where one rate bears goods and services, its VAT is split in proportion to their amounts.
    """
    taken: ByRate = {}
    for one in invoice.deductions:
        taken[one.vat_rate] = taken.get(one.vat_rate, NOTHING) + one.vat
    nets, waits = _nets(invoice)
    for rate, _base, vat in rules.vat_of(invoice):
        asked = vat - taken.pop(rate, NOTHING)
        part = waits.get(rate, NOTHING) / nets[rate] if nets[rate] else NOTHING
        waiting = round_cents(asked * part)
        yield rate, asked - waiting, waiting
    for rate, vat in taken.items():
        yield rate, -vat, NOTHING


def _nets(invoice: Invoice) -> tuple[ByRate, ByRate]:
    """By rate: of all lines, and of those whose tax is due on payment."""
    nets: ByRate = {}
    waits: ByRate = {}
    for line in invoice.lines:
        nets[line.vat_rate] = nets.get(line.vat_rate, NOTHING) + line.net
        if rules.tax_is_due_on_payment(line):
            waits[line.vat_rate] = waits.get(line.vat_rate, NOTHING) + line.net
    return nets, waits


def moved_by(share: Share) -> ByRate:
    """The VAT that this share makes due, by rate: of the invoice it pays, of the credit it uses.

    Each share takes what all so far make due, less what those before it did: a paper settled
    to the last cent has nothing waiting any more.
    """
    moved: ByRate = {}
    told = [(share.invoice, share.invoice.shares if share.invoice else [])]
    told.append((share.note, share.note.used if share.note else []))
    for paper, shares in told:
        if paper is None:
            continue
        before = sum((one.amount for one in shares if one.id < share.id), NOTHING)
        asked = abs(paper.gross - paper.deducted)
        for rate, _due, waiting in vat_at_issue(paper):
            part = _part(waiting, before + share.amount, asked) - _part(waiting, before, asked)
            moved[rate] = moved.get(rate, NOTHING) + part
    return {rate: amount for rate, amount in moved.items() if amount}


def _part(waiting: Decimal, settled: Decimal, asked: Decimal) -> Decimal:
    return round_cents(waiting * settled / asked) if asked else NOTHING
