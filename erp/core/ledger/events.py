"""What happened to the software itself: starts, versions, parameters, keys, who came in, closings,
archives, faults.

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
    ACCESS = "access", N_("Accès"), "info"
    KEY = "key", N_("Clé"), "warn"
    CLOSING = "closing", N_("Clôture"), "ok"
    ANCHOR = "anchor", N_("Ancrage"), "ok"
    ARCHIVE = "archive", N_("Archive"), "ok"
    CHECK = "check", N_("Vérification"), "ok"
    FAILURE = "failure", N_("Défaut d'intégrité"), "bad"
    CLOCK = "clock", N_("Horloge reculée"), "bad"
    RESTORE = "restore", N_("Copie remise"), "bad"


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


def note_change(word: str, before: object, after: object, *, actor: Actor | None) -> None:
    """A parameter, when it is another one."""
    if before != after:
        nothing = N_("rien")
        told = {"word": word, "before": before or nothing, "after": after or nothing}
        sentence = N_("%(word)s : « %(before)s » devient « %(after)s »") % told
        note(TechnicalKind.SETTING, sentence, actor=actor)
