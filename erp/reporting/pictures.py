"""A page of a PDF, a photo or a DXF as a PNG: the libraries are heavy, and loaded where it is drawn."""

import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 2400  # pixels: three times a tablet is still sharp
MOST_PIXELS = 80_000_000  # a small file may unpack to gigabytes
DXF, PDF = "image/vnd.dxf", "application/pdf"
DXF_PROGRAM = Path(__file__).with_name("dxf_picture.py")
DXF_SECONDS, DXF_PROCESSOR_SECONDS = 20, 10  # on the wall, and of a processor
ONE_DXF = BoundedSemaphore(1)  # each takes a processor: the others wait, or do without


def draw(source: Path, target: Path, media_type: str, page: int) -> bool:
    """False: it cannot be drawn, now or ever."""
    if media_type == DXF:
        return _draw_dxf(source, target)
    from PIL import Image
    from pypdfium2 import PdfiumError

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        drawn = _page(source, page) if media_type == PDF else _photo(source)
        drawn.save(target, "PNG")
    except (PdfiumError, OSError, ValueError, SyntaxError, *bombs):  # SyntaxError: a broken PNG
        return False
    return True


def reduce(picture: Path, target: Path, side: int, *, bold: bool) -> None:
    """At most `side` pixels; `bold`: black lines on white are thickened before, or they vanish."""
    from PIL import Image, ImageFilter

    with Image.open(picture) as image:
        small = (
            image.convert("L").filter(ImageFilter.MinFilter(9)) if bold else image.convert("RGB")
        )
    small.thumbnail((side, side))
    small.save(target, "PNG", optimize=True)


def pages(source: Path) -> int:
    """Of a PDF; 0: it cannot be read."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(source.read_bytes()) as document:
            return len(document)
    except (PdfiumError, OSError):
        return 0


def _page(source: Path, number: int) -> "Image":
    """As wide as WIDTH; a ribbon or a rod is kept to a sheet's area."""
    from pypdfium2 import PdfDocument

    with PdfDocument(source.read_bytes()) as document:
        page = document[number - 1]
        scale = min(WIDTH / max(page.get_width(), 1), 2 * WIDTH / max(page.get_height(), 1))
        return page.render(scale=scale).to_pil().convert("RGB")


def _photo(source: Path) -> "Image":
    from PIL import Image

    with Image.open(source) as image:
        image.draft("RGB", (WIDTH, WIDTH))
        if image.width * image.height > MOST_PIXELS:
            raise ValueError(source)
        small = image.convert("RGB")
    small.thumbnail((WIDTH, WIDTH))
    return small


def _draw_dxf(source: Path, target: Path) -> bool:
    """In a process that ends, whatever the drawing asks for; it knows none of our secrets."""
    cache = str(source.parent.parent / "fonts")
    env = {"PATH": os.environ.get("PATH", ""), "HOME": cache, "XDG_CACHE_HOME": cache}
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    if not ONE_DXF.acquire(timeout=DXF_SECONDS):
        return False
    try:
        program = [sys.executable, "-I", str(DXF_PROGRAM), str(source), str(target)]
        program.append(str(DXF_PROCESSOR_SECONDS))
        ended = subprocess.run(  # noqa: S603 - our own program, on a file we named
            program, env={**env, **threads}, timeout=DXF_SECONDS, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    finally:
        ONE_DXF.release()
    return ended.returncode == 0 and target.exists()
