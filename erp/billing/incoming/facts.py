"""What a supplier's invoice says, whatever its syntax; amounts as the file gives them."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from erp.core.identifiers import UNION

CREDITS = frozenset({"261", "381", "396", "502", "503"})


@dataclass(frozen=True)
class Party:
    name: str
    siren: str = ""
    vat_number: str = ""
    address: tuple[str, ...] = ()
    country: str = ""

    @property
    def established(self) -> str:
        """Where it is: as it says, else as its numbers do; "" when nothing tells."""
        if self.country:
            return self.country
        state = {"EL": "GR"}.get(self.vat_number[:2], self.vat_number[:2])
        return state if state in UNION else "FR" if self.siren else ""


@dataclass(frozen=True)
class Line:
    label: str
    quantity: Decimal | None
    unit: str
    unit_price: Decimal | None
    vat_rate: Decimal | None
    net: Decimal | None


@dataclass(frozen=True)
class Tax:
    category: str
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Sums:
    """`line_total` is BT-106; `net` BT-109, `vat` BT-110, `gross` BT-112, `to_pay` BT-115."""

    line_total: Decimal | None
    allowances: Decimal
    charges: Decimal
    net: Decimal | None
    vat: Decimal | None
    gross: Decimal | None
    prepaid: Decimal
    rounding: Decimal
    to_pay: Decimal | None


@dataclass(frozen=True)
class Facts:
    """The whole of it. `profile` is BT-24, which says how much it tells."""

    number: str
    type_code: str
    issued_on: date | None
    due_on: date | None
    currency: str
    profile: str
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    taxes: tuple[Tax, ...]
    sums: Sums
    order_number: str = ""
    iban: str = ""
    preceding: str = ""  # of a credit note: what it corrects

    def as_json(self) -> dict[str, Any]:
        """For the page: numbers and days as text."""
        return _plain(asdict(self))


@dataclass(frozen=True)
class TypedInvoice:
    """What somebody reads on the paper of a supplier abroad who charges no VAT: without tax, in
    euros. With `preceding` it is a credit note."""

    supplier: str
    country: str
    vat_number: str
    number: str
    issued_on: date
    goods: Decimal
    services: Decimal
    preceding: str = ""

    def as_facts(self, buyer: Party) -> Facts:
        """In the Union a purchase of goods (K); a service, wherever from, is taxed here (AE)."""
        parts = [(kind, net) for kind, net in (("K", self.goods), ("AE", self.services)) if net]
        net, nothing = self.goods + self.services, Decimal(0)
        return Facts(
            number=self.number,
            type_code="381" if self.preceding else "380",
            issued_on=self.issued_on,
            due_on=None,
            currency="EUR",
            profile="",
            seller=Party(self.supplier, vat_number=self.vat_number, country=self.country),
            buyer=buyer,
            lines=(),
            taxes=tuple(Tax(kind, nothing, base, nothing) for kind, base in parts),
            sums=Sums(net, nothing, nothing, net, nothing, net, nothing, nothing, net),
            preceding=self.preceding,
        )


def is_credit(type_code: str) -> bool:
    return type_code in CREDITS


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def lines_of(facts: dict[str, Any]) -> list[Line]:
    """The lines as they were kept."""
    return [
        Line(
            label=one["label"],
            unit=one["unit"],
            quantity=_number(one["quantity"]),
            unit_price=_number(one["unit_price"]),
            vat_rate=_number(one["vat_rate"]),
            net=_number(one["net"]),
        )
        for one in facts["lines"]
    ]


def taxes_of(facts: dict[str, Any]) -> list[Tax]:
    return [
        Tax(one["category"], Decimal(one["rate"]), Decimal(one["base"]), Decimal(one["amount"]))
        for one in facts["taxes"]
    ]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
