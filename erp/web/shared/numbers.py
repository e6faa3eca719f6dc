"""The numbers of records in addresses."""

from flask import Flask
from werkzeug.routing import IntegerConverter


class RecordNumber(IntegerConverter):
    """A number that no id column can hold is no address of ours: 404 before the database is asked."""

    regex = "[0-9]{1,9}"


def install(app: Flask) -> None:
    app.url_map.converters["int"] = RecordNumber
