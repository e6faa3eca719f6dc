"""What each share makes due of the papers it settles (CGI 269-2), whatever is measured of it.

A credit note lowers its own invoice: what nobody paid is given back without a receipt, and the
money, that of before too, is for what the note leaves. Set off against another invoice it is a
payment: that one is paid and the note given back (C. civ. 1347, CE 466953 of 11 June 2024).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from erp.billing.models import Invoice, Share

NOTHING = Decimal("0.00")
Key = TypeVar("Key")


@dataclass(frozen=True)
class Measure(Generic[Key]):
    """`weigh`: the parts of a paper, below zero of a credit note. `spread`: so much money over
    these parts, of which so much was asked in all."""

    weigh: Callable[[Invoice], dict[Key, Decimal]]
    spread: Callable[[Decimal, dict[Key, Decimal], Decimal], dict[Key, Decimal]]

    def made_due(self, share: Share) -> Iterator[tuple[Invoice, dict[Key, Decimal]]]:
        """Of the invoice that it pays or lowers, below zero of the credit note that it uses up.

        Each share takes what all so far make due, less what those before it did.
        """
        invoice = share.invoice
        if invoice is not None:
            before = [one for one in invoice.shares if one.id < share.id]
            until = self._due(invoice, [*before, share])
            yield invoice, _plus(until, self._due(invoice, before), -1)
        if share.note is not None and not _lowers(share):
            yield share.note, self._taken(share, share.note)

    def left(self, invoice: Invoice, shares: Iterable[Share]) -> tuple[dict[Key, Decimal], Decimal]:
        """What the credit notes set off on it leave of an invoice; by how much they lower it."""
        left, lowered = self.weigh(invoice), NOTHING
        for one in shares:
            if one.note is not None and _lowers(one):
                lowered += one.amount
                left = _plus(left, self._taken(one, one.note))
        return left, lowered

    def _due(self, invoice: Invoice, shares: list[Share]) -> dict[Key, Decimal]:
        left, lowered = self.left(invoice, shares)
        money = sum((one.amount for one in shares if not _lowers(one)), NOTHING)
        return self.spread(money, left, invoice.gross - invoice.deducted - lowered)

    def _taken(self, share: Share, note: Invoice) -> dict[Key, Decimal]:
        """Its part of a credit note, below zero: all its uses make it up to the cent."""
        before = sum((one.amount for one in note.used if one.id < share.id), NOTHING)
        whole, asked = self.weigh(note), abs(note.gross)
        until = self.spread(before + share.amount, whole, asked)
        return _plus(until, self.spread(before, whole, asked), -1)


def _lowers(share: Share) -> bool:
    """Whether it sets a credit note off against the invoice that the note corrects."""
    note = share.note
    return (
        note is not None and share.invoice_id is not None and note.credited_id == share.invoice_id
    )


def _plus(parts: dict[Key, Decimal], more: dict[Key, Decimal], sign: int = 1) -> dict[Key, Decimal]:
    keys = dict.fromkeys([*parts, *more])
    return {key: parts.get(key, NOTHING) + sign * more.get(key, NOTHING) for key in keys}
