"""What e-reporting tells of a period, and the files that carry it."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from erp.billing.models import SupplierInvoice
from erp.core.tables import safe

PURCHASES = "purchases_abroad"
COLUMNS = ("report", "day", "number", "type", "frame", "preceding", "buyer", "country", "buyer_vat", "category", "rate", "net", "vat", "received", "count", "seller", "seller_id")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of a report; what does not apply is "" or zero.

    A sale abroad is told as its invoice says it: whole, and `frame` (BT-23) and `preceding` (BG-3, the
    numbers with a space between) tell that its deposits were told before.

    A purchase names its seller: by VAT number in the Union, else by country and name.

    `report`: "sales_to_persons", "sales_abroad", "received_from_persons", "received_abroad",
    "purchases_abroad".
    """

    report: str
    day: date
    rate: Decimal
    category: str = ""
    number: str = ""
    type: str = ""
    frame: str = ""
    preceding: str = ""
    buyer: str = ""
    country: str = ""
    buyer_vat: str = ""
    net: Decimal = Decimal(0)
    vat: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    count: int = 1
    seller: str = ""
    seller_id: str = ""
    filed_on: date | None = None  # of a purchase; in no file


@dataclass(frozen=True)
class Report:
    """The rows of a period, in the order they are told; `unclear`: purchases that are not told
    because something in them would have to be guessed; `refused`: those that are none any more."""

    since: date
    until: date
    siren: str
    rows: Sequence[Row]
    unclear: Sequence[SupplierInvoice] = ()
    refused: Sequence[SupplierInvoice] = ()

    def total(self, name: str, *, bought: bool = False) -> Decimal:
        """Of sales and receipts, or of purchases."""
        told = [row for row in self.rows if (row.report == PURCHASES) is bought]
        return sum((getattr(row, name) for row in told), Decimal(0))

    @property
    def has_purchases(self) -> bool:
        return any(row.report == PURCHASES for row in self.rows)


def as_json(told: Report) -> bytes:
    """{version, siren, since, until, rows}; amounts are text with a point, days ISO."""
    rows = [{name: _text(getattr(row, name)) for name in COLUMNS} for row in told.rows]
    whole = {
        "version": 1,
        "siren": told.siren,
        "since": told.since.isoformat(),
        "until": told.until.isoformat(),
        "rows": rows,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def as_csv(told: Report) -> bytes:
    """As French spreadsheets open it."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(COLUMNS)
    for row in told.rows:
        writer.writerow([_cell(getattr(row, name)) for name in COLUMNS])
    return target.getvalue().encode("utf-8-sig")


def _text(value: Any) -> str | int:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    return safe(str(_text(value)))
