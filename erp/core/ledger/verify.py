"""Walk every chain from its first link, compare it with the records, and name what is broken.

Records are read a few at a time: a school with twenty years of papers verifies in little memory.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain as joined

from sqlalchemy import Table, func, select, tuple_

from erp.core.db import Record, db
from erp.core.ledger import breaks, keys
from erp.core.ledger.anchors import Anchor
from erp.core.ledger.breaks import Break
from erp.core.ledger.canonical import Form, told
from erp.core.ledger.kinds import Chain
from erp.core.ledger.models import Seal, Tail
from erp.core.ledger.records import broken_records, unsealed_records
from erp.core.ledger.seals import link_text, tail_text

BATCH = 100
LINKS: Table = Record.metadata.tables[Seal.__tablename__]
TAILS: Table = Record.metadata.tables[Tail.__tablename__]
SIGNED = [column for column in LINKS.columns if column.name not in ("id", "signature")]
Progress = Callable[[int, int], None]  # links read, links in all


@dataclass
class Verdict:
    """`links` read in all, and what is broken, the first first."""

    links: int = 0
    breaks: list[Break] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.breaks


@dataclass
class Walk:
    """Where the reading of one chain stands."""

    chain: Chain
    anchors: dict[int, list[Anchor]]  # those that saw the chain end at this position
    position: int = 0
    total: int = 0
    signature: str = ""


def verify(
    *, anchors: Iterable[Anchor] = (), most: int = 20, progress: Progress | None = None
) -> Verdict:
    """Every chain, tail, record and PDF; stops after `most` breaks."""
    verdict, known = Verdict(), list(anchors)
    ours = [anchor for anchor in known if anchor.is_ours]
    tails = {row["chain"]: row for row in told(list(TAILS.columns), select())}
    whole = db.session.scalar(select(func.count()).select_from(LINKS)) or 0

    def count(links: int) -> None:
        verdict.links += links
        if progress:
            progress(verdict.links, whole)

    found = joined(
        _foreign_anchors(anchor for anchor in known if anchor not in ours),
        *(_walk(Walk(one, ends_of(one, ours)), tails.get(str(one)), count) for one in Chain),
        unsealed_records(),
    )
    for broken in found:
        verdict.breaks.append(broken)
        if len(verdict.breaks) >= most:
            break
    return verdict


@contextmanager
def one_moment() -> Iterator[None]:
    """Read the books as they are now: what is issued meanwhile must not look like a fault."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        db.session.rollback()


def _foreign_anchors(anchors: Iterable[Anchor]) -> Iterator[Break]:
    for anchor in anchors:
        yield Break(
            breaks.ANCHOR_FOREIGN,
            {"origin": anchor.origin},
        )


def ends_of(chain: Chain, anchors: Iterable[Anchor]) -> dict[int, list[Anchor]]:
    found: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        if end := anchor.ends.get(str(chain)):
            found.setdefault(end["count"], []).append(anchor)
    return found


def _walk(walk: Walk, tail: Form | None, count: Callable[[int], None]) -> Iterator[Break]:
    if tail and tail["key"] != keys.fingerprint():
        yield Break(breaks.OTHER_KEY, {"chain": walk.chain.label})
        return
    last: Form = {"position": 0, "id": 0}
    while rows := _next_links(walk.chain, last):
        for row in rows:
            yield from _check_link(walk, row)
        yield from broken_records(rows)
        last = rows[-1]
        count(len(rows))
    yield from _check_tail(walk, tail)
    for position in sorted(walk.anchors):
        if position > walk.position:
            yield from _contradictions(walk, walk.anchors[position])


def _next_links(chain: Chain, last: Form) -> list[Form]:
    after = tuple_(LINKS.c.position, LINKS.c.id) > (last["position"], last["id"])
    chosen = select().where(LINKS.c.chain == chain, after)
    ordered = chosen.order_by(LINKS.c.position, LINKS.c.id).limit(BATCH)
    return list(told(list(LINKS.columns), ordered))


def _check_link(walk: Walk, row: Form) -> Iterator[Break]:
    """The link follows the one before; then go on from what it says."""
    facts = {column.name: row[column.name] for column in SIGNED}
    place = {"chain": walk.chain.label, "position": walk.position + 1}
    if row["position"] != walk.position + 1:
        yield Break(breaks.LINK_GONE, place)
    elif not keys.is_ours(link_text(facts, walk.signature), row["signature"]):
        yield Break(
            breaks.LINK_FORGED,
            place,
        )
    elif row["total"] != walk.total + row["amount"]:
        yield Break(breaks.TOTAL_WRONG, place)
    _step(walk, row)
    seen = walk.anchors.get(walk.position, [])
    yield from _contradictions(walk, [one for one in seen if _end(walk, one) != walk.signature])


def _step(walk: Walk, row: Form) -> None:
    """What a broken link says is believed for the next one, if it can be read at all."""
    position, total = row["position"], row["total"]
    walk.position = position if isinstance(position, int) else walk.position + 1
    walk.total = total if isinstance(total, int) else walk.total
    walk.signature = str(row["signature"])


def _check_tail(walk: Walk, tail: Form | None) -> Iterator[Break]:
    place: Form = {"chain": walk.chain.label, "links": walk.position}
    if tail is None:
        if walk.position:
            yield Break(breaks.TAIL_GONE, place)
        return
    facts = {name: value for name, value in tail.items() if name != "signature"}
    if not keys.is_ours(tail_text(facts), str(tail["signature"])):
        yield Break(breaks.TAIL_FORGED, place)
    elif (tail["count"], tail["last_signature"]) != (walk.position, walk.signature):
        place["count"] = tail["count"]
        yield Break(breaks.TAIL_DISAGREES, place)


def _end(walk: Walk, anchor: Anchor) -> object:
    return anchor.ends[str(walk.chain)]["signature"]


def _contradictions(walk: Walk, anchors: Iterable[Anchor]) -> Iterator[Break]:
    """The links that were there on an anchor's day are not the same, or are gone."""
    for anchor in anchors:
        count = anchor.ends[str(walk.chain)]["count"]
        yield Break(
            breaks.ANCHOR_CONTRADICTS,
            {"chain": walk.chain.label, "origin": anchor.origin, "count": count},
        )
