"""Seal a record: one more link, and the tail with it, in the running transaction."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from erp.core import clock
from erp.core.db import Record, db
from erp.core.ledger import keys
from erp.core.ledger.canonical import Form, forms_of, plain, written
from erp.core.ledger.kinds import KINDS, Chain, Kind
from erp.core.ledger.models import Seal, Tail
from erp.core.prepared import prepared
from erp.core.refusal import Refusal
from erp.core.words import N_

_moved = aliased(Tail)
LAST_MOVE: Any = (
    select(func.max(_moved.moved_at)).where(_moved.chain != Chain.EVENTS).scalar_subquery()
)
INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class ClockIsBehind(Refusal):
    message = N_(
        "L'horloge de la machine dit le %(today)s, le registre est déjà au %(last)s : "
        "mettez-la à l'heure, puis recommencez. Rien n'a été enregistré."
    )


def seal(record: Record, *, now: datetime) -> None:
    """Add the record, as it is stored now, to its chain; others wait until we commit."""
    db.session.flush()  # what is signed is what the database holds
    name, record_id = record.__tablename__, record.id  # type: ignore[attr-defined]  # all have one
    seal_rows(KINDS[name], {record_id: now})


def seal_rows(kind: Kind, moments: dict[int, datetime]) -> None:
    """Rows of one kind that are in the database already, by id, each with its moment."""
    forms, (tail, last) = forms_of(kind, list(moments)), _held_tail(kind.chain)
    if kind.chain is not Chain.EVENTS:  # they tell of the clock themselves
        _check_clock([tail.moved_at, last], max(moments.values()))
    for record_id, moment in moments.items():
        form = forms[record_id]
        facts: Form = {
            "chain": str(kind.chain),
            "position": tail.count + 1,
            "kind": kind.table.name,
            "record_id": record_id,
            "at": plain(None, moment),
            "amount": amount_in(kind, form),
            "total": int(tail.total.scaleb(2)) + amount_in(kind, form),
            "form": written(form),
        }
        link = _link(facts, moment, keys.sign(link_text(facts, tail.last_signature)))
        db.session.add(link)
        tail.count, tail.total, tail.last_signature = link.position, link.total, link.signature
    _sign_tail(tail, now=max(moments.values()))


def _check_clock(moves: Iterable[datetime | None], now: datetime) -> None:
    """Dates never go back, whatever the machine's clock does."""
    last = max((moment for moment in moves if moment is not None), default=None)
    if last is not None and clock.day_of(now) < clock.day_of(last):
        raise ClockIsBehind(
            today=f"{clock.day_of(now):%d/%m/%Y}", last=f"{clock.day_of(last):%d/%m/%Y}"
        )


def _link(facts: Form, moment: datetime, signature: str) -> Seal:
    money = {name: Decimal(facts[name]).scaleb(-2) for name in ("amount", "total")}
    plainly = {**facts, **money, "chain": Chain.of(facts["chain"]), "at": moment}
    return Seal(**plainly, signature=signature)


def amount_in(kind: Kind, form: Form) -> int:
    """In cents."""
    return int(form[kind.amount]) if kind.amount else 0


def hold(chain: Chain) -> None:
    """Others who would add to this chain wait until we commit."""
    _held_tail(chain)


def last_key() -> str:
    """Which key signed the last event: its fingerprint; "" when there is none yet."""
    return db.session.scalar(select(Tail.key).filter_by(chain=Chain.EVENTS)) or ""


def _held_tail(chain: Chain) -> tuple[Tail, datetime | None]:
    """The chain's tail, locked, made the first time; and when paper or money last moved."""
    held = _read_tail(chain)
    if held is not None:
        return held
    insert = INSERT[db.engine.dialect.name]
    empty: Form = {"chain": str(chain), "count": 0, "total": 0, "last_signature": ""}
    empty |= {"moved_at": None, "key": keys.fingerprint()}
    made = {**empty, "chain": chain, "signature": keys.sign(tail_text(empty))}
    db.session.execute(insert(Tail).values(made).on_conflict_do_nothing())
    return _held_tail(chain)


def _read_tail(chain: Chain) -> tuple[Tail, datetime | None] | None:
    found = _tail.result(chain).one_or_none()
    return found and (found.Tail, found.last_move)


@prepared
def _tail(chain: Chain) -> Any:
    chosen = (
        select(Tail, LAST_MOVE.label("last_move"))
        .where(Tail.chain == chain)
        .with_for_update(of=Tail)
    )
    return chosen.execution_options(populate_existing=True)


def _sign_tail(tail: Tail, *, now: datetime) -> None:
    tail.key, tail.moved_at = keys.fingerprint(), now
    facts: Form = {
        "chain": str(tail.chain),
        "count": tail.count,
        "total": int(tail.total.scaleb(2)),
        "last_signature": tail.last_signature,
        "moved_at": plain(None, now),
        "key": tail.key,
    }
    tail.signature = keys.sign(tail_text(facts))
    db.session.flush()  # a second seal in the same transaction must see the first


def link_text(facts: Form, before: str) -> str:
    """What a link signs: its facts, and the signature of the link before it."""
    return f"link {before}\n{written(facts)}"


def tail_text(facts: Form) -> str:
    return f"tail {written(facts)}"
