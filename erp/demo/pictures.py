"""Photos of finished parts, drawn: no camera ever saw this school."""

from io import BytesIO

from erp.core import files
from erp.core.files import StoredFile, Upload
from erp.demo.stories import Town
from erp.production.models import Operation

SIZE = (480, 360)
BENCH, STEEL, EDGE = (206, 199, 188), (148, 156, 164), (86, 92, 99)


def photo_of(town: Town, operation: Operation) -> StoredFile | None:
    """One finished operation in five has its part on the bench."""
    if operation.id % 5:
        return None
    upload = Upload(f"piece-{operation.id}.jpg", part(operation.id))
    return files.keep(upload, folder=town.files_folder)


def part(number: int) -> bytes:
    """A plate with its bore on a bench, never twice the same."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, BENCH)
    pen = ImageDraw.Draw(picture)
    width, bore = 120 + number * 37 % 160, 20 + number * 13 % 50
    left, top = (SIZE[0] - width) // 2, SIZE[1] // 2 - 80
    pen.rounded_rectangle(
        (left, top, left + width, top + 160), 14, fill=STEEL, outline=EDGE, width=4
    )
    middle = (SIZE[0] // 2, SIZE[1] // 2)
    pen.ellipse([c - bore for c in middle] + [c + bore for c in middle], fill=EDGE)
    written = BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
