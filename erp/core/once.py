"""A form that is sent twice (a double click, an answer that got lost) is obeyed once."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from erp.core.db import Record, db
from erp.core.numbering import INSERT

KEPT = timedelta(days=7)  # longer than anybody leaves a page open


class SentForm(Record):
    """`key` names one page as it was shown, and what was typed there; `led_to` where it led."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(primary_key=True)
    led_to: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]


TABLE: Any = SentForm.__table__


def claim(key: str, *, now: datetime) -> str | None:
    """None when this form comes first: it is ours until the transaction ends. Else where it led.

    Whoever sends the same at the same time waits here for the end of the first.
    """
    row = {"key": key, "led_to": "", "sent_at": now}
    if db.session.connection().scalar(_claiming(db.engine.dialect.name), row) is not None:
        return None
    return db.session.scalar(select(SentForm.led_to).filter_by(key=key))


@cache
def _claiming(dialect: str) -> Any:
    return INSERT[dialect](TABLE).on_conflict_do_nothing().returning(TABLE.c.key)


def remember(key: str, led_to: str, *, now: datetime) -> None:
    """Also what worked in transactions of its own, where the claim did not last."""
    row = {"key": key, "led_to": led_to, "sent_at": now}
    db.session.connection().execute(_remembering(db.engine.dialect.name), row)


@cache
def _remembering(dialect: str) -> Any:
    row = INSERT[dialect](TABLE)
    return row.on_conflict_do_update(index_elements=["key"], set_={"led_to": row.excluded.led_to})


def release(key: str) -> None:
    """It made nothing: the same may be sent again."""
    db.session.execute(delete(SentForm).filter_by(key=key))


def forget_old(*, now: datetime) -> None:
    db.session.execute(delete(SentForm).where(SentForm.sent_at < now - KEPT))
