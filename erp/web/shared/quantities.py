"""A quantity for each line of a paper, read from one form: fields quantity-<line id>."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from flask import request
from flask_babel import gettext as _

from erp.web.shared.fields import SPACES

NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,4})?")
MOST = 1_000_000


def quantities_sent(ids: Iterable[int]) -> tuple[dict[int, Decimal], dict[int, str]]:
    """(quantities, problems) by line id; an empty field is zero."""
    read: dict[int, Decimal] = {}
    wrong: dict[int, str] = {}
    for line_id in ids:
        text = typed(line_id).translate(SPACES).replace(",", ".") or "0"
        if NUMBER.fullmatch(text) and Decimal(text) <= MOST:
            read[line_id] = Decimal(text)
        else:
            wrong[line_id] = _("Tapez un nombre de pièces, par exemple 12.")
    return read, wrong


def typed(line_id: int) -> str:
    """What was typed for a line, as it was: a form that comes back loses nothing."""
    return request.form.get(f"quantity-{line_id}", "").strip()


def in_words(quantities: Mapping[int, Decimal]) -> dict[int, str]:
    """As a person would type them: « 12 », « 0,5 »; nothing for none."""
    return {
        line_id: f"{quantity.normalize():f}".replace(".", ",") if quantity else ""
        for line_id, quantity in quantities.items()
    }
