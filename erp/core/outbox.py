"""What must leave the school: a row written with the business change, sent after it.

The row is the truth. A worker claims it with a lease, sends it and writes the answer; a worker
that dies leaves a lease that ends, and the next sweep takes the row up again (at least once).
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import JSON, ColumnElement, Index, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from erp.core import clock
from erp.core.db import Record, after_commit, db, one_transaction
from erp.core.direct import Direct
from erp.core.words import N_, Word

LEASE = timedelta(minutes=5)
WAITS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440)]


class OutboxState(Word):
    WAITING = "waiting", N_("À envoyer"), "info"
    SENT = "sent", N_("Envoyé"), "ok"
    GIVEN_UP = "given_up", N_("Abandonné"), "bad"


class OutboxMessage(Record):
    """`kind` names who sends it (mail today), `payload` is all it needs, `key` makes it unique."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str | None] = mapped_column(unique=True)
    payload: Mapped[dict[str, object]] = mapped_column(JSON)
    state: Mapped[OutboxState] = mapped_column(default=OutboxState.WAITING)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]


class GiveUp(Exception):
    """A sender says that trying again would not help."""


Sender = Callable[[dict[str, object]], None]
wake: list[Callable[[int], None]] = []  # who is told, after the commit, that a message waits


TABLE: Any = OutboxMessage.__table__
PUTTING = Direct(insert(TABLE))


def put(kind: str, payload: dict[str, object], *, key: str | None = None) -> int:
    """Leave a message with the running transaction; it is sent only if that commits. Its id.

    A plain row: who leaves it does not hold it, and each step of an order leaves one.
    """
    now = clock.now()
    row = {"kind": kind, "key": key, "payload": payload, "created_at": now, "due_at": now}
    message_id = PUTTING.key(db.session.connection(), row)
    for tell in wake:
        after_commit(partial(tell, message_id))
    return message_id


def is_known(key: str) -> bool:
    """Whether a message of this key was left already."""
    return db.session.scalar(select(OutboxMessage.id).filter_by(key=key)) is not None


def due(now: datetime, limit: int = 50) -> Sequence[int]:
    waiting = select(OutboxMessage.id).where(_is_free(now)).order_by(OutboxMessage.due_at)
    return db.session.scalars(waiting.limit(limit)).all()


def _is_free(now: datetime) -> ColumnElement[bool]:
    lease = OutboxMessage.leased_until
    return (
        (OutboxMessage.state == OutboxState.WAITING)
        & (OutboxMessage.due_at <= now)
        & (lease.is_(None) | (lease <= now))
    )


def deliver(message_id: int, senders: dict[str, Sender]) -> bool:
    """Send one message if nobody else has it; True when it went out."""
    with one_transaction():
        message = db.session.scalar(
            select(OutboxMessage)
            .where(OutboxMessage.id == message_id, _is_free(clock.now()))
            .with_for_update(skip_locked=True)
        )
        if message is None:
            return False
        message.leased_until = clock.now() + LEASE
        kind, payload = message.kind, message.payload
    error, hopeless = _attempt(senders[kind], payload)
    with one_transaction():
        _note_answer(db.session.get_one(OutboxMessage, message_id), error, hopeless=hopeless)
    return not error


def _attempt(send: Sender, payload: dict[str, object]) -> tuple[str, bool]:
    """The error in words, or "" when it went out: the outside may fail in any way it likes."""
    try:
        send(payload)
    except GiveUp as no:
        return f"{no}"[:500] or "refused", True
    except Exception as failure:
        return f"{type(failure).__name__}: {failure}"[:500], False
    return "", False


def send_again(message: OutboxMessage) -> None:
    """Somebody looked at it and wants it tried anew, now."""
    message.state, message.tries, message.due_at = OutboxState.WAITING, 0, clock.now()
    for tell in wake:
        after_commit(partial(tell, message.id))


def _note_answer(message: OutboxMessage, error: str, *, hopeless: bool = False) -> None:
    now = clock.now()
    message.leased_until, message.last_error = None, error
    if not error:
        message.state, message.sent_at = OutboxState.SENT, now
        return
    message.tries += 1
    if hopeless or message.tries > len(WAITS):
        message.state = OutboxState.GIVEN_UP
    else:
        message.due_at = now + WAITS[message.tries - 1]
