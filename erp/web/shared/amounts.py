"""Amounts of money for several papers, or their lines, read from one form: fields part-<id>."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from flask import request
from flask_babel import gettext as _

from erp.web.shared.fields import SPACES

AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


def parts_sent(
    ids: Iterable[int], field: str = "part"
) -> tuple[dict[int, Decimal], dict[int, str]]:
    """(amounts above zero, problems) by id; an empty field is nothing."""
    read: dict[int, Decimal] = {}
    wrong: dict[int, str] = {}
    for paper_id in ids:
        text = part_typed(paper_id, field).translate(SPACES).replace(",", ".") or "0"
        if not AMOUNT.fullmatch(text):
            wrong[paper_id] = _("Tapez un montant, par exemple 120,50.")
        elif Decimal(text):
            read[paper_id] = Decimal(text)
    return read, wrong


def part_typed(paper_id: int, field: str = "part") -> str:
    """What was typed, as it was: a form that comes back loses nothing."""
    return request.form.get(f"{field}-{paper_id}", "").strip()


def parts_in_words(parts: Mapping[int, Decimal]) -> dict[int, str]:
    """As a person would type them: « 120,50 »."""
    return {paper_id: f"{part:.2f}".replace(".", ",") for paper_id, part in parts.items()}
