"""Two trades with their diplomas, and a third one that begins; official wording is to be checked."""

from erp.core.db import db
from erp.curriculum.catalogue import RICS, TRPM, begin_with
from erp.curriculum.models import Diploma, Trade


def make_diplomas() -> dict[str, Diploma]:
    """By short name."""
    made = begin_with([RICS.short_name, TRPM.short_name])
    db.session.add(Trade(name="Métallerie"))
    return made
