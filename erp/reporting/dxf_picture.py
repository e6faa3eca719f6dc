"""Draws the DXF of its first argument as the PNG of its second, in so many seconds of a processor.

ezdxf brings numpy and fonttools, and a stranger's drawing may be made to never end: this program
is started for one drawing (see drawings.py), takes what it may take of time and memory, and knows
nothing of the school. What cannot be drawn ends it with another code than 0.
"""

import resource
import sys
from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any

from ezdxf import recover
from ezdxf.addons.drawing import Frontend, RenderContext
from ezdxf.addons.drawing.backend import Backend, BkPath2d, BkPoints2d
from ezdxf.addons.drawing.config import (
    BackgroundPolicy,
    ColorPolicy,
    Configuration,
    HatchPolicy,
    ImagePolicy,
    LineweightPolicy,
)
from ezdxf.addons.drawing.properties import BackendProperties
from ezdxf.addons.drawing.recorder import Recorder
from ezdxf.math import Matrix44, Vec2
from PIL import Image, ImageDraw

MEMORY, BYTES = 1024 * 1024 * 1024, 20 * 1024 * 1024
WIDTH, HEIGHT, MARGIN = 2400, 1800, 60  # pixels
FINE = 2  # drawn so many times larger, so that lines are smooth
LINE = 3 * FINE
MOST_ENTITIES = 200_000
LOOK = Configuration(
    background_policy=BackgroundPolicy.WHITE,
    color_policy=ColorPolicy.BLACK,
    image_policy=ImagePolicy.IGNORE,  # a drawing never names a file to open
    hatch_policy=HatchPolicy.SHOW_OUTLINE,
    lineweight_policy=LineweightPolicy.ABSOLUTE,
)


class Sheet(Backend):
    """Black lines on a white sheet, in pixels of that sheet."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__()
        self.image = Image.new("L", size, 255)
        self.pen = ImageDraw.Draw(self.image)

    def _line(self, points: list[Vec2]) -> None:
        spots = [(p.x, p.y) for p in points]
        if all(isfinite(x) and isfinite(y) for x, y in spots):
            self.pen.line(spots, fill=0, width=LINE, joint="curve")

    def draw_point(self, pos: Vec2, properties: BackendProperties) -> None:
        self._line([pos - Vec2(FINE, 0), pos + Vec2(FINE, 0)])

    def draw_line(self, start: Vec2, end: Vec2, properties: BackendProperties) -> None:
        self._line([start, end])

    def draw_path(self, path: BkPath2d, properties: BackendProperties) -> None:
        self._line(list(path.flattening(distance=FINE / 2)))

    def draw_filled_paths(self, paths: Iterable[BkPath2d], properties: BackendProperties) -> None:
        for path in paths:
            self.draw_path(path, properties)

    def draw_filled_polygon(self, points: BkPoints2d, properties: BackendProperties) -> None:
        corners = list(points.vertices())
        self._line([*corners, *corners[:1]])

    def draw_image(self, image_data: Any, properties: BackendProperties) -> None:
        """Pictures inside a drawing are left out."""

    def set_background(self, color: str) -> None:
        """White, whatever the drawing says."""

    def clear(self) -> None:
        """A sheet is drawn once."""


def draw(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        document, _auditor = recover.read(file)
    model = document.modelspace()
    if not 0 < len(model) <= MOST_ENTITIES:
        raise SystemExit(3)
    recorder = Recorder()
    Frontend(RenderContext(document), recorder, config=LOOK).draw_layout(model, finalize=False)
    player = recorder.player()
    box = player.bbox()
    if not box.has_data:
        raise SystemExit(4)
    wide, high = max(box.size.x, 1e-9), max(box.size.y, 1e-9)
    room = (FINE * (WIDTH - 2 * MARGIN), FINE * (HEIGHT - 2 * MARGIN))
    scale = min(room[0] / wide, room[1] / high)
    size = (int(wide * scale) + 2 * FINE * MARGIN, int(high * scale) + 2 * FINE * MARGIN)
    onto_paper = Matrix44.translate(-box.extmin.x, -box.extmax.y, 0)
    onto_paper @= Matrix44.scale(scale, -scale, 1)
    onto_paper @= Matrix44.translate(FINE * MARGIN, FINE * MARGIN, 0)
    player.transform(onto_paper)
    sheet = Sheet(size)
    player.replay(sheet)
    small = (max(1, size[0] // FINE), max(1, size[1] // FINE))
    sheet.image.resize(small, Image.Resampling.BOX).save(target, "PNG")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]), int(sys.argv[3])))
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, BYTES))
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
