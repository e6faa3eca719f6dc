"""Papers that are drawn after the answer: what they say is kept at once, and drawn from that alone.

Neither the school, nor the customer, nor the records are asked again: whenever it is drawn, the
paper says what was true when it was signed. Until the worker came, each reading draws it.
A quote carries what is kept inside its file: whoever has it can check the hash that was accepted.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from erp.core import archive, clock
from erp.core.archive import StoredPaper
from erp.core.db import db, one_transaction, only_reading
from erp.documents import acceptance, delivery_slip, order_confirmation, quote
from erp.documents.acceptance import AcceptanceProof
from erp.documents.delivery_slip import DeliverySlipPaper
from erp.documents.order_confirmation import OrderConfirmationPaper
from erp.documents.quote import QuotePaper

Kept = AcceptanceProof | DeliverySlipPaper | OrderConfirmationPaper | QuotePaper
DRAWS: dict[str, tuple[type, Callable[[Any], bytes]]] = {
    "acceptance": (AcceptanceProof, acceptance.draw),
    "delivery_slip": (DeliverySlipPaper, delivery_slip.draw),
    "order_confirmation": (OrderConfirmationPaper, order_confirmation.draw),
    "quote": (QuotePaper, quote.draw),
}
NAMES = {paper: name for name, (paper, _) in DRAWS.items()}
MARK = b'{"paper":'  # no PDF, archive or invoice of a supplier begins so
READ: dict[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    bytes: b64decode,
}


def keep(filename: str, paper: Kept) -> StoredPaper:
    return archive.keep_to_draw(filename, written(paper))


def written(paper: Kept) -> bytes:
    told = {"paper": NAMES[type(paper)], "says": paper}
    return json.dumps(told, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return vars(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"  # 15 and 15.0000 are one number, and one hash
    return b64encode(value).decode() if isinstance(value, bytes) else value.isoformat()


def file_of(stored: StoredPaper) -> bytes:
    return drawn(stored.id, stored.content)


def drawn(paper_id: int, content: bytes) -> bytes:
    """The file itself, its drawing, or one made now from what is kept."""
    if not content.startswith(MARK):
        return content
    return archive.drawing_of.one(paper_id) or draw(content)


def draw(content: bytes) -> bytes:
    told = json.loads(content)
    kind, pencil = DRAWS[told["paper"]]
    paper = _read(kind, told["says"])
    drawn = pencil(paper)
    return _with_its_words(paper, drawn, content) if isinstance(paper, QuotePaper) else drawn


def _with_its_words(paper: QuotePaper, drawn: bytes, content: bytes) -> bytes:
    from erp.documents.attached import Attached, carrying

    if paper.sent_on is None:
        raise ValueError("a draft says nothing for good")
    told = Attached(quote.WORDS, "application/json", quote.ABOUT, content, paper.sent_on)
    return carrying(drawn, told)


def _read(kind: Any, value: Any) -> Any:
    """A value of this type, from what JSON can say."""
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_read(one, item) for one, item in zip(_parts(kind, value), value, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], said) for name, said in value.items()})
    if NoneType in get_args(kind):
        return _read(next(one for one in get_args(kind) if one is not NoneType), value)
    return READ.get(kind, lambda said: said)(value)


def _parts(kind: Any, value: list[Any]) -> tuple[Any, ...]:
    """The type of each item: tuple[X, ...] repeats its own."""
    parts = get_args(kind)
    return parts[:1] * len(value) if parts[-1:] == (Ellipsis,) else parts


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Asked once: the words of annotations are evaluated."""
    return get_type_hints(kind)


def draw_waiting() -> None:
    """What the worker does; a paper that cannot be drawn is told after all others are."""
    with only_reading():
        waiting = archive.waiting()
    failures = []
    for paper_id in waiting:
        try:
            _draw_and_keep(paper_id)
        except Exception as failure:
            failure.add_note(f"stored_paper {paper_id}")
            failures.append(failure)
    if failures:
        raise ExceptionGroup("papers that cannot be drawn", failures)


def _draw_and_keep(paper_id: int) -> None:
    """Nobody is kept from writing while a paper is drawn."""
    with only_reading():
        drawing = draw(db.session.get_one(StoredPaper, paper_id).content)
    with one_transaction():
        archive.keep_drawing(paper_id, drawing, now=clock.now())
