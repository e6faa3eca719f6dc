"""Small steps common to both syntaxes: a text, a number or a day at a path."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from lxml import etree

MOST_LINES = 2_000
LARGEST = Decimal(10) ** 12


class Place:
    """An element and the prefixes of its paths; what is missing reads as "" or None."""

    def __init__(self, element: etree._Element, names: Mapping[str, str]) -> None:
        self.element, self.names = element, dict(names)

    def text(self, path: str) -> str:
        return " ".join((self.element.findtext(path, "", self.names) or "").split())[:500]

    def number(self, path: str) -> Decimal | None:
        return decimal(self.text(path))

    def amount(self, path: str) -> Decimal:
        return self.number(path) or Decimal(0)

    def day(self, path: str) -> date | None:
        text = self.text(path)
        for form in ("%Y%m%d", "%Y-%m-%d"):
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        return None

    def all(self, path: str) -> list["Place"]:
        found = self.element.findall(path, self.names)
        return [Place(one, self.names) for one in found[:MOST_LINES]]

    def under(self, path: str) -> "Place":
        """The first one there; an empty place when there is none."""
        found = self.element.find(path, self.names)
        return Place(etree.Element("none") if found is None else found, self.names)


def decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST else None
