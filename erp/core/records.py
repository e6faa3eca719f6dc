"""What every list that a school keeps for itself needs: no name twice, nothing removed that serves."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from erp.core.db import Record, db
from erp.core.refusal import Refusal
from erp.core.words import N_


class NameTaken(Refusal):
    message = N_("« %(name)s » existe déjà : choisissez un autre nom.")


class StillInUse(Refusal):
    message = N_("« %(record)s » sert ailleurs : changez son nom, il ne se retire plus.")


def check_free(model: type[Record], *, but: Record | None = None, **facts: Any) -> None:
    """No other record has all these facts; the first one is named in the sentence."""
    with db.session.no_autoflush:
        known = db.session.scalars(select(model).filter_by(**facts)).all()
    if any(one is not but for one in known):
        raise NameTaken(name=next(iter(facts.values())))


def remove(record: Record) -> None:
    """Take away what nothing refers to; the database itself says whether something does."""
    name = str(record)
    try:
        with db.session.begin_nested():
            db.session.delete(record)
    except IntegrityError as used:
        raise StillInUse(record=name) from used
