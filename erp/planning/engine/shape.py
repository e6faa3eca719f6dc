"""Reading one JSON object field by field, and saying in words what is not as it should be."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from erp.core.words import N_

MOST = 10**9


class BadShape(Exception):
    """A field is missing, or of another kind than the format says."""


@dataclass(frozen=True)
class Row:
    """A JSON object, and the name it has in sentences."""

    value: dict[str, object]
    name: str

    @classmethod
    def of(cls, value: object, name: str) -> "Row":
        if not isinstance(value, dict):
            raise BadShape(N_("un objet est attendu"))
        given = value.get("id")
        return cls(value, given if isinstance(given, str) and given else name)

    def text(self, field: str, default: str | None = None) -> str:
        value = self.value.get(field, default)
        if not isinstance(value, str) or (default is None and not value):
            raise BadShape(N_("« %s » doit être un texte") % field)
        return value

    def whole(self, field: str, default: int | None = None, least: int = 0) -> int:
        """A number, rounded up: a minute begun is a minute."""
        value = self.value.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            raise BadShape(N_("« %s » doit être un nombre") % field)
        if not least <= value <= MOST:
            raise BadShape(N_("« %s » est hors des limites") % field)
        return math.ceil(value)

    def maybe_whole(self, field: str) -> int | None:
        return None if self.value.get(field) is None else self.whole(field)

    def moment(self, field: str) -> datetime:
        found = self.maybe_moment(field)
        if found is None:
            raise BadShape(N_("« %s » doit être une date et une heure") % field)
        return found

    def maybe_moment(self, field: str) -> datetime | None:
        value = self.value.get(field)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)  # type: ignore[arg-type]  # refused just below
        except (TypeError, ValueError):
            raise BadShape(N_("« %s » doit être une date et une heure") % field) from None
        return moment.replace(tzinfo=None, second=0, microsecond=0)

    def items(self, field: str) -> list[object]:
        value = self.value.get(field, [])
        if not isinstance(value, list):
            raise BadShape(N_("« %s » doit être une liste") % field)
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        found = self.items(field)
        if not all(isinstance(one, str) for one in found):
            raise BadShape(N_("« %s » doit être une liste de textes") % field)
        return tuple(one for one in found if isinstance(one, str))

    def rows(self, field: str, key: str = "id") -> Iterator["Row"]:
        """The objects of a list; a bare text stands for an object with only `key`."""
        for one in self.items(field):
            yield Row.of({key: one} if isinstance(one, str) else one, f"{self.name}.{field}")

    def weights(self, field: str) -> tuple[tuple[str, int], ...]:
        value = Row.of(self.value.get(field) or {}, f"{self.name}.{field}")
        return tuple((name, value.whole(name)) for name in sorted(value.value))

    def choice(self, field: str, words: tuple[str, ...]) -> str:
        value = self.text(field, words[0])
        if value not in words:
            raise BadShape(N_("« %s » n'est pas connu") % value)
        return value
