"""A question that is written once: its select is built at the first asking, not at each.

Building a select costs more than running it: a whole request asks twenty of them.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from inspect import signature
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar, overload

from sqlalchemy import BindParameter, Result, Select

from erp.core import plain
from erp.core.db import db
from erp.core.direct import Direct

P = ParamSpec("P")
T = TypeVar("T")


class _Later(BindParameter[Any]):
    """Stands for a value that comes with each asking: it can be compared with, and nothing else."""

    inherit_cache = True

    def operate(self, op: Any, *_other: Any, **_how: Any) -> NoReturn:
        raise TypeError(f"{self.key} is not known yet: work it out before asking ({op.__name__})")


class Prepared(Generic[P, T]):
    """Made by @prepared; asked with the arguments of the function it stands for."""

    def __init__(self, write: Callable[P, Any]) -> None:
        self._write: Callable[..., Select[Any]] = write
        self._names = tuple(signature(write).parameters)
        self.__doc__ = write.__doc__

    @cached_property
    def _select(self) -> Select[Any]:
        return self._write(**{name: _Later(name) for name in self._names})

    @cached_property
    def _is_of_records(self) -> bool:
        return any(one["expr"] is one["entity"] for one in self._select.column_descriptions)

    @cached_property
    def _direct(self) -> Direct:
        return Direct(self._select)

    def result(self, *args: P.args, **said: P.kwargs) -> Result[Any]:
        return db.session.execute(self._select, self._values(*args, **said))

    def _values(self, *args: P.args, **said: P.kwargs) -> dict[str, object]:
        """A value of None would compare with NULL, which is never true: it is refused."""
        values = {**dict(zip(self._names, args, strict=False)), **said}
        if None in values.values():
            raise TypeError(f"{self._write.__name__} was asked with nothing: {values}")
        return values

    def one(self, *args: P.args, **said: P.kwargs) -> T | None:
        """The first column of the first row, if there is one."""
        if self._is_of_records:
            return self.result(*args, **said).scalar()
        found = self.columns(*args, **said)
        return found[0][0] if found else None

    def all(self, *args: P.args, **said: P.kwargs) -> Sequence[T]:
        """The first column of every row."""
        if self._is_of_records:
            return self.result(*args, **said).scalars().all()
        return [row[0] for row in self.columns(*args, **said)]

    def rare(self, *args: P.args, **said: P.kwargs) -> Sequence[T]:
        """Every record, where mostly there is none: that is asked first, which costs a fifth."""
        return self.all(*args, **said) if self.columns(*args, **said) else ()

    def columns(self, *args: P.args, **said: P.kwargs) -> Sequence[Any]:
        """The rows, of a question that asks for columns alone: a fifth of the price."""
        spot = plain.connection() if db.session.autoflush else db.session.connection()
        return self._direct.rows(spot, self._values(*args, **said))


@overload
def prepared(write: Callable[P, Select[T]]) -> Prepared[P, T]: ...


@overload
def prepared(write: Callable[P, Select[*tuple[Any, ...]]]) -> Prepared[P, Any]: ...


def prepared(write: Callable[P, Any]) -> Prepared[P, Any]:
    """Let a function that writes a select be asked by the values of its arguments.

    It is called once, with parameters: it must not look at what it is given, nor reckon with it.
    """
    return Prepared(write)
