"""How a card stands, as a move keeps it: for the undo, and in words for whoever reads."""

from dataclasses import dataclass
from typing import Any

from erp.core import clock
from erp.core.words import N_
from erp.planning.grid import NOON
from erp.planning.queries.moves import last_move_of
from erp.production.models import Assignment, Operation

MORNING, AFTERNOON = N_("matin"), N_("après-midi")
IN_TRAY = N_("à planifier")


@dataclass(frozen=True)
class Stands:
    session_id: int
    student_ids: tuple[int, ...]
    instructor_id: int
    machine_id: int | None
    mode: str
    is_pinned: bool
    rank: int

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Stands":
        return cls(
            kept["session"],
            tuple(kept["students"]),
            kept["instructor"],
            kept["machine"],
            kept["mode"],
            kept["pinned"],
            kept["rank"],
        )


def as_it_stands(one: Assignment) -> dict[str, object]:
    return {
        "session": one.class_session.id,
        "students": sorted(member.student.id for member in one.members),
        "instructor": one.instructor.id,
        "machine": one.machine.id if one.machine else None,
        "mode": one.mode.value,
        "pinned": one.is_pinned,
        "rank": one.rank,
        "words": in_words(one),
    }


def in_words(one: Assignment) -> str:
    """« 24/11 matin · Inès, Malik · Tour 1 »"""
    starts = one.class_session.starts_at.astimezone(clock.PARIS)
    half = MORNING if starts.time() < NOON else AFTERNOON
    names = ", ".join(member.student.first_name for member in one.members)
    parts = (f"{starts:%d/%m} {half}", names, one.machine.name if one.machine else "")
    return " · ".join(part for part in parts if part)


def is_same(kept: dict[str, object], other: dict[str, object]) -> bool:
    """The order within the session apart: putting another card first moves nobody."""
    apart = {"words", "rank"}
    return all(kept[name] == other[name] for name in kept.keys() - apart)


def what_happened(operation: Operation) -> str:
    """The last thing somebody did to it, in one sentence."""
    move = last_move_of(operation.id)
    if move is None:
        return f"« {operation.label} » vient de changer."
    after = str(move.after["words"]) if move.after else IN_TRAY
    name = operation.label
    return f"{move.actor.name} vient de changer « {name} » ({move.kind.label.lower()}) : {after}."
