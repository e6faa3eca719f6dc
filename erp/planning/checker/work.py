"""Rules about the work itself: order, delays, durations, pins, and that nothing is forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from erp.core.words import N_
from erp.planning.checker.document import Broken, Documents, Json, moment


def complete(papers: Documents) -> Iterator[Broken]:
    """Every operation is placed once, or said to be unplaced."""
    named = [one["operation"] for one in papers.plan.get("placed", [])]
    unplaced = {one["operation"] for one in papers.plan.get("unplaced", [])}
    known = papers.rows("operations")
    for name in named:
        if name not in known:
            yield Broken("complete", N_("%s n'est pas une opération de l'instance") % name)
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield Broken("complete", N_("%s est placée deux fois") % name)
    for name in sorted(set(known) - set(named) - unplaced):
        yield Broken("complete", N_("%s n'est ni placée ni dite sans place") % name)


def order(papers: Documents) -> Iterator[Broken]:
    """An operation begins when those before it have ended, and their delay has passed."""
    pins = papers.pins()
    for entry, operation in papers.known():
        for link in operation.get("after", []):
            name = link if isinstance(link, str) else link["id"]
            delay = 0 if isinstance(link, str) else link.get("delay_minutes", 0)
            before = papers.placed.get(name)
            if before is None:
                if not pins.get(operation["id"], {}).get("start"):
                    yield Broken("order", N_("%s est placée sans %s") % (operation["id"], name))
            elif moment(entry["start"]) < moment(before["end"]) + timedelta(minutes=delay):
                yield Broken("order", N_("%s commence avant %s") % (operation["id"], name))


def waits(papers: Documents) -> Iterator[Broken]:
    """Nothing begins before what it waits for is there, nor before the plan."""
    first = moment(papers.instance["start"])
    for entry, operation in papers.known():
        if moment(entry["start"]) < first:
            yield Broken("waits", N_("%s commence avant le plan") % operation["id"])
        for wait in operation.get("waits", []):
            if wait.get("received"):
                continue
            expected = wait.get("expected")
            if not expected or moment(entry["start"]) < moment(expected):
                told = (operation["id"], wait.get("label", ""))
                yield Broken("waits", N_("%s commence avant l'arrivée de %s") % told)


def durations(papers: Documents) -> Iterator[Broken]:
    """Each operation has the time it needs, inside what it says are its start and end."""
    for entry, operation in papers.known():
        start, end = moment(entry["start"]), moment(entry["end"])
        needed = operation.get("outside_minutes", 0)
        if needed:
            if end - start < timedelta(minutes=needed) or entry["chunks"]:
                yield Broken("durations", N_("%s n'a pas son délai dehors") % operation["id"])
            continue
        spans = sorted((moment(one["start"]), moment(one["end"])) for one in entry["chunks"])
        given = sum((b - a for a, b in spans), timedelta())
        if given < timedelta(minutes=_minutes(entry, operation)):
            yield Broken("durations", N_("%s n'a pas tout son temps") % operation["id"])
        yield from _spans(operation["id"], spans, start, end)


def _minutes(entry: Json, operation: Json) -> int:
    for one in operation.get("machines", []):
        if isinstance(one, dict) and one["id"] == entry["machine"] and "minutes" in one:
            return int(one["minutes"])
    return int(operation.get("minutes", 0))


def _spans(
    name: str, spans: list[tuple[datetime, datetime]], start: datetime, end: datetime
) -> Iterator[Broken]:
    if not spans or spans[0][0] != start or max(b for _a, b in spans) != end:
        yield Broken(
            "durations", N_("le début ou la fin de %s ne sont pas ceux de ses séances") % name
        )
    for (_a, first), (second, _b) in zip(spans, spans[1:], strict=False):
        if second < first:
            yield Broken("durations", N_("%s a deux morceaux à la fois") % name)


def pins(papers: Documents) -> Iterator[Broken]:
    """What is pinned is where it was pinned, or said to be unplaced."""
    for name, pin in papers.pins().items():
        entry = papers.placed.get(name)
        if entry is None:
            continue
        moved = pin.get("start") and moment(pin["start"]) != moment(entry["start"])
        other = pin.get("machine") and pin["machine"] != entry["machine"]
        team = not set(pin.get("students", [])) <= set(entry["students"])
        wanted = pin.get("instructor")
        led = wanted and any(one.get("instructor") != wanted for one in entry["chunks"])
        if moved or other or team or led:
            yield Broken("pins", N_("%s n'est pas où on l'a fixée") % name)
