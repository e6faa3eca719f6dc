"""The drawing a student works from: a file of the request, as a picture."""

from collections.abc import Collection, Sequence
from pathlib import Path
from secrets import token_hex

from sqlalchemy import func, select

from erp.core.db import db
from erp.core.files import PICTURES, StoredFile
from erp.production.models import Operation, WorkOrder
from erp.reporting import pictures
from erp.sales import queries as sales
from erp.sales.models import Order, OrderLine, Quote, RequestFile

SHOWN = ("application/pdf", *PICTURES, pictures.DXF)
BEST_FIRST = (
    StoredFile.media_type == pictures.DXF, StoredFile.media_type != pictures.PDF, StoredFile.id
)  # fmt: skip
THUMB = 240  # pixels
MOST_PAGES = 20


def drawing_of(operation: Operation) -> StoredFile | None:
    """The last revision that both sides took, else the best that came with the request.

    A PDF before a picture, which may be of the part itself; a DXF last: it has the outline but
    seldom the sizes.
    """
    counts = sales.revision_that_counts(operation.work_order.order_line_id)
    if counts is not None and counts.stored_file.media_type in SHOWN:
        return counts.stored_file
    chosen = (
        select(StoredFile)
        .join(RequestFile, RequestFile.stored_file_id == StoredFile.id)
        .join(Quote, Quote.request_id == RequestFile.request_id)
        .join(Order, Order.quote_id == Quote.id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(OrderLine.id == operation.work_order.order_line_id, StoredFile.media_type.in_(SHOWN))
        .order_by(*BEST_FIRST)
    )
    return db.session.scalar(chosen.limit(1))


def drawings_of(operations: Sequence[Operation]) -> dict[int, int]:
    """Those of these operations that have something to show: by operation, the revision that
    counts, 0 for the drawing of the request. As soon as it changes, a kept picture is an old one.
    """
    lines = {one.id: one.work_order.order_line_id for one in operations}
    revised = sales.revisions_that_count(set(lines.values()))
    drawn = _lines_with_a_drawing(set(lines.values())) | revised.keys()
    return {number: revised.get(line, 0) for number, line in lines.items() if line in drawn}


def _lines_with_a_drawing(line_ids: Collection[int]) -> set[int]:
    chosen = (
        select(OrderLine.id)
        .join(Order, OrderLine.order_id == Order.id)
        .join(Quote, Order.quote_id == Quote.id)
        .join(RequestFile, RequestFile.request_id == Quote.request_id)
        .join(StoredFile, StoredFile.id == RequestFile.stored_file_id)
        .where(OrderLine.id.in_(line_ids), StoredFile.media_type.in_(SHOWN))
    )
    return set(db.session.scalars(chosen))


def photo_of(operation: Operation) -> StoredFile | None:
    """What the part looks like: the photo of its work order, else the first picture of the request
    besides its drawing.

    None where that could be another part, or a drawing that no longer counts.
    """
    found = _photos([operation.work_order.order_line_id]).get(operation.work_order.order_line_id)
    return db.session.get(StoredFile, found) if found else None


def photos_of(operations: Sequence[Operation]) -> dict[int, int]:
    """Those of these operations whose part has a photo: by operation, the file."""
    lines = {one.id: one.work_order.order_line_id for one in operations}
    known = _photos(set(lines.values()))
    return {number: known[line] for number, line in lines.items() if line in known}


def _photos(line_ids: Collection[int]) -> dict[int, int]:
    """By order line, the file."""
    shown = select(WorkOrder.order_line_id, WorkOrder.photo_id).where(
        WorkOrder.order_line_id.in_(line_ids), WorkOrder.photo_id.is_not(None)
    )
    put = {line: photo for line, photo in db.session.execute(shown) if photo}
    return _photos_asked_with(set(line_ids) - put.keys()) | put


def _photos_asked_with(line_ids: Collection[int]) -> dict[int, int]:
    """Only of orders of one line, whose drawing was never revised."""
    alone = select(OrderLine.order_id).group_by(OrderLine.order_id).having(func.count() == 1)
    chosen = (
        select(OrderLine.id, StoredFile.id, StoredFile.media_type)
        .join(Order, OrderLine.order_id == Order.id)
        .join(Quote, Order.quote_id == Quote.id)
        .join(RequestFile, RequestFile.request_id == Quote.request_id)
        .join(StoredFile, StoredFile.id == RequestFile.stored_file_id)
        .where(OrderLine.id.in_(line_ids), StoredFile.media_type.in_(SHOWN), Order.id.in_(alone))
        .order_by(*BEST_FIRST)
    )
    files: dict[int, list[tuple[int, str]]] = {}
    for line, stored, media_type in db.session.execute(chosen):
        files.setdefault(line, []).append((stored, media_type))
    revised = sales.revisions_that_count(files)
    beside = {
        line: [stored for stored, media_type in known[1:] if media_type in PICTURES]
        for line, known in files.items()
        if line not in revised
    }
    return {line: photos[0] for line, photos in beside.items() if photos}


def pages_of(stored: StoredFile, *, folder: Path) -> int:
    """How many there are to look at; 0: it cannot be drawn."""
    if picture_of(stored, folder=folder) is None:
        return 0
    pages = pictures.pages(folder / stored.path) if stored.media_type == pictures.PDF else 1
    return min(pages, MOST_PAGES)


def picture_of(stored: StoredFile, *, folder: Path, page: int = 1) -> Path | None:
    """A PNG of one of its pages, drawn once and kept beside the file; None: it cannot be drawn.

    What failed once is not tried again: a drawing that takes all its time would take it each time.
    """
    picture = folder / (f"{stored.path}.{page}.png" if page > 1 else f"{stored.path}.png")
    failed = picture.with_suffix(".none")
    if picture.exists():
        return picture
    if failed.exists() or stored.media_type not in SHOWN:
        return None
    fresh = picture.with_suffix(f".{token_hex(4)}")
    if not pictures.draw(folder / stored.path, fresh, stored.media_type, page):
        fresh.unlink(missing_ok=True)
        failed.touch()
        return None
    return fresh.rename(picture)  # two tablets at once: both draw, one stays


def thumbnail_of(stored: StoredFile, *, folder: Path) -> bytes | None:
    """A small PNG to know a file by, drawn once and kept; None: it cannot be drawn."""
    small = folder / f"{stored.path}.small.png"
    picture = None if small.exists() else picture_of(stored, folder=folder)
    if picture is not None:
        fresh = small.with_suffix(f".{token_hex(4)}")
        pictures.reduce(picture, fresh, THUMB, bold=stored.media_type == pictures.DXF)
        fresh.rename(small)
    return small.read_bytes() if small.exists() else None
