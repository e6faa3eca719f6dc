"""What was bought of suppliers abroad: told by the buyer, invoice by invoice, without its lines.

CGI 290 I-3°; BOI-TVA-DECLA-20-30-50-10 § 60 and -20 § 70 (flow 10.1, role BY). Goods from outside
the Union pass the customs and are not told. From invoices of 1 September 2027 on for small ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from erp.billing.incoming import abroad
from erp.billing.incoming.facts import is_credit, taxes_of
from erp.billing.incoming.states import SupplierInvoiceState
from erp.billing.models import SupplierInvoice
from erp.billing.platform.reported import PURCHASES, Row
from erp.core import clock
from erp.core.db import db
from erp.core.identifiers import UNION

LETTERS = {"K": "B", "AE": "S", "O": "S"}  # category of the tax → what BT-23 says was bought
IMPORTED = "G"


@dataclass(frozen=True)
class Purchases:
    """What is told, what cannot be told as it is, and what was refused: told before, perhaps."""

    rows: list[Row] = field(default_factory=list)
    unclear: list[SupplierInvoice] = field(default_factory=list)
    refused: list[SupplierInvoice] = field(default_factory=list)


def sorted_out(filed: Sequence[SupplierInvoice]) -> Purchases:
    found = Purchases()
    for invoice in filed:
        kinds = {tax.category for tax in taxes_of(invoice.facts)}
        if kinds == {IMPORTED}:
            continue
        if invoice.state is SupplierInvoiceState.REFUSED:
            found.refused.append(invoice)
        elif _is_clear(invoice, kinds):
            found.rows.extend(_rows(invoice, kinds))
        else:
            found.unclear.append(invoice)
    return found


def filed_abroad(since: date, until: date, *, most: int) -> Sequence[SupplierInvoice]:
    """By the day of the invoice."""
    chosen = select(SupplierInvoice).where(
        SupplierInvoice.issued_on.between(since, until),
        SupplierInvoice.supplier_country.not_in(abroad.AT_HOME),
    )
    ordered = chosen.order_by(SupplierInvoice.issued_on, SupplierInvoice.id)
    told = selectinload(SupplierInvoice.statuses)
    return db.session.scalars(ordered.options(told).limit(most)).all()


def _is_clear(invoice: SupplierInvoice, kinds: set[str]) -> bool:
    in_euros = invoice.facts["currency"] == "EUR"
    is_untaxed = not invoice.vat and bool(kinds) and kinds <= LETTERS.keys()
    return in_euros and is_untaxed and _is_placed(invoice, kinds)


def _is_placed(invoice: SupplierInvoice, kinds: set[str]) -> bool:
    """In the Union by its VAT number; out of it nothing is bought as goods of the Union."""
    country = invoice.supplier_country
    if country in UNION:
        return bool(invoice.facts["seller"]["vat_number"])
    return bool(country) and country not in abroad.RULES_OF_THEIR_OWN and "K" not in kinds


def _rows(invoice: SupplierInvoice, kinds: set[str]) -> Iterator[Row]:
    seller, country = invoice.facts["seller"], invoice.supplier_country
    bought = {LETTERS[kind] for kind in kinds}
    sign = -1 if is_credit(invoice.type_code) else 1
    for tax in sorted(taxes_of(invoice.facts), key=lambda tax: tax.category):
        yield Row(
            PURCHASES,
            invoice.issued_on,
            tax.rate,
            category=tax.category,
            number=invoice.number,
            type=invoice.type_code,
            frame=("M" if len(bought) > 1 else min(bought)) + "1",
            preceding=invoice.facts.get("preceding", ""),
            country=country,
            net=sign * tax.base,
            vat=sign * tax.amount,
            seller=invoice.supplier,
            seller_id=abroad.seller_id(invoice.supplier, country, seller["vat_number"]),
            filed_on=clock.day_of(invoice.filed_at),
        )
