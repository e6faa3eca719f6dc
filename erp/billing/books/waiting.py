"""VAT that becomes due with the money (CGI 269-2): what waits of an invoice, what a share moves."""

from collections.abc import Iterator
from decimal import Decimal

from erp.billing import rules
from erp.billing.collecting import Measure
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
    """The VAT that this share makes due, by rate: of the invoice it pays or lowers, of the credit
    note it uses. A paper settled to the last cent has nothing waiting any more."""
    moved: ByRate = {}
    for _paper, parts in WAITING.made_due(share):
        for rate, amount in parts.items():
            moved[rate] = moved.get(rate, NOTHING) + amount
    return {rate: amount for rate, amount in moved.items() if amount}


def _spread(settled: Decimal, waiting: ByRate, asked: Decimal) -> ByRate:
    return {
        rate: round_cents(amount * settled / asked) if asked else NOTHING
        for rate, amount in waiting.items()
    }


WAITING = Measure(
    weigh=lambda paper: {rate: waiting for rate, _due, waiting in vat_at_issue(paper)},
    spread=_spread,
)
