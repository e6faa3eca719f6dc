"""Records as canonical JSON: the same text from SQLite and PostgreSQL, as stored, nothing added."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Select, Table, bindparam, select, type_coerce
from sqlalchemy.types import NULLTYPE

from erp.core.archive import StoredPaper
from erp.core.db import Record, db
from erp.core.ledger.kinds import Kind
from erp.core.plain import connection

Form = dict[str, Any]
PAPERS = Record.metadata.tables[StoredPaper.__tablename__]
PAPER_FACTS = [column.name for column in PAPERS.columns if column.name != "content"]


def written(form: Form) -> str:
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def forms_of(kind: Kind, ids: Collection[int]) -> dict[int, Form]:
    """The canonical forms of these records, by id; a record that is gone has none.

    Values are read as the database holds them, so that a row which no longer makes sense to the
    program (a word it does not know) is told as changed, not met as an error.
    """
    forms = {
        row["id"]: dict(row)
        for row in rows_of(kind.table, "id", ids, kind.sealed_columns(kind.table))
    }
    for part in kind.parts:
        owner = kind.owner_column(part)
        for form in forms.values():
            form[part.name] = []
        for row in rows_of(part, owner, forms, kind.sealed_columns(part)):
            forms[row[owner]][part.name].append(row)
    column = kind.paper_column()
    if column:
        _add_papers(forms, column)
    return forms


def _add_papers(forms: dict[int, Form], column: str) -> None:
    wanted = {form[column] for form in forms.values() if isinstance(form[column], int)}
    papers = {row["id"]: row for row in rows_of(PAPERS, "id", wanted, PAPER_FACTS)}
    for form in forms.values():
        form["stored_paper"] = papers.get(form[column])


def rows_of(table: Table, by: str, values: Collection[int], names: Sequence[str]) -> Iterator[Form]:
    """These columns of the rows whose column `by` is one of `values`, in the order of their ids."""
    columns, asked = _asked(table, by, tuple(names))
    for row in connection().execute(asked, {"values": list(values)}):
        yield {one.name: plain(one.type, value) for one, value in zip(columns, row, strict=True)}


@cache
def _asked(table: Table, by: str, names: tuple[str, ...]) -> tuple[list[Column[Any]], Select[Any]]:
    """Built once: every paper that is issued asks the same."""
    columns = [table.columns[name] for name in names]
    chosen = table.columns[by].in_(bindparam("values", expanding=True))
    return columns, select(*map(raw, columns)).where(chosen).order_by(table.c.id)


def raw(column: Column[Any]) -> ColumnElement[Any]:
    """As the driver gives it."""
    return type_coerce(column, NULLTYPE).label(column.name)


def told(columns: Sequence[Column[Any]], chosen: Select[Any]) -> Iterator[Form]:
    """The chosen rows with these columns, as they are stored."""
    for row in db.session.execute(chosen.add_columns(*map(raw, columns))):
        yield {one.name: plain(one.type, value) for one, value in zip(columns, row, strict=True)}


def plain(kind: object, value: Any) -> Any:
    """A stored value as JSON can say it, alike on both databases."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):  # SQLite keeps the UTC moment as this text
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return sha256(value).hexdigest()
    if isinstance(kind, JSON) and isinstance(value, str):
        return _read_json(value)
    return value if value is None or isinstance(value, int | str | dict | list) else repr(value)


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:  # no longer JSON: somebody wrote there
        return text
