"""What arrives from a form or an address, before anybody reads it."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict


class Typed(ImmutableMultiDict[str, Any]):
    """Without NUL: nobody types one, and PostgreSQL keeps no text that has one."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] | None = None) -> None:
        super().__init__([(name, without_nul(value)) for name, value in pairs or ()])


def without_nul(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


class TypedRequest(Request):
    parameter_storage_class = Typed


def install(app: Flask) -> None:
    app.request_class = TypedRequest
