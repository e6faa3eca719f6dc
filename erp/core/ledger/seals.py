"""Seal a record: one more link, and the tail with it, in the running transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from erp.core import clock
from erp.core import plain as rows
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
TAILS: Any = Tail.__table__
MOVING = update(TAILS).where(TAILS.c.chain == bindparam("its_chain"))
INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class End:
    """Of a chain, as its tail says; `last_move`: when paper or money last moved in any."""

    count: int
    total: Decimal
    last_signature: str
    moved_at: datetime | None
    last_move: datetime | None


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
    forms, end = forms_of(kind, list(moments)), _held_end(kind.chain)
    if kind.chain is not Chain.EVENTS:  # they tell of the clock themselves
        _check_clock([end.moved_at, end.last_move], max(moments.values()))
    for record_id, moment in moments.items():
        form = forms[record_id]
        facts: Form = {
            "chain": str(kind.chain),
            "position": end.count + 1,
            "kind": kind.table.name,
            "record_id": record_id,
            "at": plain(None, moment),
            "amount": amount_in(kind, form),
            "total": int(end.total.scaleb(2)) + amount_in(kind, form),
            "form": written(form),
        }
        end = _add_link(facts, moment, end)
    _sign_tail(kind.chain, end, now=max(moments.values()))


def _check_clock(moves: Iterable[datetime | None], now: datetime) -> None:
    """Dates never go back, whatever the machine's clock does."""
    last = max((moment for moment in moves if moment is not None), default=None)
    if last is not None and clock.day_of(now) < clock.day_of(last):
        raise ClockIsBehind(
            today=f"{clock.day_of(now):%d/%m/%Y}", last=f"{clock.day_of(last):%d/%m/%Y}"
        )


def _add_link(facts: Form, moment: datetime, end: End) -> End:
    """A plain row: nobody holds it. Where the chain ends with it."""
    signature = keys.sign(link_text(facts, end.last_signature))
    money = {name: Decimal(facts[name]).scaleb(-2) for name in ("amount", "total")}
    rows.add(Seal, **{**facts, **money, "chain": Chain.of(facts["chain"]), "at": moment},
             signature=signature)  # fmt: skip
    return replace(end, count=facts["position"], total=money["total"], last_signature=signature)


def amount_in(kind: Kind, form: Form) -> int:
    """In cents."""
    return int(form[kind.amount]) if kind.amount else 0


def hold(chain: Chain) -> None:
    """Others who would add to this chain wait until we commit."""
    _held_end(chain)


def last_key() -> str:
    """Which key signed the last event: its fingerprint; "" when there is none yet."""
    return db.session.scalar(select(Tail.key).filter_by(chain=Chain.EVENTS)) or ""


def _held_end(chain: Chain) -> End:
    """The chain's tail, locked, made the first time."""
    for held in _tail.columns(chain):
        return End(*held)
    insert = INSERT[db.engine.dialect.name]
    empty: Form = {"chain": str(chain), "count": 0, "total": 0, "last_signature": ""}
    empty |= {"moved_at": None, "key": keys.fingerprint()}
    made = {**empty, "chain": chain, "signature": keys.sign(tail_text(empty))}
    db.session.execute(insert(Tail).values(made).on_conflict_do_nothing())
    return _held_end(chain)


@prepared
def _tail(chain: Chain) -> Any:
    ends = (Tail.count, Tail.total, Tail.last_signature, Tail.moved_at)
    chosen = select(*ends, LAST_MOVE.label("last_move")).where(Tail.chain == chain)
    return chosen.with_for_update(of=Tail)


def _sign_tail(chain: Chain, end: End, *, now: datetime) -> None:
    facts: Form = {
        "chain": str(chain),
        "count": end.count,
        "total": int(end.total.scaleb(2)),
        "last_signature": end.last_signature,
        "moved_at": plain(None, now),
        "key": keys.fingerprint(),
    }
    moved = {**facts, "total": end.total, "moved_at": now, "signature": keys.sign(tail_text(facts))}
    rows.connection().execute(MOVING, {"its_chain": chain, **moved, "chain": chain})
    rows.forget(Tail, chain)  # type: ignore[arg-type]  # its key is a word


def link_text(facts: Form, before: str) -> str:
    """What a link signs: its facts, and the signature of the link before it."""
    return f"link {before}\n{written(facts)}"


def tail_text(facts: Form) -> str:
    return f"tail {written(facts)}"
