"""Files people hand in: named at random outside the web root, believed by content, not by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

import puremagic
from sqlalchemy.orm import Mapped, mapped_column

from erp.core import clock
from erp.core.db import Record, after_commit, db
from erp.core.refusal import Refusal
from erp.core.words import N_

LARGEST = 20 * 1024 * 1024  # bytes, for one file
LARGEST_ALL = 100 * 1024 * 1024  # bytes, for all that one form brings
ENDINGS = {  # what a name may end with; the first one is added to a name that tells otherwise
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/png": (".png",),
    "image/vnd.dxf": (".dxf",),
    "model/step": (".step", ".stp"),
    "model/stl": (".stl",),
}
PICTURES = ("image/jpeg", "image/png")


class FileTooLarge(Refusal):
    message = N_("« %(name)s » dépasse 20 Mo : réduisez le fichier ou envoyez-le en plusieurs.")


class FileIsEmpty(Refusal):
    message = N_("« %(name)s » est vide : choisissez un autre fichier.")


class FileKindRefused(Refusal):
    message = N_(
        "D'après son contenu, « %(name)s » n'est pas un fichier que nous lisons : "
        "envoyez un PDF, un DXF, un STEP, un STL, une image JPG ou PNG."
    )


class FilesTooLarge(Refusal):
    message = N_("Ces fichiers font plus de 100 Mo ensemble : envoyez-les en plusieurs fois.")


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
    drawn = _drawing_type(upload.content)
    if drawn:
        return drawn
    accepted = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg"}
    kind = puremagic.from_string(upload.content) if _has_magic(upload.content) else ""
    kind = {".jpeg": ".jpg", ".jfif": ".jpg"}.get(kind, kind)
    if kind not in accepted:
        raise FileKindRefused(name=upload.name)
    return accepted[kind]


def _has_magic(content: bytes) -> bool:
    """Only these three beginnings are worth asking about; what follows must agree with them."""
    return content.startswith((b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def _drawing_type(content: bytes) -> str:
    """Exchange files have no magic number: their first lines say what they are."""
    if _is_dxf(content):
        return "image/vnd.dxf"
    if content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"ISO-10303-21;"):
        return "model/step"
    return "model/stl" if _is_stl(content) else ""


def _is_stl(content: bytes) -> bool:
    """As text: « solid », then facets; as binary: 80 bytes, a count, 50 bytes for each facet."""
    if content.startswith(b"solid") and b"facet normal" in content[:2000]:
        return b"\x00" not in content[:2000]
    if len(content) < 84:
        return False
    count = int.from_bytes(content[80:84], "little")
    return count > 0 and len(content) == 84 + 50 * count


def _is_dxf(content: bytes) -> bool:
    """A drawing exchange file begins with the group code 0 and a section, as text or binary."""
    if content.startswith(b"AutoCAD Binary DXF\r\n\x1a\x00"):
        return True
    lines = [line.strip() for line in content[:4000].lstrip(b"\xef\xbb\xbf").splitlines()]
    while len(lines) > 1 and lines[0] == b"999":  # comments may come first
        lines = lines[2:]
    return lines[:2] == [b"0", b"SECTION"] and b"\x00" not in content[:4000]


def check_all(uploads: Sequence[Upload]) -> None:
    """All are looked at before the first is written."""
    if sum(len(upload.content) for upload in uploads) > LARGEST_ALL:
        raise FilesTooLarge
    for upload in uploads:
        media_type_of(upload)


def clean_name(name: str, media_type: str) -> str:
    """The last part of the sender's path, without what cannot be seen, ending as its content does.

    « plan.pdf.exe » that is a PDF becomes « plan.pdf.exe.pdf »: whoever opens it opens a PDF.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if c.isprintable()).strip(" .")[-190:] or "fichier"
    endings = ENDINGS.get(media_type, ("",))
    return plain if plain.lower().endswith(endings) else plain + endings[0]


def keep(upload: Upload, *, folder: Path) -> StoredFile:
    """Write the bytes under a random name and record them; a refused file leaves no trace."""
    media_type = media_type_of(upload)
    path = f"{token_hex(1)}/{token_hex(16)}"
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(upload.content)
    stored = StoredFile(
        name=clean_name(upload.name, media_type),
        path=path,
        media_type=media_type,
        size=len(upload.content),
        sha256=sha256(upload.content).hexdigest(),
        stored_at=clock.now(),
    )
    db.session.add(stored)
    return stored


def forget(stored: StoredFile, *, folder: Path) -> None:
    """Take away a file that nothing names any more, once that is certain."""
    path = folder / stored.path
    db.session.delete(stored)
    after_commit(partial(path.unlink, missing_ok=True))


def read(stored: StoredFile, *, folder: Path) -> bytes:
    return (folder / stored.path).read_bytes()
