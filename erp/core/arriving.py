"""Files that arrive piece by piece: a cut line costs one piece, never the whole file.

What has arrived waits below the data folder until a form takes it, or is forgotten. Whoever holds
the secret adds to the file, asks how far it is, and hands it in once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from secrets import token_hex, token_urlsafe

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from erp.core import files, tokens
from erp.core.db import Record, after_commit, db
from erp.core.files import FileIsEmpty, FileTooLarge, Upload
from erp.core.refusal import Refusal
from erp.core.words import N_

LASTS = timedelta(hours=24)
MOST_WAITING = 300 * 1024 * 1024  # bytes that one place may leave waiting
MOST_IN_ALL = 3 * 1024 * 1024 * 1024  # bytes that wait for everybody
FOLDER = "arriving"


class TooMuchWaits(Refusal):
    message = N_("Trop de fichiers attendent déjà : envoyez d'abord ceux-là, puis revenez.")


class FileArrivedBroken(Refusal):
    message = N_("« %(name)s » est arrivé abîmé : choisissez-le à nouveau.")


class ArrivingFile(Record):
    """`received` of its `size` bytes are there; `place` is who sends: an account or an address."""

    __tablename__ = "arriving_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    path: Mapped[str]
    size: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="")  # as the sender counted it; "" where it cannot
    place: Mapped[str] = mapped_column(index=True)
    began_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def is_whole(self) -> bool:
        return self.received == self.size


def begin(name: str, size: int, digest: str, *, place: str, now: datetime) -> str:
    """The secret by which the pieces of this file follow."""
    if size <= 0:
        raise FileIsEmpty(name=name)
    if size > files.LARGEST:
        raise FileTooLarge(name=name)
    if _waiting(place) + size > MOST_WAITING or _waiting() + size > MOST_IN_ALL:
        raise TooMuchWaits
    secret = token_urlsafe(32)
    facts = {"name": name, "size": size, "sha256": digest, "place": place, "began_at": now}
    path = f"{FOLDER}/{token_hex(16)}"
    db.session.add(ArrivingFile(secret_hash=tokens.hash_of(secret), path=path, **facts))
    return secret


def _waiting(place: str = "") -> int:
    asked = select(func.coalesce(func.sum(ArrivingFile.size), 0))
    return db.session.scalar(asked.filter_by(place=place) if place else asked) or 0


def find(secret: str, *, now: datetime, to_change: bool = False) -> ArrivingFile | None:
    """None: unknown, handed in already, or forgotten. To change it, others wait for us."""
    known = select(ArrivingFile).filter_by(secret_hash=tokens.hash_of(secret))
    known = known.where(ArrivingFile.began_at > now - LASTS)
    return db.session.scalar(known.with_for_update() if to_change else known)


def add(secret: str, piece: bytes, *, start: int, now: datetime, folder: Path) -> int | None:
    """How far the file is with this piece; a piece that is not the next one is left. None: gone.

    The last piece shows whether the file is what was announced, and of a kind that we take.
    """
    arriving = find(secret, now=now, to_change=True)
    if arriving is None:
        return None
    if start == arriving.received and start + len(piece) <= arriving.size:
        target = folder / arriving.path
        _write(piece, target, start)
        arriving.received += len(piece)
        if arriving.is_whole:
            _check_whole(arriving, target.read_bytes())
    return arriving.received


def _write(piece: bytes, target: Path, start: int) -> None:
    """What a piece that was taken back left behind is cut off."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("r+b" if target.exists() else "wb") as file:
        file.seek(start)
        file.write(piece)
        file.truncate()


def _check_whole(arriving: ArrivingFile, content: bytes) -> None:
    if arriving.sha256 and sha256(content).hexdigest() != arriving.sha256:
        raise FileArrivedBroken(name=arriving.name)
    files.media_type_of(Upload(arriving.name, content))


def hand_in(secret: str, *, now: datetime, folder: Path) -> Upload | None:
    """The whole file, once: of two forms that name it one has it. Gone when that is certain."""
    arriving = find(secret, now=now, to_change=True)
    path = folder / arriving.path if arriving else folder
    if arriving is None or not arriving.is_whole or not path.is_file():
        return None
    db.session.delete(arriving)
    after_commit(partial(path.unlink, missing_ok=True))
    return Upload(arriving.name, path.read_bytes())


def forget_old(*, now: datetime, folder: Path) -> None:
    """What no form took within a day; files too that a program which fell left without a row."""
    db.session.execute(delete(ArrivingFile).where(ArrivingFile.began_at <= now - LASTS))
    old = [one for one in _kept(folder) if one.stat().st_mtime <= (now - LASTS).timestamp()]
    for one in old:
        after_commit(partial(one.unlink, missing_ok=True))


def _kept(folder: Path) -> Iterable[Path]:
    return (folder / FOLDER).glob("*")
