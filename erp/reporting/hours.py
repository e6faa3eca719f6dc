"""The ledger as a table for a funder: one line per student and cohort, or every row of it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from erp.core import tables
from erp.core.words import N_
from erp.people import queries as people
from erp.training import queries
from erp.training.models import Line
from erp.training.queries import PRACTICED, Span
from erp.training.states import Kind

WHO = (N_("Élève"), N_("Promotion"))
TOTALS = (N_("Pratique, minutes"), N_("Théorie, minutes"), N_("Total, minutes"))
ROW = (N_("Jour"), N_("Nature"), N_("Matière"), N_("Minutes"), N_("Source"), N_("Numéro"))


def hours_table(span: Span, *, now: datetime) -> bytes:
    """Minutes by kind, of each student in each cohort they lived in."""
    told: dict[tuple[int, int], dict[Kind, int]] = defaultdict(lambda: defaultdict(int))
    for line in queries.lines(span, now=now):
        told[line.student_id, line.cohort_id][line.kind] += line.minutes
    names = _names({who for who, _ in told})
    titles = [*WHO, *(kind.label for kind in Kind), *TOTALS]
    rows = sorted([*_who(key, names), *_minutes(kinds)] for key, kinds in told.items())
    return tables.written(titles, rows)


def _minutes(kinds: dict[Kind, int]) -> list[int]:
    practice = sum(count for kind, count in kinds.items() if kind in PRACTICED)
    told = [kinds[kind] for kind in Kind]
    return [*told, practice, kinds[Kind.THEORY], sum(told)]


def rows_table(span: Span, *, now: datetime) -> bytes:
    """Every row of the ledger, with what it comes from."""
    told = queries.lines(span, now=now)
    names = _names({line.student_id for line in told})
    return tables.written([*WHO, *ROW], _rows(told, names))


def _rows(told: list[Line], names: dict[str, dict[int, str]]) -> Iterator[list[object]]:
    for line in told:
        who = _who((line.student_id, line.cohort_id), names)
        facts = (line.day.isoformat(), line.kind.label, line.subject, line.minutes)
        yield [*who, *facts, line.source, line.source_id]


def _names(student_ids: set[int]) -> dict[str, dict[int, str]]:
    students = people.students_by_ids(student_ids)
    return {
        "students": {one.id: f"{one.last_name} {one.first_name}" for one in students},
        "cohorts": {one.id: one.name for one in people.cohorts()},
    }


def _who(key: tuple[int, int], names: dict[str, dict[int, str]]) -> list[str]:
    student_id, cohort_id = key
    return [names["students"][student_id], names["cohorts"][cohort_id]]
