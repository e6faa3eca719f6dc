"""Rules about machines and resources: which, where, when, how many at a time."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from erp.core.words import N_
from erp.planning.checker.document import Broken, Documents, Json, Piece, moment, overlap

Span = tuple[datetime, datetime, int]


def most_at_once(spans: Iterable[Span]) -> int:
    """The greatest sum of amounts at any moment; what ends at a moment makes room first."""
    events = [(start, amount) for start, _end, amount in spans]
    events += [(end, -amount) for _start, end, amount in spans]
    total = most = 0
    for _at, amount in sorted(events, key=lambda one: (one[0], one[1])):
        total += amount
        most = max(most, total)
    return most


def machines(papers: Documents) -> Iterator[Broken]:
    """One of the machines of the operation, in its place, open, and with room."""
    spans: dict[str, list[Span]] = {}
    for piece in papers.pieces():
        name = piece.entry["machine"]
        allowed = [
            one if isinstance(one, str) else one["id"]
            for one in piece.operation.get("machines", [])
        ]
        if (allowed and name not in allowed) or (not allowed and name):
            yield Broken("machines", N_("%s n'est pas sur une de ses machines") % piece.name)
        machine = papers.rows("machines").get(name)
        if machine is not None:
            spans.setdefault(name, []).append((piece.start, piece.end, 1))
            yield from _machine(machine, piece)
    for name, taken in spans.items():
        if most_at_once(taken) > papers.rows("machines")[name].get("capacity", 1):
            yield Broken("machines", N_("%s sert à trop d'opérations à la fois") % name)


def _machine(machine: Json, piece: Piece) -> Iterator[Broken]:
    for closed in machine.get("closed", []):
        if overlap(piece.start, piece.end, moment(closed["start"]), moment(closed["end"])):
            told = (piece.name, machine["id"])
            yield Broken("machines", N_("%s utilise %s, en maintenance") % told)
    place = (piece.session or {}).get("place", "")
    if place and machine.get("place") and place != machine["place"]:
        told = (piece.name, machine["id"])
        yield Broken("machines", N_("%s utilise %s depuis un autre atelier") % told)


def resources(papers: Documents) -> Iterator[Broken]:
    spans: dict[str, list[Span]] = {}
    for piece in papers.pieces():
        for name, amount in piece.operation.get("resources", {}).items():
            spans.setdefault(name, []).append((piece.start, piece.end, amount))
    for name, taken in spans.items():
        if most_at_once(taken) > papers.rows("resources")[name]["capacity"]:
            yield Broken("resources", N_("%s est dépassée") % name)


def may_use(papers: Documents) -> Iterator[Broken]:
    """Each student may do the operation, and may use the machine on that day."""
    for piece in papers.pieces():
        named = piece.operation.get("students")
        machine = papers.rows("machines").get(piece.entry["machine"], {})
        for student in piece.entry["students"]:
            told = (student, piece.name)
            if named is not None and student not in named:
                yield Broken("may_use", N_("%s ne peut pas faire %s") % told)
            rights = machine.get("students")
            if rights is not None and not any(_covers(one, student, piece) for one in rights):
                yield Broken("may_use", N_("%s ne peut pas utiliser la machine de %s") % told)


def _covers(right: Json | str, student: str, piece: Piece) -> bool:
    if isinstance(right, str):
        return right == student
    begins, ends = right.get("from"), right.get("until")
    return (
        right["id"] == student
        and (not begins or moment(begins) <= piece.start)
        and (not ends or piece.end <= moment(ends))
    )
