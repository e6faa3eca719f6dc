"""The program starts and stops: written in the technical journal, with its version."""

from erp.closings import queries
from erp.core import ledger
from erp.core.ledger import TechnicalKind
from erp.core.words import N_


def note_start(version: str) -> None:
    """Also says when the version is a new one, and when the last stop was not a clean one."""
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


def note_stop(version: str) -> None:
    ledger.note(TechnicalKind.STOP, N_("Établi %(version)s s'arrête") % {"version": version})
