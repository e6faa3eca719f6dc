"""Anchors: where each chain ended on a day, kept outside the database (a second disk, a letter)."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from erp.core import clock
from erp.core.db import db
from erp.core.ledger import keys
from erp.core.ledger.models import Tail
from erp.core.refusal import Refusal
from erp.core.words import N_

Ends = dict[str, dict[str, Any]]  # chain → count, total in cents, last signature


class NotAnAnchor(Refusal):
    message = N_("%(name)s n'est pas un ancrage entier : reprenez le fichier ou la lettre du jour.")


@dataclass(frozen=True)
class Anchor:
    """`text` is the file, or the body of the letter: lines people can read, then what is signed."""

    made_at: str
    ends: Ends
    signature: str
    origin: str = ""

    @property
    def signed(self) -> str:
        facts = {"made_at": self.made_at, "ends": self.ends}
        return json.dumps(facts, sort_keys=True, separators=(",", ":"))

    @property
    def is_ours(self) -> bool:
        return keys.is_ours(f"anchor {self.signed}", self.signature)

    @property
    def knows_more(self) -> bool:
        """Whether it saw links that the books no longer have: an older copy was put back."""
        counts: dict[str, int] = {
            str(chain): count for chain, count in db.session.execute(select(Tail.chain, Tail.count))
        }
        return any(end["count"] > counts.get(chain, 0) for chain, end in self.ends.items())

    @property
    def text(self) -> str:
        return f"{self.signed}\n{self.signature}\n"


def anchor_of(now: datetime) -> Anchor:
    """Where every chain ends, as this transaction sees it."""
    ends: Ends = {
        str(tail.chain): {
            "count": tail.count,
            "total": int(tail.total.scaleb(2)),
            "signature": tail.last_signature,
        }
        for tail in db.session.scalars(select(Tail).order_by(Tail.chain))
    }
    made = Anchor(made_at=now.isoformat(timespec="seconds"), ends=ends, signature="")
    return Anchor(made.made_at, ends, keys.sign(f"anchor {made.signed}"))


def write_anchor(anchor: Anchor, folder: Path) -> Path:
    """A file of its own, never written over; on the disk when we return."""
    folder.mkdir(parents=True, exist_ok=True)
    made = datetime.fromisoformat(anchor.made_at).astimezone(clock.PARIS)
    path = folder / f"ancrage-{made:%Y-%m-%d-%H%M%S}.txt"
    with path.open("x") as file:
        file.write(anchor.text)
        file.flush()
        os.fsync(file.fileno())
    return path


def read_anchor(text: str, origin: str) -> Anchor:
    """The two signed lines, wherever they stand in a file or a letter."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line, signature in zip(lines, lines[1:], strict=False):
        if line.startswith('{"ends"'):
            return _read(line, signature, origin)
    raise NotAnAnchor(name=origin)


def _read(line: str, signature: str, origin: str) -> Anchor:
    try:
        facts = json.loads(line)
        return Anchor(str(facts["made_at"]), dict(facts["ends"]), signature, origin)
    except (ValueError, KeyError, TypeError) as wrong:
        raise NotAnAnchor(name=origin) from wrong


def last_anchor(folder: Path) -> Anchor | None:
    """The newest of ours in a folder; a file that is none is passed over."""
    for file in sorted(folder.glob("ancrage-*.txt"), reverse=True):
        with suppress(NotAnAnchor, OSError):
            anchor = read_anchor(file.read_text(errors="replace"), file.name)
            if anchor.is_ours:
                return anchor
    return None


def anchors_in(path: Path) -> Iterator[Anchor]:
    """Those of a file, or of a folder's files, the oldest first."""
    for file in sorted(path.glob("ancrage-*.txt")) if path.is_dir() else [path]:
        yield read_anchor(file.read_text(errors="replace"), file.name)
