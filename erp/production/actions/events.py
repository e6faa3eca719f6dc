"""What a tablet said is kept word for word, once; what it cannot mean is kept for review."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from erp.core import journal, plain
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.people.models import Student, Tablet, User
from erp.people.queries import Device
from erp.production import queries
from erp.production.actions import reading
from erp.production.actions.applying import APPLY
from erp.production.actions.reading import NotUnderstood, Payload, Said, Speaker
from erp.production.actions.undoing import take_back
from erp.production.models import EventReview, TabletEvent
from erp.production.refusals import ReviewedAlready
from erp.production.states import EventAnswer, EventVerdict, Identity


@dataclass(frozen=True)
class Told:
    """What the tablet hears about one event."""

    uuid: str
    answer: EventAnswer
    message: str = ""


def receive(
    events: Sequence[object],
    *,
    tablet: Tablet | Device,
    student: Actor | None,
    now: datetime,
    since: datetime | None = None,
    is_closed: Callable[[date], bool] | None = None,
) -> list[Told]:
    """Take events in the order the tablet counted them, each all or nothing.

    `student` gave the code on this tablet at `since`, and is still there. `is_closed`: as a Speaker's.
    The answers come in the order of the events.
    """
    speaker = Speaker(tablet, student, since, is_closed=is_closed)
    said = [_payload(one) for one in events]
    told = {n: _receive(said[n], speaker, now) for n in _in_order(said)}
    return [told[n] for n in range(len(events))]


def _in_order(said: Sequence[Payload]) -> list[int]:
    return sorted(range(len(said)), key=lambda n: (_sequence(said[n]) or 0, n))


def _payload(raw: object) -> Payload:
    return raw if isinstance(raw, dict) else {"raw": repr(raw)[:2000]}


def _sequence(payload: Payload) -> int | None:
    return reading.identifier(payload.get("seq"))


def _receive(payload: Payload, speaker: Speaker, now: datetime) -> Told:
    """Whether it came before, even at this moment by another connection, its key says."""
    key, name = _key(payload), str(payload.get("uuid") or "")
    try:
        return _take(payload, key, name, speaker, now)
    except IntegrityError:
        if not queries.is_received(key):
            raise
        return Told(name, EventAnswer.ALREADY_RECEIVED)


def _take(payload: Payload, key: str, name: str, speaker: Speaker, now: datetime) -> Told:
    try:
        said = reading.read(payload, uuid=key, speaker=speaker, now=now)
        with plain.attempt():
            APPLY[said.kind](said, _keep(key, speaker.tablet, payload, now, said))
    except (NotUnderstood, Refusal) as why:
        with plain.attempt():
            _keep(key, speaker.tablet, payload, now, None, reason=str(why))
        return Told(name, EventAnswer.TO_REVIEW, str(why))
    return Told(name, EventAnswer.ACCEPTED)


def _key(payload: Payload) -> str:
    """Its own uuid; what has none is known by what it says, so it is kept once all the same."""
    try:
        return str(UUID(str(payload.get("uuid"))))
    except ValueError:
        return "sans-" + sha256(repr(sorted(payload.items())).encode()).hexdigest()[:40]


def _keep(
    key: str,
    tablet: Tablet | Device,
    payload: Payload,
    now: datetime,
    said: Said | None,
    reason: str = "",
) -> int:
    """Its id: what it makes points to it."""
    return plain.add(
        TabletEvent,
        uuid=key,
        tablet_id=tablet.id,
        sequence=_sequence(payload),
        student_id=said.student.id if said else None,
        identity=said.identity if said else None,
        operation_id=said.operation.id if said else None,
        kind=said.kind if said else None,
        happened_at=said.happened_at if said else None,
        state_before=said.operation.state if said else None,
        received_at=now,
        payload=payload,
        answer=EventAnswer.ACCEPTED if said else EventAnswer.TO_REVIEW,
        reason=reason,
    )


def review_event(event: TabletEvent, *, note: str, actor: User, now: datetime) -> None:
    """Set an event « à revoir » aside with a word; it leaves the list and stays kept."""
    _say(event, EventVerdict.SEEN, note, actor, now)


def apply_event(event: TabletEvent, student: Student, *, actor: User, now: datetime) -> None:
    """Take an event « à revoir » into account: the instructor vouches for its time and student."""
    payload = {**event.payload, "student_id": student.id}
    payload["student_ids"] = payload.get("student_ids") or [student.id]
    speaker = Speaker(event.tablet, is_instructor=True)
    said = reading.read(payload, uuid=event.uuid, speaker=speaker, now=now)
    APPLY[said.kind](replace(said, identity=Identity.INSTRUCTOR), event.id)
    _say(event, EventVerdict.APPLIED, "", actor, now)


def confirm_events(events: Sequence[TabletEvent], *, actor: User, now: datetime) -> None:
    """It was this student who tapped, though nobody could ask for the code."""
    for event in events:
        _say(event, EventVerdict.CONFIRMED, "", actor, now)


def deny_events(events: Sequence[TabletEvent], *, actor: User, now: datetime) -> None:
    """It was somebody else: what these events did is taken back, the last one first."""
    for event in sorted(events, key=lambda one: one.id, reverse=True):
        _say(event, EventVerdict.DENIED, "", actor, now)
        take_back(event, by=None, actor=actor, now=now)


def _say(event: TabletEvent, verdict: EventVerdict, note: str, actor: User, now: datetime) -> None:
    if queries.review_of(event.id) is not None:
        raise ReviewedAlready
    review = EventReview(event_id=event.id, reviewed_by_id=actor.id, reviewed_at=now)
    review.verdict, review.note = verdict, note
    db.session.add(review)
    if event.operation is not None:
        journal.write(
            event.operation, "review", N_("Pointage revu"), actor=actor, note=verdict.label
        )
