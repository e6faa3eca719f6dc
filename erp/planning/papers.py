"""A week or a day of the board → the frozen data of its papers; first names only, no reasons."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from erp.core import clock
from erp.customers.papers import school_block
from erp.documents import format as french
from erp.documents.team_sheet import TeamSheet, TeamSheetsPaper, TeamTask
from erp.documents.week_plan import PlanCard, PlanCell, PlanRow, WeekPlanPaper
from erp.people.models import Student
from erp.planning.grid import Cell, Row
from erp.production.models import Assignment
from erp.school.models import School

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def week_plan(
    rows: Sequence[Row], days: Sequence[date], school: School, *, now: datetime
) -> WeekPlanPaper:
    """`days`: those of the week, the Monday first."""
    return WeekPlanPaper(
        school.name,
        f"Semaine {days[0].isocalendar().week} · du {days[0]:%d/%m} au {days[-1]:%d/%m/%Y}",
        f"imprimé le {now.astimezone(clock.PARIS):%d/%m/%Y à %H:%M}",
        tuple(f"{DAYS[one.weekday()]} {one:%d/%m}" for one in days),
        tuple(_row(one) for one in rows),
    )


def _row(row: Row) -> PlanRow:
    record = row.record
    if isinstance(record, Student):
        name = record.first_name
    else:
        name = record.name if record else "Sans machine"
    small = f"{row.small} élèves" if row.small.isdigit() else row.small
    return PlanRow(name, small, tuple(_cell(one) for one in row.cells))


def _cell(cell: Cell) -> PlanCell:
    shut = ", ".join("absent" if one.kind == "away" else one.words for one in cell.shut)
    return PlanCell(shut, tuple(_card(one) for one in cell.teams))


def _card(team: Assignment) -> PlanCard:
    operation = team.operation
    return PlanCard(operation.work_order.label, operation.label, _who(team))


def _who(team: Assignment) -> str:
    names = ", ".join(member.student.first_name for member in team.members)
    return " · ".join(part for part in (names, team.machine.name if team.machine else "") if part)


def team_sheets(
    rows: Sequence[Row], day: date, school: School, *, url_of: Callable[[int], str]
) -> TeamSheetsPaper:
    """`rows` of cohorts. One sheet for each that has work that day; `url_of(operation id)` opens it."""
    sheets = []
    for row in rows:
        cells = [cell for cell in row.cells if cell.half.day == day]
        teams = [team for cell in cells for team in cell.teams]
        if teams:
            sheets.append(_sheet(row, teams, url_of))
    words = f"{DAYS[day.weekday()]} {french.day(day)}"
    return TeamSheetsPaper(school_block(school), day, words, tuple(sheets))


def _sheet(row: Row, teams: Iterable[Assignment], url_of: Callable[[int], str]) -> TeamSheet:
    sessions = {one.id: one for cell in row.cells for one in cell.sessions}
    tasks = [_task(one, url_of(one.operation_id)) for one in teams]
    held = [sessions[one.class_session_id] for one in teams]
    leaders = ", ".join(dict.fromkeys(one.leader.name for one in held))
    places = ", ".join(dict.fromkeys(one.place.name for one in held))
    return TeamSheet(row.record.name if row.record else "", places, leaders, tuple(tasks))


def _task(team: Assignment, url: str) -> TeamTask:
    starts = team.class_session.starts_at.astimezone(clock.PARIS)
    ends = team.class_session.ends_at.astimezone(clock.PARIS)
    operation = team.operation
    return TeamTask(
        hours=f"{starts:%H:%M} – {ends:%H:%M}",
        part=operation.work_order.label,
        work=f"{operation.position} {operation.label} · {french.quantity(operation.work_order.quantity)} p.",
        who=", ".join(member.student.first_name for member in team.members),
        machine=team.machine.name if team.machine else "",
        qr_url=url,
    )
