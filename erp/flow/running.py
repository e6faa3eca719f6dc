"""The program starts and stops: written in the technical journal, with its version and its key.

A start is also when it shows that the data is an older copy, or that the key is another one.
"""

from pathlib import Path

from erp.closings import queries
from erp.core import ledger
from erp.core.ledger import TechnicalKind
from erp.core.words import N_


def note_start(version: str, *, anchors: str = "") -> None:
    """Also says when the version is a new one, and when the last stop was not a clean one.

    `anchors`: the folder where the ends of the chains are kept, if there is one.
    """
    if anchors:
        _note_older_copy(Path(anchors))
    _note_key()
    before = queries.last_event(TechnicalKind.START, TechnicalKind.STOP)
    if before is not None and before.kind is TechnicalKind.START:
        ledger.note(TechnicalKind.STOP, N_("L'arrêt précédent n'a pas été noté : coupure ?"))
    started = queries.last_event(TechnicalKind.START)
    sentence = N_("Établi %(version)s démarre") % {"version": version}
    if started is not None and started.sentence != sentence:
        facts = {"before": started.sentence, "version": version}
        told = N_("La version devient %(version)s ; avant : %(before)s") % facts
        ledger.note(TechnicalKind.VERSION, told)
    ledger.note(TechnicalKind.START, sentence)


def _note_older_copy(folder: Path) -> None:
    """Once for each anchor that the data no longer holds."""
    anchor = ledger.last_anchor(folder)
    if anchor is None or not anchor.knows_more:
        return
    told = N_("Les données sont une copie d'avant %(anchor)s") % {"anchor": anchor.origin}
    before = queries.last_event(TechnicalKind.RESTORE)
    if before is None or before.sentence != told:
        ledger.note(TechnicalKind.RESTORE, told)


def _note_key() -> None:
    """Keys are told by their fingerprint, which gives nothing away."""
    before, now = ledger.last_key(), ledger.fingerprint()
    if not before:
        ledger.note(TechnicalKind.KEY, N_("Clé de signature %(key)s en service") % {"key": now})
    elif before != now:
        told = N_("La clé de signature devient %(key)s ; avant : %(before)s")
        ledger.note(TechnicalKind.KEY, told % {"key": now, "before": before})


def note_stop(version: str) -> None:
    ledger.note(TechnicalKind.STOP, N_("Établi %(version)s s'arrête") % {"version": version})
