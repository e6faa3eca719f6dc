"""The two documents as the checker sees them: dictionaries by id, and moments."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]  # what json.load gives


@dataclass(frozen=True)
class Broken:
    """A hard rule that the plan breaks: its name, and what breaks it."""

    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.rule} : {self.sentence}"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None, second=0, microsecond=0)


def overlap(a_start: datetime, a_end: datetime, b_start: datetime, b_end: datetime) -> bool:
    return a_start < b_end and b_start < a_end


@dataclass(frozen=True)
class Piece:
    """A stretch of one operation in one session."""

    entry: Json
    operation: Json
    session: Json | None
    start: datetime
    end: datetime
    instructor: str

    @property
    def name(self) -> str:
        return str(self.operation["id"])


@dataclass
class Documents:
    """Both documents, indexed; the first of two records with one id counts."""

    instance: Json
    plan: Json
    tables: dict[str, dict[str, Json]] = field(default_factory=dict)
    placed: dict[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("sessions", "students", "instructors", "machines", "resources", "operations"):
            table: dict[str, Json] = {}
            for row in self.instance.get(name, []):
                if isinstance(row, dict) and isinstance(row.get("id"), str):
                    table.setdefault(row["id"], row)
            self.tables[name] = table
        for entry in self.plan.get("placed", []):
            self.placed.setdefault(entry["operation"], entry)

    def rows(self, name: str) -> dict[str, Json]:
        return self.tables[name]

    def known(self) -> Iterator[tuple[Json, Json]]:
        """Each placed entry with its operation."""
        for name, entry in self.placed.items():
            operation = self.rows("operations").get(name)
            if operation is not None:
                yield entry, operation

    def pieces(self) -> Iterator[Piece]:
        for entry, operation in self.known():
            for chunk in entry["chunks"]:
                yield Piece(
                    entry,
                    operation,
                    self.rows("sessions").get(chunk["session"]),
                    moment(chunk["start"]),
                    moment(chunk["end"]),
                    chunk.get("instructor", ""),
                )

    def lessons(self, cohort: str) -> list[tuple[datetime, datetime]]:
        return [
            (moment(row["start"]), moment(row["end"]))
            for row in self.rows("sessions").values()
            if row["cohort"] == cohort and row.get("kind", "workshop") == "theory"
        ]

    def pins(self) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for pin in self.instance.get("pins", []):
            found.setdefault(pin["operation"], pin)
        return found
