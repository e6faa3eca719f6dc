"""The board away from the desk: on the wall, on an A3, on one A4 a team each morning."""

from flask import Response, render_template

from erp.access.permissions import May
from erp.core import clock
from erp.documents import team_sheet
from erp.documents import week_plan as week_sheet
from erp.planning import papers, queries
from erp.planning.grid import By
from erp.planning.refusals import NobodyWorks
from erp.production import queries as production
from erp.school import queries as school
from erp.web.office.board import by_asked, week_asked
from erp.web.office.face import office
from erp.web.shared.asked import day_asked
from erp.web.shared.links import absolute
from erp.web.shared.live import live
from erp.web.shared.papers import send_pdf

# How many cards one under the other fit in such letters; `medium`: with one line for each fact.
LETTERS = ((5, "huge"), (10, "large"), (12, "medium"))


@office.get("/planning/mur", access=May.READ_WORK)
def show_wall() -> Response:
    """What is published, on a wall: first names, nothing about absences or customers."""
    week = queries.week(week_asked(), clock.now())
    rows = queries.rows(week, By.COHORTS)
    deep = sum(max([1, *(len(cell.teams) for cell in row.cells)]) for row in rows)
    letters = next((name for most, name in LETTERS if deep <= most), "small")
    return live(
        render_template(
            "office/board_papers/show_wall.html", week=week, rows=rows, letters=letters,
            calls=production.cards_calling(),
        )
    )  # fmt: skip


@office.get("/planning/semaine.pdf", access=May.READ_WORK)
def read_week() -> Response:
    now = clock.now()
    week = queries.week(week_asked(), now)
    days = [half.day for half in week.halves if half.is_morning]
    rows = queries.rows(week, by_asked())
    paper = papers.week_plan(rows, days, school.the_school(), now=now)
    return send_pdf(week_sheet.draw(paper), f"semaine-{week.monday:%G-%V}.pdf")


@office.get("/planning/equipes.pdf", access=May.READ_WORK)
def read_team_sheets() -> Response:
    day = day_asked("jour") or clock.today()
    week = queries.week(clock.monday_of(day), clock.now())
    paper = papers.team_sheets(
        queries.rows(week, By.COHORTS), day, school.the_school(),
        url_of=lambda operation_id: absolute(".open_operation", operation_id=operation_id),
    )  # fmt: skip
    if not paper.teams:
        raise NobodyWorks(day=f"{day:%d/%m/%Y}")
    return send_pdf(team_sheet.draw(paper), f"equipes-{day}.pdf")
