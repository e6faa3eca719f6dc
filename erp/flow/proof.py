"""Proving the books: verify them, archive a period, and write down that it was done."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from erp.closings import archives
from erp.core import ledger
from erp.core.db import one_transaction
from erp.core.journal import Actor
from erp.core.ledger import Anchor, Progress, TechnicalKind, Verdict
from erp.core.words import N_


def verify_books(
    anchors: Sequence[Anchor] = (), *, actor: Actor | None = None, progress: Progress | None = None
) -> Verdict:
    """Reads in a moment of its own, then notes the result in a transaction of its own."""
    with ledger.one_moment():
        verdict = ledger.verify(anchors=anchors, progress=progress)
    with one_transaction():
        if verdict.is_sound:
            sentence = N_("%(links)s maillons relus, rien n'a changé")
            ledger.note(TechnicalKind.CHECK, sentence % {"links": verdict.links}, actor=actor)
        else:
            ledger.note(TechnicalKind.FAILURE, str(verdict.breaks[0]), actor=actor)
    return verdict


def archive_period(
    folder: Path, first: date, last: date, *, actor: Actor | None, now: datetime
) -> tuple[Path, int]:
    """The file in this folder, and how many records are in it."""
    target = folder / f"archive-{first:%Y-%m-%d}-{last:%Y-%m-%d}-faite-{now:%Y%m%d%H%M%S}.zip"
    count = archives.write_archive(target, first, last, now=now)
    facts = {"file": target.name, "count": count}
    ledger.note(
        TechnicalKind.ARCHIVE,
        N_("Archive : %(file)s, %(count)s enregistrements") % facts,
        actor=actor,
    )
    return target, count


def archive_year(folder: Path, year: int, actor: Actor | None, now: datetime) -> Path:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return archive_period(folder, first, last, actor=actor, now=now)[0]
