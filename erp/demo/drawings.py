"""What customers join to their requests: a drawing to read, and the same shape as DXF."""

from datetime import date
from pathlib import Path

from erp.core import files
from erp.core.files import StoredFile, Upload
from erp.demo.jobs import Job
from erp.documents import drawing
from erp.documents.drawing import PartDrawing


def files_of(job: Job, company: str, day: date, folder: Path) -> list[StoredFile]:
    part = PartDrawing(
        title=job.label,
        reference=job.reference,
        material=job.matter,
        company=company,
        drawn_on=day,
        length=job.sizes[0],
        height=job.sizes[1],
        thickness=job.sizes[2],
        is_round=job.is_round,
    )
    uploads = (
        Upload(f"{job.reference}.pdf", drawing.draw(part)),
        Upload(f"{job.reference}.dxf", dxf(part).encode("ascii")),
    )
    return [files.keep(upload, folder=folder) for upload in uploads]


def dxf(part: PartDrawing) -> str:
    """The front view's outline, and the side view's circle of a round part."""
    length, height = part.length, part.height
    corners = ((0.0, 0.0), (length, 0.0), (length, height), (0.0, height), (0.0, 0.0))
    entities = [_line(*a, *b) for a, b in zip(corners, corners[1:], strict=False)]
    if part.is_round:
        entities.append(_circle(length + height, height / 2, height / 2))
    return _sections(entities)


def sketch() -> bytes:
    """A plate with a bore and four holes, as somebody draws it for a question."""
    corners = ((0.0, 0.0), (80.0, 0.0), (80.0, 60.0), (0.0, 60.0), (0.0, 0.0))
    entities = [_line(*a, *b) for a, b in zip(corners, corners[1:], strict=False)]
    entities += [_circle(x, y, 3.5) for x in (10, 70) for y in (10, 50)]
    return _sections([*entities, _circle(40, 30, 15)]).encode("ascii")


def _sections(entities: list[str]) -> str:
    return (
        _pairs((0, "SECTION"), (2, "ENTITIES"))
        + "".join(entities)
        + _pairs((0, "ENDSEC"), (0, "EOF"))
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return _pairs((0, "LINE"), (8, "CONTOUR"), (10, x1), (20, y1), (11, x2), (21, y2))


def _circle(x: float, y: float, radius: float) -> str:
    return _pairs((0, "CIRCLE"), (8, "CONTOUR"), (10, x), (20, y), (40, radius))


def _pairs(*pairs: tuple[int, object]) -> str:
    return "".join(f"{code}\n{value}\n" for code, value in pairs)
