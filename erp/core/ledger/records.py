"""Compare sealed forms with the records as they are now, their PDFs byte by byte."""

import json
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import exists, select

from erp.core.db import Record, db
from erp.core.ledger import breaks
from erp.core.ledger.breaks import Break
from erp.core.ledger.canonical import PAPERS, Form, forms_of, told
from erp.core.ledger.kinds import KINDS, Kind
from erp.core.ledger.models import Seal
from erp.core.ledger.seals import amount_in

LINKS = Record.metadata.tables[Seal.__tablename__]
FEW_PAPERS = 20  # read at once
EMPTY: tuple[object, ...] = (None, "", 0, [], {})


def broken_records(links: Sequence[Form]) -> Iterator[Break]:
    """What some links sealed and is no longer so."""
    for name in sorted({str(link["kind"]) for link in links}):
        some = [link for link in links if link["kind"] == name]
        if name not in KINDS:
            yield Break(breaks.KIND_UNKNOWN, some[0])
            continue
        yield from _compare(KINDS[name], some)


def _compare(kind: Kind, links: Sequence[Form]) -> Iterator[Break]:
    now = forms_of(kind, [link["record_id"] for link in links])
    for link in links:
        sealed, form = _read(link["form"]), now.get(link["record_id"])
        what = {"what": f"{kind.label} {sealed.get(kind.name, link['record_id'])}"}
        if form is None:
            yield Break(breaks.ROW_GONE, what)
            continue
        column = first_difference(sealed, form)
        if column:
            facts = {**what, "column": column}
            yield Break(breaks.ROW_CHANGED, facts)
        elif kind.amount and amount_in(kind, form) != link["amount"]:
            yield Break(breaks.AMOUNT_FOREIGN, what)
    if kind.paper_column():
        yield from _compare_papers(kind, now)


def _read(text: object) -> Form:
    try:
        form = json.loads(str(text))
    except ValueError:
        return {}
    return form if isinstance(form, dict) else {}


def first_difference(sealed: Any, now: Any, path: str = "") -> str:
    """Where they differ, as « invoice_line 2 label »; a column born since must be empty."""
    if isinstance(sealed, dict) and isinstance(now, dict):
        for name in sorted({*sealed, *now}):
            here = f"{path} {name}".strip()
            if name not in sealed:
                if now[name] not in EMPTY:
                    return here
            elif difference := first_difference(sealed[name], now.get(name), here):
                return difference
        return ""
    if isinstance(sealed, list) and isinstance(now, list):
        if len(sealed) != len(now):
            return path
        pairs = enumerate(zip(sealed, now, strict=True), start=1)
        found = (first_difference(one, other, f"{path} {n}") for n, (one, other) in pairs)
        return next(filter(None, found), "")
    return "" if sealed == now and type(sealed) is type(now) else path


def _compare_papers(kind: Kind, forms: dict[int, Form]) -> Iterator[Break]:
    """The stored bytes are still those whose hash was sealed."""
    wanted = {
        form["stored_paper"]["id"]: form for form in forms.values() if form.get("stored_paper")
    }
    ids = sorted(wanted)
    for start in range(0, len(ids), FEW_PAPERS):
        some = ids[start : start + FEW_PAPERS]
        chosen = select(PAPERS.c.id, PAPERS.c.content).where(PAPERS.c.id.in_(some))
        for paper_id, content in db.session.execute(chosen):
            form = wanted[paper_id]
            if _hash(content) != form["stored_paper"]["sha256"]:
                what = {"what": f"{kind.label} {form.get(kind.name)}"}
                yield Break(breaks.PAPER_CHANGED, what)


def _hash(content: object) -> str:
    plain = content.encode() if isinstance(content, str) else content
    return sha256(plain).hexdigest() if isinstance(plain, bytes | memoryview) else ""


def unsealed_records(kinds: Collection[Kind] | None = None) -> Iterator[Break]:
    """Issued rows that no link seals: somebody put them there without the software."""
    for kind in KINDS.values() if kinds is None else kinds:
        table = kind.table
        sealed = exists().where(LINKS.c.kind == table.name, LINKS.c.record_id == table.c.id)
        chosen = select().where(kind.is_issued(), ~sealed).order_by(table.c.id).limit(FEW_PAPERS)
        for row in told([table.c.id, table.columns[kind.name]], chosen):
            what = {"what": f"{kind.label} {row[kind.name] or row['id']}"}
            yield Break(
                breaks.ROW_UNSEALED,
                what,
            )
