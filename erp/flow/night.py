"""What the books do by themselves once a day: close what is over, and anchor where they end."""

from datetime import datetime
from pathlib import Path

from erp.closings import actions as closings
from erp.closings import queries
from erp.core import clock, ledger, mail
from erp.core.ledger import Anchor, TechnicalKind
from erp.core.words import N_

SUBJECT = N_("Ancrage des factures du %(day)s")
LETTER = N_(
    "Bonjour,\n\nVoici où en est le registre des factures et des règlements de l'école, ce jour. "
    "Gardez cette lettre : elle prouve, des années plus tard, que rien n'a été retiré depuis.\n"
    "Pour comparer : enregistrez son texte dans un fichier, puis "
    "« erp billing verify --anchor FICHIER ».\n\n%(anchor)s\n"
)


def close_books(*, now: datetime) -> None:
    """Days, months and years that are over; nothing to do most of the time."""
    note_clock(now)
    closings.close_until(clock.day_of(now), actor=None, now=now)


def is_anchored(now: datetime) -> bool:
    """Whether today has its anchor."""
    return queries.anchored_since(clock.start_of(clock.day_of(now)))


def drop_anchor(*, now: datetime, folder: str, email: str) -> Anchor:
    """Keep the ends of the chains outside: a file on another disk, a letter, or both.

    In a transaction of its own: an anchor must never see what is rolled back afterwards.
    """
    anchor, places = ledger.anchor_of(now), []
    if folder:
        places.append(str(ledger.write_anchor(anchor, Path(folder))))
    if email:
        day = f"{clock.day_of(now):%d/%m/%Y}"
        mail.post(email, SUBJECT % {"day": day}, LETTER % {"anchor": anchor.text})
        places.append(email)
    told = ", ".join(places) or N_("nulle part : réglez ERP_ANCHOR_DIR ou ERP_ANCHOR_MAIL")
    ledger.note(TechnicalKind.ANCHOR, N_("Ancrage : %(places)s") % {"places": told})
    return anchor


def note_clock(now: datetime) -> None:
    """A clock that went back more than a day is written down: papers would be refused."""
    last = queries.last_event()
    if last is not None and clock.day_of(now) < clock.day_of(last.at):
        facts = {"now": f"{now:%d/%m/%Y %H:%M}", "last": f"{last.at:%d/%m/%Y %H:%M}"}
        ledger.note(
            TechnicalKind.CLOCK, N_("L'horloge dit %(now)s, après un événement de %(last)s") % facts
        )
