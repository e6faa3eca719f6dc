"""Rules about students and instructors: presence, teams, supervision, the hours of minors."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from erp.core.words import N_
from erp.planning.checker.document import Broken, Documents, Json, Piece, moment, overlap
from erp.planning.checker.means import most_at_once

BREAK = timedelta(minutes=30)
Span = tuple[datetime, datetime]


def sessions(papers: Documents) -> Iterator[Broken]:
    """Only inside workshop sessions of the students' own cohort, and never during a lesson."""
    for piece in papers.pieces():
        session = piece.session
        if session is None or session.get("kind", "workshop") != "workshop":
            yield Broken("sessions", N_("%s n'est pas dans une séance d'atelier") % piece.name)
            continue
        if piece.start < moment(session["start"]) or piece.end > moment(session["end"]):
            yield Broken("sessions", N_("%s déborde de sa séance") % piece.name)
        lessons = papers.lessons(session["cohort"])
        if any(overlap(piece.start, piece.end, starts, ends) for starts, ends in lessons):
            yield Broken("theory", N_("%s prend du temps de cours") % piece.name)
        for student in piece.entry["students"]:
            if papers.rows("students").get(student, {}).get("cohort") != session["cohort"]:
                yield Broken("sessions", N_("%s n'est pas de la promotion") % student)


def presence(papers: Documents) -> Iterator[Broken]:
    for piece in papers.pieces():
        for student in piece.entry["students"]:
            if _is_away(papers.rows("students").get(student, {}), piece):
                yield Broken("presence", N_("%s est absent pour %s") % (student, piece.name))
        instructor = papers.rows("instructors").get(piece.instructor, {})
        if _is_away(instructor, piece):
            told = (piece.instructor, piece.name)
            yield Broken("presence", N_("%s est absent pour %s") % told)


def _is_away(person: Json, piece: Piece) -> bool:
    return any(
        overlap(piece.start, piece.end, moment(one["start"]), moment(one["end"]))
        for one in person.get("absences", [])
    )


def teams(papers: Documents) -> Iterator[Broken]:
    """The asked number of different students, each at one thing at a time."""
    spans: dict[str, list[tuple[datetime, datetime, int]]] = {}
    for entry, operation in papers.known():
        asked = 0 if operation.get("outside_minutes") else operation.get("team", 1)
        if len(set(entry["students"])) != asked or len(entry["students"]) != asked:
            yield Broken("teams", N_("%s n'a pas l'équipe demandée") % operation["id"])
    for piece in papers.pieces():
        for student in piece.entry["students"]:
            spans.setdefault(student, []).append((piece.start, piece.end, 1))
    for student, taken in spans.items():
        if most_at_once(taken) > 1:
            yield Broken("teams", N_("%s est à deux endroits à la fois") % student)


def supervision(papers: Documents) -> Iterator[Broken]:
    """An instructor of the session, with no more students at a time than the limit."""
    if not papers.rows("instructors"):
        return
    spans: dict[str, list[tuple[datetime, datetime, int]]] = {}
    for piece in papers.pieces():
        students = len(piece.entry["students"])
        if not students:
            continue
        if piece.instructor not in (piece.session or {}).get("instructors", []):
            yield Broken("supervision", N_("%s n'a pas de maître de la séance") % piece.name)
        spans.setdefault(piece.instructor, []).append((piece.start, piece.end, students))
    for name, taken in spans.items():
        limit = papers.rows("instructors").get(name, {}).get("limit", 10)
        if most_at_once(taken) > limit:
            yield Broken("supervision", N_("%s a trop d'élèves à la fois") % name)


def hours(papers: Documents) -> Iterator[Broken]:
    """The day, the week and the unbroken run of each student who has limits, lessons counted."""
    work: dict[str, list[Span]] = {}
    for piece in papers.pieces():
        for student in piece.entry["students"]:
            work.setdefault(student, []).append((piece.start, piece.end))
    for student, spans in work.items():
        row = papers.rows("students").get(student, {})
        limits = row.get("limits") or {}
        lessons = papers.lessons(row.get("cohort", ""))
        for rule in _over(limits, spans, lessons):
            yield Broken("hours", N_("%s dépasse sa limite (%s)") % (student, rule))


def _over(limits: Json, work: list[Span], lessons: list[Span]) -> Iterator[str]:
    day, week, run = limits.get("day"), limits.get("week"), limits.get("run")
    busy = sorted(work + lessons)
    for one in sorted({start.date() for start, _end in work}):
        today = [span for span in busy if span[0].date() == one]
        if day is not None and _minutes(today) > day:
            yield f"{one:%d/%m}"
        if run is not None and _longest_run(today, work) > run:
            yield N_("pause, %s") % f"{one:%d/%m}"
    for week_of in sorted({start.isocalendar()[:2] for start, _end in work}):
        mine = [span for span in busy if span[0].isocalendar()[:2] == week_of]
        if week is not None and _minutes(mine) > week:
            yield N_("semaine %s") % week_of[1]


def _minutes(spans: list[Span]) -> float:
    return sum((end - start).total_seconds() for start, end in spans) / 60


def _longest_run(spans: list[Span], work: list[Span]) -> float:
    """Minutes of the longest stretch without a break; lessons alone are not the plan's doing."""
    longest, begins, ends, holds_work = 0.0, datetime.min, datetime.min, False
    for start, end in spans:
        if start - ends >= BREAK:
            begins, holds_work = start, False
        ends = max(ends, end)
        holds_work = holds_work or (start, end) in work
        if holds_work:
            longest = max(longest, (ends - begins).total_seconds() / 60)
    return longest
