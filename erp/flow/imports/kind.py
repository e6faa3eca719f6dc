"""What an import is: its columns, what one line makes, and a dry run that is undone at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from erp.core import tables
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.tables import CellRefused, Column, Report
from erp.curriculum import queries as diplomas
from erp.equipment import queries as machines
from erp.people import queries as students
from erp.school import queries as school
from erp.school.states import PlaceKind
from erp.timetable import ical

Add = Callable[[dict[str, Any]], str | None]


@dataclass(frozen=True)
class Kind:
    """`adder(actor, today)` gives what adds one line."""

    title: str
    columns: tuple[Column, ...]
    adder: Callable[[Actor, date], Add]
    strict: bool = False  # a column that is not known is refused
    reads_ical: bool = False


OWN: dict[str, Callable[[], Sequence[Any]]] = {
    "cohort": students.cohorts,
    "machine_type": machines.machine_types,
    "place": lambda: school.places(PlaceKind.WORKSHOP),
    "diploma": diplomas.diplomas,
}


def columns_of(kind: Kind) -> list[Column]:
    """The columns, with the school's own names as examples: a line like them can be imported."""
    return [_with_own_example(column) for column in kind.columns]


def _with_own_example(column: Column) -> Column:
    known = OWN[column.name]() if column.name in OWN else ()
    return replace(column, example=known[0].name) if known else column


class NotAsked(Exception):
    """Carries a dry run out of its transaction."""


def bring(kind: Kind, content: bytes, *, actor: Actor, today: date, dry: bool) -> Report:
    """Everything, or nothing when a line has a problem or when this is a dry run."""
    report = Report()
    rows = _rows(kind, content, report)
    try:
        with db.session.begin_nested():
            tables.import_rows(rows, kind.adder(actor, today), report)
            if dry or report.problems:
                raise NotAsked
    except NotAsked:
        db.session.expire_all()
    return report


def _rows(kind: Kind, content: bytes, report: Report) -> Sequence[tables.Row]:
    if kind.reads_ical and content.lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return ical.rows(content)
    return tables.read_table(content, kind.columns, report, strict=kind.strict)


def named(what: str, name: str, known: dict[str, Any]) -> Any:
    """The record of this name; the sentence says which one is missing."""
    found = known.get(tables.fold(name))
    if found is None:
        raise CellRefused(value=name, why=what)
    return found
