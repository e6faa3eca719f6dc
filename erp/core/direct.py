"""Statements that are compiled once, then told to the driver itself.

On its way to the driver SQLAlchemy looks at each statement anew: what to call its values, what its
rows will be. That costs ten times what SQLite does with it. Here this is worked out at the first
telling; values and rows still pass through the types of their columns. Where somebody listens to
what is asked, as the tests that count it, all goes the usual way.
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, CursorResult, Dialect
from sqlalchemy.exc import DBAPIError

Process = Callable[[Any], Any]
Read = Callable[[Sequence[Any]], list[Any]]
Values = Mapping[str, Any]
COUNTED = {"preserve_rowcount": True}  # else PostgreSQL's inserts do not say whether they were
LONGEST = 1024  # of the lists that are spelled out here


class _Value(NamedTuple):
    """One that the driver wants: where it comes from, and what its type makes of it."""

    name: str  # for the driver
    source: str  # for us
    rank: int | None  # in a list
    process: Process | None
    fixed: Any  # what the statement itself says, where nothing is told

    def of(self, told: Values) -> object:
        value = told.get(self.source, self.fixed)
        if self.rank is not None:
            value = value[self.rank]
        return value if self.process is None else self.process(value)


class _Spelling:
    """A statement for one kind of database, with lists of so many values."""

    def __init__(self, statement: Any, told: Values, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(told))
        state = compiled.construct_expanded_state(dict(told))
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        listed = {
            name: (source, rank)
            for source, names in state.parameter_expansion.items()
            for rank, name in enumerate(names)
        }
        self.sql: str = state.statement
        self.by_rank = state.positiontup is not None
        self.values = []
        for name in state.positiontup if self.by_rank else state.parameters:
            source, rank = listed.get(name, (name, None))
            process = binds[source].type.dialect_impl(dialect).bind_processor(dialect)
            self.values.append(_Value(name, source, rank, process, binds[source].effective_value))

    def of(self, told: Values) -> Any:
        if self.by_rank:
            return tuple([one.of(told) for one in self.values])
        return {one.name: one.of(told) for one in self.values}


class Direct:
    """One statement; compiled anew for another kind of database, other columns, longer lists."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._fixed = _defaults(statement.table) if statement.is_insert else {}
        self._spellings: dict[object, _Spelling] = {}
        self._readers: dict[str, Read] = {}

    @cached_property
    def _lists(self) -> list[str]:
        """The names of the values that are many."""
        said = self._statement.compile().binds.items()
        return [name for name, bind in said if bind.expanding and bind.required]

    def tell(self, spot: Connection, told: Values) -> Any:
        """The driver's cursor, or the usual result: both know `rowcount` and give their rows."""
        if is_heard(spot) or any(len(told[name]) > LONGEST for name in self._lists):
            return spot.execute(self._statement, told, execution_options=COUNTED)
        if self._fixed:
            told = {**self._fixed, **told}
        if self._lists:
            told = {**told, **{name: _filled([*told[name]]) for name in self._lists}}
        spelling = self._spelling(spot.dialect, told)
        return _hand_over(spot, spelling.sql, spelling.of(told))

    def rows(self, spot: Connection, told: Values) -> Sequence[Any]:
        """Of a select: tuples whose values have the names of its columns."""
        cursor = self.tell(spot, told)
        if isinstance(cursor, CursorResult):
            return cursor.all()
        found = cursor.fetchall()
        return self._reader(cursor, spot.dialect)(found) if found else ()

    def key(self, spot: Connection, told: Values) -> int:
        """Of an insert: the id of its row."""
        done = self.tell(spot, told)
        if isinstance(done, CursorResult):
            return int((done.inserted_primary_key or (0,))[0])
        return int(done.lastrowid if spot.dialect.name == "sqlite" else done.fetchone()[0])

    def value(self, spot: Connection, told: Values) -> Any:
        """Of a change that gives back one row: its first value, as the driver reads it."""
        return self.tell(spot, told).fetchall()[0][0]

    def _spelling(self, dialect: Dialect, told: Values) -> _Spelling:
        key = (dialect.name, *told, *[len(told[name]) for name in self._lists])
        known = self._spellings.get(key)
        if known is None:
            known = self._spellings[key] = _Spelling(self._statement, told, dialect)
        return known

    def _reader(self, cursor: Any, dialect: Dialect) -> Read:
        known = self._readers.get(dialect.name)
        if known is None:
            columns = self._statement.selected_columns
            kinds = [one.type.dialect_impl(dialect) for one in columns]
            processes = [
                kind.result_processor(dialect, told[1])
                for kind, told in zip(kinds, cursor.description, strict=True)
            ]
            known = self._readers[dialect.name] = _reads(columns.keys(), processes)
        return known


def _filled(values: list[Any]) -> list[Any]:
    """One of the values again and again, up to a power of two: few lengths, few spellings."""
    return values + values[:1] * ((1 << (len(values) - 1).bit_length()) - len(values))


def _defaults(table: Any) -> dict[str, object]:
    """What a new row says where nothing is told."""
    said = {one.key: one.default for one in table.columns if one.default is not None}
    if kinds := [name for name, default in said.items() if not default.is_scalar]:
        raise TypeError(f"{table.name}: {kinds} are worked out by a record")
    return {name: default.arg for name, default in said.items()}


def _reads(names: Collection[str], processes: Sequence[Process | None]) -> Read:
    row: Any = namedtuple("Row", [*names], rename=True)  # type: ignore[misc]  # known only now
    changed = [(rank, process) for rank, process in enumerate(processes) if process]

    def read(rows: Sequence[Any]) -> list[Any]:
        """Column by column: a week of the board has a thousand rows."""
        columns: list[Iterable[Any]] = [*zip(*rows, strict=True)]
        for rank, process in changed:
            columns[rank] = map(process, columns[rank])
        return [*map(row._make, zip(*columns, strict=True))]

    return read


def say(spot: Connection, sql: str) -> None:
    """Words without values."""
    if is_heard(spot):
        spot.exec_driver_sql(sql)
    else:
        _hand_over(spot, sql, ())


def is_heard(spot: Connection) -> bool:
    """Whether somebody listens to the statements: they would miss ours."""
    return bool(spot.engine.dispatch.before_cursor_execute)


def _hand_over(spot: Connection, sql: str, values: Any) -> Any:
    driver: Any = spot.connection.driver_connection
    try:
        return driver.execute(sql, values)
    except spot.dialect.loaded_dbapi.Error as problem:
        told = DBAPIError.instance(sql, None, problem, spot.dialect.loaded_dbapi.Error)
        raise told from problem
