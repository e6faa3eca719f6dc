"""A quantity for each line of a paper, read from one form: fields quantity-<line id>."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from flask import request
from flask_babel import gettext as _


def quantities_sent(ids: Iterable[int]) -> tuple[dict[int, Decimal], dict[int, str]]:
    """(quantities, problems) by line id; an empty field is zero."""
    read: dict[int, Decimal] = {}
    wrong: dict[int, str] = {}
    for line_id in ids:
        text = request.form.get(f"quantity-{line_id}", "").strip().replace(",", ".")
        try:
            read[line_id] = Decimal(text or "0")
            if not read[line_id].is_finite() or not 0 <= read[line_id] <= 1_000_000:
                raise InvalidOperation
            if read[line_id] != round(read[line_id], 4):
                raise InvalidOperation
        except InvalidOperation:
            read.pop(line_id, None)
            wrong[line_id] = _("Tapez un nombre de pièces, par exemple 12.")
    return read, wrong
