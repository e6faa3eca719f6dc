"""Reading one event of a tablet: its shape first, then whether these people may say this here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from erp.core.refusal import Refusal
from erp.core.words import N_, Word
from erp.people import queries as people
from erp.people.models import Student, Tablet
from erp.production import queries, rules
from erp.production.models import Operation
from erp.production.states import EventKind, PauseReason, ScrapReason
from erp.timetable import queries as timetable

MOST_PIECES = 100_000
W = TypeVar("W", bound=Word)


class NotUnderstood(Refusal):
    message = N_("%(why)s")


@dataclass(frozen=True)
class Said:
    """An event that makes sense: who says it, for whom, about what and when."""

    kind: EventKind
    operation: Operation
    student: Student
    student_ids: tuple[int, ...]
    happened_at: datetime
    good: Decimal
    scrapped: Decimal
    scrap_reason: ScrapReason | None
    pause_reason: PauseReason | None


def read(
    payload: dict[str, object],
    *,
    uuid: str,
    tablet: Tablet,
    student: Student | None,
    now: datetime,
) -> Said:
    """Refuses, with the reason in words, whatever cannot be applied as it is."""
    _check_uuid(uuid)
    if student is None:
        raise NotUnderstood(why=N_("Personne n'a tapé son code : le maître confirme qui c'était."))
    kind = _word(EventKind, payload.get("kind"), N_("Bouton inconnu."))
    happened_at, data = _moment(payload, now), _data(payload)
    scrapped = _pieces(data.get("scrapped", 0))
    return Said(
        kind=kind,
        operation=_operation(payload.get("operation_id")),
        student=student,
        student_ids=_students(payload.get("student_ids"), tablet, student, happened_at),
        happened_at=happened_at,
        good=_pieces(data.get("good", 0)),
        scrapped=scrapped,
        scrap_reason=_reason(data, scrapped),
        pause_reason=_pause_reason(kind, data),
    )


def _data(payload: dict[str, object]) -> dict[str, object]:
    data = payload.get("data")
    return data if isinstance(data, dict) else {}


def _check_uuid(uuid: str) -> None:
    try:
        UUID(uuid)
    except ValueError:
        raise NotUnderstood(why=N_("Message sans numéro.")) from None


def _word(words: type[W], value: object, why: str) -> W:
    try:
        return words.of(value)
    except ValueError:
        raise NotUnderstood(why=why) from None


def _reason(data: dict[str, object], scrapped: Decimal) -> ScrapReason | None:
    if not scrapped:
        return None
    return _word(ScrapReason, data.get("reason"), N_("Rebut sans raison."))


def _pause_reason(kind: EventKind, data: dict[str, object]) -> PauseReason | None:
    if kind is not EventKind.PAUSE:
        return None
    return _word(PauseReason, data.get("reason"), N_("Pause sans raison."))


def _pieces(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PIECES:
        raise NotUnderstood(why=N_("Nombre de pièces impossible."))
    return Decimal(value)


def _moment(payload: dict[str, object], now: datetime) -> datetime:
    """The tablet's clock put right by its measured offset, if that is believable."""
    offset = payload.get("offset_ms", 0)
    try:
        told = datetime.fromisoformat(str(payload.get("client_time")))
        if told.tzinfo is None or isinstance(offset, bool) or not isinstance(offset, int):
            raise ValueError
        happened_at = told.astimezone(UTC) + timedelta(milliseconds=offset)
    except (ValueError, OverflowError):
        raise NotUnderstood(why=N_("Heure illisible.")) from None
    if not rules.is_believable(happened_at, now=now):
        raise NotUnderstood(why=N_("Heure impossible : l'horloge de la tablette est fausse."))
    return happened_at


def _operation(value: object) -> Operation:
    known = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31
    operation = queries.operation(int(str(value))) if known else None
    if operation is None:
        raise NotUnderstood(why=N_("Opération inconnue."))
    return operation


def _students(
    value: object, tablet: Tablet, student: Student, happened_at: datetime
) -> tuple[int, ...]:
    """Those named, the one who taps included; all must be in this workshop at that moment."""
    named = value if isinstance(value, list) else None
    if named is None or len(named) > 40 or any(type(one) is not int for one in named):
        raise NotUnderstood(why=N_("Équipe illisible."))
    ids = tuple(dict.fromkeys([student.id, *named]))
    sessions = timetable.workshop_sessions_at(tablet.place_id, happened_at)
    cohorts = [session.cohort_id for session in sessions]
    here = {one.id for one in people.students_of(cohorts, happened_at.date())}
    if not set(ids) <= here:
        raise NotUnderstood(why=N_("Quelqu'un n'est pas dans cet atelier à cette heure."))
    return ids
