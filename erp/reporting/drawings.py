"""The drawing a student works from: a file of the request, as a picture."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from erp.core import files
from erp.core.db import db
from erp.core.files import StoredFile
from erp.production.models import Operation
from erp.sales import queries as sales
from erp.sales.models import Order, OrderLine, Quote, RequestFile

SHOWN = ("application/pdf", "image/png", "image/jpeg")
WIDTH, THUMB = 2400, 240  # pixels: three times a tablet is still sharp
MOST_PAGES = 20


def drawing_of(operation: Operation) -> StoredFile | None:
    """The last revision that both sides took, else the first that came with the request."""
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
        .order_by(StoredFile.id)
    )
    return db.session.scalar(chosen.limit(1))


def operations_with_a_drawing(operations: Sequence[Operation]) -> set[int]:
    """Those of these operations that have something to show."""
    lines = {one.id: one.work_order.order_line_id for one in operations}
    chosen = (
        select(OrderLine.id)
        .join(Order, OrderLine.order_id == Order.id)
        .join(Quote, Order.quote_id == Quote.id)
        .join(RequestFile, RequestFile.request_id == Quote.request_id)
        .join(StoredFile, StoredFile.id == RequestFile.stored_file_id)
        .where(OrderLine.id.in_(set(lines.values())), StoredFile.media_type.in_(SHOWN))
    )
    drawn = set(db.session.scalars(chosen))
    return {number for number, line in lines.items() if line in drawn}


def pages_of(stored: StoredFile, *, folder: Path) -> int:
    """How many there are to look at."""
    if stored.media_type != "application/pdf":
        return 1
    from pypdfium2 import PdfDocument

    with PdfDocument(files.read(stored, folder=folder)) as document:
        return max(1, min(len(document), MOST_PAGES))


def picture_of(stored: StoredFile, *, folder: Path, page: int = 1) -> Path:
    """A PNG of one of its pages, drawn once and kept beside the file."""
    picture = folder / (f"{stored.path}.{page}.png" if page > 1 else f"{stored.path}.png")
    if not picture.exists():
        drawn = _draw(stored, folder, page)
        fresh = picture.with_suffix(".fresh")
        drawn.save(fresh, "PNG")
        fresh.rename(picture)  # two tablets at once: both draw, one stays
    return picture


def thumbnail_of(stored: StoredFile, *, folder: Path) -> bytes:
    """A small PNG for papers with many pictures; drawn once and kept."""
    small = folder / f"{stored.path}.small.png"
    if not small.exists():
        from PIL import Image

        image = Image.open(picture_of(stored, folder=folder)).convert("RGB")
        image.thumbnail((THUMB, THUMB))
        fresh = small.with_suffix(".fresh")
        image.save(fresh, "PNG", optimize=True)
        fresh.rename(small)
    return small.read_bytes()


def glance(stored: StoredFile, *, folder: Path) -> bytes | None:
    """A small picture to know a file by; None: it is no drawing to look at, or it cannot be read."""
    if stored.media_type not in SHOWN:
        return None
    from PIL import UnidentifiedImageError
    from pypdfium2 import PdfiumError

    try:
        return thumbnail_of(stored, folder=folder)
    except (PdfiumError, UnidentifiedImageError, OSError, ValueError):
        return None


def _draw(stored: StoredFile, folder: Path, number: int):  # type: ignore[no-untyped-def]  # Pillow comes late
    """pypdfium2 and Pillow are heavy: loaded where a picture is drawn."""
    from io import BytesIO

    from PIL import Image

    content = files.read(stored, folder=folder)
    if stored.media_type != "application/pdf":
        image = Image.open(BytesIO(content)).convert("RGB")
        image.thumbnail((WIDTH, WIDTH))
        return image
    from pypdfium2 import PdfDocument

    with PdfDocument(content) as document:
        page = document[number - 1]
        return page.render(scale=WIDTH / max(page.get_width(), 1)).to_pil().convert("RGB")
