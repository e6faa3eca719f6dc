"""A form that is sent twice (a double click, an answer that got lost) is obeyed once."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from erp.core.db import Record, db
from erp.core.direct import Direct
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
    spot = db.session.connection()
    if _claiming(spot.dialect.name).tell(spot, row).rowcount:
        return None
    return db.session.scalar(select(SentForm.led_to).filter_by(key=key))


@cache
def _claiming(dialect: str) -> Direct:
    return Direct(INSERT[dialect](TABLE).on_conflict_do_nothing())


def remember(key: str, led_to: str, *, now: datetime) -> None:
    """Also what worked in transactions of its own, where the claim did not last."""
    row = {"key": key, "led_to": led_to, "sent_at": now}
    spot = db.session.connection()
    _remembering(spot.dialect.name).tell(spot, row)


@cache
def _remembering(dialect: str) -> Direct:
    row = INSERT[dialect](TABLE)
    last = {"led_to": row.excluded.led_to}
    return Direct(row.on_conflict_do_update(index_elements=["key"], set_=last))


def release(key: str) -> None:
    """It made nothing: the same may be sent again."""
    db.session.execute(delete(SentForm).filter_by(key=key))


def forget_old(*, now: datetime) -> None:
    db.session.execute(delete(SentForm).where(SentForm.sent_at < now - KEPT))
