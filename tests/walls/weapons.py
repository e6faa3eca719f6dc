"""What no form asks for, and the fields that each door reads, whatever page draws them."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from erp.web.shared.typed import Typed, TypedRequest

LONG = "é" * 100_000
WEAPONS = (
    "", LONG, "-1", "0", "1", "1e400", "1" + "0" * 30, "nan", "0001-01-01", "9999-12-31",
    "2026-02-30", "2099-12-31", "2099-W53", "9999-W53", "25:99", "23:59", "2026-11-21T25:00",
    "a\x00b", "\ud800", "[]", "{}", "y", "a@b.fr", "١٢", "1,5", "10000000", "2147483648",
    "9223372036854775808", "99999999999", "1900-01-01",
)  # fmt: skip
PAGE = frozenset({"csrf_token", "next"})  # what every page reads


class Recorder(Typed):
    """Notes the names that are asked of it."""

    asked: set[str] = set()

    def getlist(self, key, *args, **kwargs):
        self.asked.add(key)
        return super().getlist(key, *args, **kwargs)

    def get(self, key, *args, **kwargs):
        self.asked.add(key)
        return super().get(key, *args, **kwargs)

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.asked.add(key)
        return super().__contains__(key)


class Asking(TypedRequest):
    parameter_storage_class = Recorder


def names_read() -> list[str]:
    return sorted({name for name in Recorder.asked if isinstance(name, str)} - PAGE)


def volleys(names: list[str], count: int, start: int = 0) -> Iterator[dict[str, str]]:
    """Every field a different weapon; over enough doors and volleys each field meets them all."""
    for n in range(count):
        first = start + n * 11
        yield {name: WEAPONS[(first + 7 * i) % len(WEAPONS)] for i, name in enumerate(names)}


def coded(fields: dict[str, str]) -> str:
    """A lone surrogate leaves as the bytes no encoder would write."""
    return urlencode(
        {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}
    )


def short(fields: dict[str, str]) -> dict[str, str]:
    """To be read in a failure."""
    return {
        name: re.sub(r"^(.{30}).*", r"\1…", value, flags=re.S) for name, value in fields.items()
    }
