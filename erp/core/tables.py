"""Lists that people bring in a spreadsheet's CSV: read whole, checked whole, told line by line.

French spreadsheets write semicolons and Windows-1252, others commas and UTF-8: both are read.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import Any

from erp.core.db import db
from erp.core.refusal import Refusal
from erp.core.search import fold
from erp.core.words import N_

LARGEST_TABLE, MOST_ROWS = 500_000, 5_000  # bytes, lines
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


class TableRefused(Refusal):
    message = N_("Ce fichier ne se lit pas : enregistrez votre tableau au format CSV.")


class TableTooLarge(Refusal):
    message = N_("Ce fichier est trop long : 5 000 lignes et 500 ko au plus.")


class ColumnsMissing(Refusal):
    message = N_("Il manque la colonne « %(names)s » : partez du modèle.")


class ColumnsUnknown(Refusal):
    message = N_("La colonne « %(names)s » n'est pas connue : partez du modèle.")


class CellRefused(Refusal):
    message = N_("« %(value)s » ne va pas : %(why)s")


def text(value: str) -> str:
    """A cell as it was typed; a quote put there against formulas is taken away."""
    return value[1:] if value[:1] == "'" and value[1:2] in FORMULA else value


def day(value: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(value, form).date()
        except ValueError:
            continue
    raise CellRefused(value=value, why=N_("tapez une date comme 21/11/2009."))


def number(value: str) -> Decimal:
    try:
        return Decimal(value.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except InvalidOperation as wrong:
        raise CellRefused(value=value, why=N_("tapez un nombre comme 42,50.")) from wrong


@dataclass(frozen=True)
class Column:
    """`title` is what the model file says; the others are understood too."""

    name: str
    title: str
    read: Callable[[str], Any] = text
    required: bool = False
    others: tuple[str, ...] = ()
    example: str = ""
    most: int = 200

    @property
    def known_as(self) -> set[str]:
        return {fold(one) for one in (self.title, self.name, *self.others)}


@dataclass(frozen=True)
class Problem:
    """`line` is the line in the file, the titles being line 1."""

    line: int
    sentence: str


@dataclass
class Report:
    """What an import did, or would do."""

    added: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # of what is added


Row = tuple[int, dict[str, Any]]


def read_table(
    content: bytes, columns: Sequence[Column], report: Report, *, strict: bool = False
) -> list[Row]:
    """The rows that can be read, as facts by column name; the others go to the report.

    `strict`: a title that is not known is refused instead of left aside.
    """
    lines = _lines(content)
    if not lines:
        raise TableRefused
    places = _places(lines[0][1], columns)
    if strict:
        _check_titles(lines[0][1], columns)
    rows = []
    for line, cells in lines[1:]:
        try:
            rows.append((line, _facts(cells, places, columns)))
        except Refusal as refusal:
            report.problems.append(Problem(line, str(refusal)))
    return rows


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    if len(content) > LARGEST_TABLE:
        raise TableTooLarge
    words = _decoded(content)
    first = words.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    try:
        reader = csv.reader(StringIO(words, newline=""), delimiter=separator, strict=True)
        lines = [(reader.line_num, [c.strip() for c in cells]) for cells in reader if any(cells)]
    except csv.Error as wrong:
        raise TableRefused from wrong
    if len(lines) > MOST_ROWS + 1:
        raise TableTooLarge
    return lines


def _decoded(content: bytes) -> str:
    if b"\x00" in content:
        raise TableRefused
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused


def _places(titles: list[str], columns: Sequence[Column]) -> dict[str, int]:
    """Where each column stands, by name."""
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        for column in columns:
            if fold(title) in column.known_as:
                found.setdefault(column.name, place)
    missing = [column.title for column in columns if column.required and column.name not in found]
    if missing:
        raise ColumnsMissing(names=" », « ".join(missing))
    return found


def _check_titles(titles: list[str], columns: Sequence[Column]) -> None:
    known = set[str]().union(*(column.known_as for column in columns))
    foreign = [title for title in titles if title and fold(title) not in known]
    if foreign:
        raise ColumnsUnknown(names=" », « ".join(foreign)[:200])


def _facts(cells: list[str], places: dict[str, int], columns: Sequence[Column]) -> dict[str, Any]:
    facts = {}
    for column in columns:
        place = places.get(column.name, len(cells))
        value = cells[place] if place < len(cells) else ""
        if not value and column.required:
            raise CellRefused(value=column.title, why=N_("cette case est vide."))
        if len(value) > column.most:
            raise CellRefused(value=f"{value[:20]}…", why=N_("c'est trop long."))
        facts[column.name] = column.read(value) if value else None
    return facts


def import_rows(
    rows: Iterable[Row], add: Callable[[dict[str, Any]], str | None], report: Report
) -> None:
    """`add` makes one record and says its name, or None when it is known already."""
    for line, facts in rows:
        try:
            with db.session.begin_nested():
                name = add(facts)
        except Refusal as refusal:
            report.problems.append(Problem(line, str(refusal)))
            continue
        if name is None:
            report.known += 1
        else:
            report.added += 1
            report.names.append(name)
    report.problems.sort(key=lambda one: one.line)


def model_of(columns: Sequence[Column]) -> bytes:
    """A file to start from: the titles and one example, as French spreadsheets open it."""
    return written([column.title for column in columns], [[c.example for c in columns]])


def written(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that French spreadsheets open by themselves; no cell of it is a formula."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(titles)
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return target.getvalue().encode("utf-8-sig")


def safe(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value
