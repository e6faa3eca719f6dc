"""A QR code drawn as ink, without any picture file."""

from functools import lru_cache

import segno
from reportlab.platypus import Flowable

from erp.documents.styles import INK

QUIET = 2


@lru_cache(maxsize=256)
def strokes(words: str, mask: int | None = None) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Size of the square in dots, and each run of dark dots as row, column, length."""
    told = words.encode()  # as text, accents would be Latin-1, which no reader can tell
    matrix = segno.make(told, error="m", micro=False, boost_error=False, mask=mask).matrix
    runs = []
    for row, dots in enumerate(matrix):
        column = 0
        while column < len(dots):
            length = 1
            while column + length < len(dots) and dots[column + length] == dots[column]:
                length += 1
            if dots[column]:
                runs.append((row, column, length))
            column += length
    return len(matrix), tuple(runs)


class QrCode(Flowable):
    """A square of the given side that opens the address; its quiet zone is inside.

    `mask`: the pattern laid over the dots, when it is known which one suits such words; to try
    all eight takes as long as to draw a page. Readers are told which one it is.
    """

    def __init__(self, words: str, side: float, mask: int | None = None) -> None:
        super().__init__()
        self.mask = mask
        self.words, self.width, self.height = words, side, side
        self.hAlign = "RIGHT"

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        size, runs = strokes(self.words, self.mask)
        dot = self.width / (size + 2 * QUIET)
        path = self.canv.beginPath()
        for row, column, length in runs:
            top = self.height - (row + 1 + QUIET) * dot
            path.rect((column + QUIET) * dot, top, length * dot, dot)
        self.canv.setFillColor(INK)
        self.canv.drawPath(path, stroke=0, fill=1)
