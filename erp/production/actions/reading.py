"""Reading one event of a tablet: its shape first, then whether these people may say this here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
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
    `is_closed`: whether the hours of a day are stated already; asked of days that are over.
    """

    tablet: Tablet | Device
    student: Actor | None = None
    since: datetime | None = None
    is_instructor: bool = False
    is_closed: Callable[[date], bool] | None = None


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
    if not speaker.is_instructor:
        _check_moment(happened_at, speaker, now)
    student, identity = _who(payload, speaker, happened_at)
    operation, student_ids = _operation(payload.get("operation_id")), _named(payload, student)
    _check_team(operation, student_ids, speaker, happened_at)
    return Said(
        kind=kind,
        operation=operation,
        student=student,
        identity=identity,
        student_ids=student_ids,
        happened_at=happened_at,
        data=data_of(payload),
    )


def _check_moment(at: datetime, speaker: Speaker, now: datetime) -> None:
    """Of a day that is over what was stated stands, until an instructor says otherwise."""
    if at > now + rules.NEWEST:
        raise NotUnderstood(why=N_("Heure impossible : l'horloge avance."))
    day = clock.day_of(at)
    if day < clock.day_of(now) and speaker.is_closed is not None and speaker.is_closed(day):
        raise NotUnderstood(why=N_("Relevé déjà établi : ton maître décide."))
    if at < now - rules.OLDEST:
        raise NotUnderstood(why=N_("Autre jour : ton maître décide."))


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


def _named(payload: Payload, student: Actor) -> tuple[int, ...]:
    """Those for whom it is said, the one who taps included."""
    named = payload.get("student_ids")
    if not isinstance(named, list) or len(named) > MOST_PEOPLE:
        raise NotUnderstood(why=N_("Équipe illisible."))
    if any(identifier(one) is None for one in named):
        raise NotUnderstood(why=N_("Équipe illisible."))
    return tuple(dict.fromkeys([student.id, *named]))


def _check_team(
    operation: OperationInHand, ids: tuple[int, ...], speaker: Speaker, at: datetime
) -> None:
    """All are in this workshop at that moment, and put on this operation that day: what safety
    was asked about is the team."""
    if speaker.is_instructor and len(people.students_by_ids(ids)) == len(ids):
        return
    cohorts, day = timetable.cohorts_at(speaker.tablet.place_id, at), clock.day_of(at)
    if set(ids) <= queries.team_there(operation.id, ids, cohorts, day):
        return
    if set(ids) <= people.ids_among(ids, cohorts, day):
        raise NotUnderstood(why=N_("Cette tâche n'est pas prévue pour cette équipe."))
    raise NotUnderstood(why=N_("Quelqu'un n'est pas de cet atelier maintenant."))
