"""Eight o'clock, somebody is not there: the absence is told, and their work changes hands."""

from dataclasses import dataclass
from datetime import datetime

from erp.core.db import one_transaction
from erp.people.models import Student, User
from erp.planning import actions as planning
from erp.planning.actions import Hand, Seen
from erp.production import queries as production
from erp.production.actions import Team
from erp.timetable import away, days
from erp.timetable.states import AbsenceReason


@dataclass(frozen=True)
class Missing:
    """Who is away, from when to when, and why as far as it is known."""

    who: Student | User
    starts_at: datetime
    ends_at: datetime
    reason: AbsenceReason


def tell(missing: Missing, *, actor: User) -> None:
    """Once, however many times it is told."""
    span = missing.starts_at, missing.ends_at
    for one in away.absences(*span):
        covers = one.starts_at <= span[0] and one.ends_at >= span[1]
        if covers and one.who == missing.who:
            return
    days.tell_absence(
        missing.who, starts_at=span[0], ends_at=span[1], reason=missing.reason, actor=actor
    )


def swap(missing: Missing, seen: Seen, team: Team | None, hand: Hand) -> None:
    """The absence and the change in one transaction; `team` None: back to the tray."""
    with one_transaction():
        tell(missing, actor=hand.actor)
        card = _freed(seen, hand)
        if team is None:
            planning.remove_card(card, hand)
        else:
            planning.move_card(card, team, hand)


def _freed(seen: Seen, hand: Hand) -> Seen:
    """A pin holds against plans: it does not bring anybody back."""
    card = production.assignment(seen.card_id)
    if card is None or not card.is_pinned:
        return seen
    planning.pin_card(seen, False, hand)
    return Seen.now(card)
