"""Files people hand in: named at random outside the web root, believed by content, not by name."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

import puremagic
from sqlalchemy.orm import Mapped, mapped_column

from erp.core import clock
from erp.core.db import Record, db
from erp.core.refusal import Refusal
from erp.core.words import N_

LARGEST = 20 * 1024 * 1024  # bytes, for one file


class FileTooLarge(Refusal):
    message = N_("« %(name)s » dépasse 20 Mo : réduisez le fichier ou envoyez-le en plusieurs.")


class FileIsEmpty(Refusal):
    message = N_("« %(name)s » est vide : choisissez un autre fichier.")


class FileKindRefused(Refusal):
    message = N_(
        "« %(name)s » n'est pas un fichier que nous lisons : envoyez un PDF, un DXF, "
        "une image JPG ou PNG."
    )


class StoredFile(Record):
    """`name` is the sender's own; `path` is ours, below the data folder."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    path: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    stored_at: Mapped[datetime]


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: its name there and its bytes, at most LARGEST + 1 of them."""

    name: str
    content: bytes


def media_type_of(upload: Upload) -> str:
    """What the content says it is, among the kinds we accept; refuses the rest."""
    if not upload.content:
        raise FileIsEmpty(name=upload.name)
    if len(upload.content) > LARGEST:
        raise FileTooLarge(name=upload.name)
    if _is_dxf(upload.content):
        return "image/vnd.dxf"
    accepted = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg"}
    kind = puremagic.from_string(upload.content) if _has_magic(upload.content) else ""
    kind = {".jpeg": ".jpg", ".jfif": ".jpg"}.get(kind, kind)
    if kind not in accepted:
        raise FileKindRefused(name=upload.name)
    return accepted[kind]


def _has_magic(content: bytes) -> bool:
    """Only these three beginnings are worth asking about; what follows must agree with them."""
    return content.startswith((b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def _is_dxf(content: bytes) -> bool:
    """A drawing exchange file begins with the group code 0 and a section, as text or binary."""
    if content.startswith(b"AutoCAD Binary DXF\r\n\x1a\x00"):
        return True
    lines = [line.strip() for line in content[:4000].lstrip(b"\xef\xbb\xbf").splitlines()]
    while len(lines) > 1 and lines[0] == b"999":  # comments may come first
        lines = lines[2:]
    return lines[:2] == [b"0", b"SECTION"] and b"\x00" not in content[:4000]


def keep(upload: Upload, *, folder: Path) -> StoredFile:
    """Write the bytes under a random name and record them; a refused file leaves no trace."""
    media_type = media_type_of(upload)
    path = f"{token_hex(1)}/{token_hex(16)}"
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(upload.content)
    stored = StoredFile(
        name=upload.name[-200:],
        path=path,
        media_type=media_type,
        size=len(upload.content),
        sha256=sha256(upload.content).hexdigest(),
        stored_at=clock.now(),
    )
    db.session.add(stored)
    return stored


def read(stored: StoredFile, *, folder: Path) -> bytes:
    return (folder / stored.path).read_bytes()
