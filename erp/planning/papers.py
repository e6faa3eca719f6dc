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
from erp.planning.standing import StandingTeam
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
    is_lesson = any(one.kind == "lesson" for one in cell.shut)
    return PlanCell(shut, is_lesson, tuple(_card(one) for one in cell.teams))


def _card(team: StandingTeam) -> PlanCard:
    who = " · ".join(part for part in (team.who, team.machine) if part)
    what = f"{french.quantity(team.task.job.quantity)} × {team.task.job.label}"
    return PlanCard(what, team.task.label, who)


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


def _sheet(row: Row, teams: Iterable[StandingTeam], url_of: Callable[[int], str]) -> TeamSheet:
    sessions = {one.id: one for cell in row.cells for one in cell.sessions}
    tasks = [_task(one, url_of(one.task.id)) for one in teams]
    held = [sessions[one.session_id] for one in teams]
    leaders = ", ".join(dict.fromkeys(one.leader.name for one in held))
    places = ", ".join(dict.fromkeys(one.place.name for one in held))
    return TeamSheet(row.record.name if row.record else "", places, leaders, tuple(tasks))


def _task(team: StandingTeam, url: str) -> TeamTask:
    starts, ends = team.starts_at.astimezone(clock.PARIS), team.ends_at.astimezone(clock.PARIS)
    task = team.task
    return TeamTask(
        hours=f"{starts:%H:%M} – {ends:%H:%M}",
        part=task.job.label,
        work=f"{task.position} {task.label} · {french.quantity(task.job.quantity)} p.",
        who=team.who,
        machine=team.machine,
        qr_url=url,
    )
