"""Reading one event of a tablet: its shape first, then whether these people may say this here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from erp.core import clock
from erp.core.journal import Actor
from erp.core.refusal import Refusal
from erp.core.words import N_, Word
from erp.people import queries as people
from erp.people.models import Tablet
from erp.people.queries import Device
from erp.production import queries, rules
from erp.production.models import OperationInHand
from erp.production.states import EventKind, Identity
from erp.timetable import queries as timetable

MOST_PEOPLE = 40
SLACK = timedelta(minutes=1)  # between two clocks that agree
Payload = dict[str, object]
W = TypeVar("W", bound=Word)


class NotUnderstood(Refusal):
    message = N_("%(why)s")


@dataclass(frozen=True)
class Speaker:
    """Where an event comes from: a tablet, and the student who gave the code there at `since`.

    `is_instructor`: an instructor has read the event and vouches for its time and people.
    """

    tablet: Tablet | Device
    student: Actor | None = None
    since: datetime | None = None
    is_instructor: bool = False


@dataclass(frozen=True)
class Said:
    """An event that makes sense: who says it, for whom, about what and when."""

    kind: EventKind
    operation: OperationInHand
    student: Actor
    identity: Identity
    student_ids: tuple[int, ...]
    happened_at: datetime
    data: Payload


def read(payload: Payload, *, uuid: str, speaker: Speaker, now: datetime) -> Said:
    """Refuses, with the reason in words, whatever cannot be applied as it is."""
    check_uuid(uuid)
    kind = word(EventKind, payload.get("kind"), N_("Bouton inconnu."))
    happened_at = moment(payload)
    if not speaker.is_instructor and not rules.is_believable(happened_at, now=now):
        raise NotUnderstood(why=N_("Heure impossible : l'horloge de la tablette est fausse."))
    student, identity = _who(payload, speaker, happened_at)
    return Said(
        kind=kind,
        operation=_operation(payload.get("operation_id")),
        student=student,
        identity=identity,
        student_ids=_students(payload.get("student_ids"), speaker, student, happened_at),
        happened_at=happened_at,
        data=data_of(payload),
    )


def data_of(payload: Payload) -> Payload:
    data = payload.get("data")
    return data if isinstance(data, dict) else {}


def check_uuid(uuid: str) -> None:
    try:
        UUID(uuid)
    except ValueError:
        raise NotUnderstood(why=N_("Message sans numéro.")) from None


def word(words: type[W], value: object, why: str) -> W:
    try:
        return words.of(value)
    except ValueError:
        raise NotUnderstood(why=why) from None


def number(value: object, why: str, *, least: int = 0, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise NotUnderstood(why=why)
    return value


def moment(payload: Payload) -> datetime:
    """The tablet's clock put right by its measured offset."""
    offset = payload.get("offset_ms", 0)
    try:
        told = datetime.fromisoformat(str(payload.get("client_time")))
        if told.tzinfo is None or isinstance(offset, bool) or not isinstance(offset, int):
            raise ValueError
        return told.astimezone(UTC) + timedelta(milliseconds=offset)
    except (ValueError, OverflowError):
        raise NotUnderstood(why=N_("Heure illisible.")) from None


def identifier(value: object) -> int | None:
    known = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31
    return int(str(value)) if known else None


def _who(payload: Payload, speaker: Speaker, at: datetime) -> tuple[Actor, Identity]:
    """Who tapped; without a code given at that time, the tile alone says it."""
    told = payload.get("student_id")
    given = speaker.student
    if told is None and given is not None:
        return given, Identity.CODE
    student_id = identifier(told)
    if given is not None and student_id == given.id and at >= (speaker.since or at) - SLACK:
        return given, Identity.CODE
    student = people.student(student_id) if student_id else None
    if student is None:
        raise NotUnderstood(why=N_("Personne n'a tapé son code : le maître confirme qui c'était."))
    if speaker.is_instructor:
        return student, Identity.INSTRUCTOR
    was_there = people.was_visiting(student.id, speaker.tablet.id, at, slack=SLACK)
    return student, Identity.CODE if was_there else Identity.TILE


def _operation(value: object) -> OperationInHand:
    operation_id = identifier(value)
    operation = queries.operation_in_hand(operation_id) if operation_id else None
    if operation is None:
        raise NotUnderstood(why=N_("Opération inconnue."))
    return operation


def _students(value: object, speaker: Speaker, student: Actor, at: datetime) -> tuple[int, ...]:
    """Those named, the one who taps included; all must be in this workshop at that moment."""
    named = value if isinstance(value, list) else None
    if named is None or len(named) > MOST_PEOPLE or any(identifier(one) is None for one in named):
        raise NotUnderstood(why=N_("Équipe illisible."))
    ids = tuple(dict.fromkeys([student.id, *named]))
    if not set(ids) <= _people_there(speaker, ids, at):
        raise NotUnderstood(why=N_("Quelqu'un n'est pas de cet atelier maintenant."))
    return ids


def _people_there(speaker: Speaker, ids: tuple[int, ...], at: datetime) -> set[int]:
    if speaker.is_instructor:
        return {one.id for one in people.students_by_ids(ids)}
    cohorts = timetable.cohorts_at(speaker.tablet.place_id, at)
    return people.ids_among(ids, cohorts, clock.day_of(at))
