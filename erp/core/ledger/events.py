"""What happened to the software itself: starts, versions, parameters, closings, archives, faults.

The French pattern for unalterable records asks for it (journal des événements techniques).
"""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from erp.core import clock
from erp.core.db import Record, db
from erp.core.frozen import Frozen
from erp.core.journal import Actor
from erp.core.ledger.kinds import Chain, register
from erp.core.ledger.seals import seal
from erp.core.words import N_, Word


class TechnicalKind(Word):
    START = "start", N_("Démarrage"), "info"
    STOP = "stop", N_("Arrêt"), "muted"
    VERSION = "version", N_("Changement de version"), "warn"
    SETTING = "setting", N_("Paramètre changé"), "warn"
    CLOSING = "closing", N_("Clôture"), "ok"
    ANCHOR = "anchor", N_("Ancrage"), "ok"
    ARCHIVE = "archive", N_("Archive"), "ok"
    CHECK = "check", N_("Vérification"), "ok"
    FAILURE = "failure", N_("Défaut d'intégrité"), "bad"
    CLOCK = "clock", N_("Horloge reculée"), "bad"


class TechnicalEvent(Frozen, Record):
    """`actor_name` stays when the person is forgotten; « Établi » is the software itself."""

    __tablename__ = "technical_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[TechnicalKind]
    sentence: Mapped[str]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]


register(TechnicalEvent, Chain.EVENTS, label=N_("L'événement"))


def note(kind: TechnicalKind, sentence: str, *, actor: Actor | None = None) -> TechnicalEvent:
    """Add and seal a line, with the running transaction."""
    now = clock.now()
    event = TechnicalEvent(
        at=now,
        kind=kind,
        sentence=sentence[:500],
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "Établi",
    )
    db.session.add(event)
    seal(event, now=now)
    return event
