"""The planning board: a week in a grid, and the tray of what still wants a team."""

from datetime import date, timedelta

from flask import render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from erp.access.permissions import May, is_granted
from erp.core import clock
from erp.planning import queries
from erp.planning.grid import By
from erp.planning.queries import Week
from erp.production import queries as production
from erp.web.office.board_drawing import Frame, Pencil
from erp.web.office.face import office
from erp.web.shared.asked import monday_asked
from erp.web.shared.records import number_asked
from erp.web.shared.words import sentence, weekday

A_WEEK = timedelta(days=7)


@office.get("/planning", access=May.READ_WORK)
def show_board() -> str:
    return board_page(week_asked(), by_asked())


def board_page(monday: date, by: By, problem: str = "") -> str:
    week = queries.week(monday, clock.now())
    return render_template(
        "office/board/show_board.html",
        week=week,
        ways=By,
        before=monday - A_WEEK,
        after=monday + A_WEEK,
        problem=problem,
        tray=tray(week),
        published=queries.plan_week(monday),
        sheets=max(monday, min(week.today, week.halves[-1].day)),
        **grid(week, by),
        **news(monday, by, queries.last_move_id()),
    )


def half_names(week: Week) -> dict[int, str]:
    """« Lundi 16 nov. matin », by number: said of each cell where the grid becomes a list."""
    return {
        one.number: f"{sentence(weekday(one.day))} {_('matin') if one.is_morning else _('après-midi')}"
        for one in week.halves
    }


def grid(week: Week, by: By) -> dict[str, object]:
    """The rows, with what the last plan would add and take away, and how they are drawn."""
    plan, now = queries.last_plan(), week.work.now
    stands = (week.monday, week.sessions, week.teams, now)
    draft = queries.draft_beside(plan, *stands) if plan else None
    gone = {one.id for one in draft.gone} if draft else set()
    moves_cards = is_granted(current_user, May.ASSIGN_TEAMS)
    frame = Frame(week.monday.isoformat(), by.value, moves_cards, request.script_root)
    return {
        "rows": queries.rows(week, by, draft.fresh if draft else ()),
        "draft": draft,
        "moves_cards": moves_cards,
        "pencil": Pencil(week, gone, half_names(week), frame),
    }


def news(monday: date, by: By, seen: int) -> dict[str, object]:
    """What the strip above the grid tells: who calls, the plan in hand, what others moved meanwhile."""
    return {
        "calls": production.cards_calling(),
        "running": queries.run_in_hand(),
        "news": queries.moves_since(seen, but=current_user.id),
        "seen": seen,
        "monday": monday,
        "by": by,
    }


def news_asked() -> dict[str, object]:
    """Of ?vu= the last move that the page showed, and ?calcul= the plan that it followed."""
    told = news(week_asked(), by_asked(), number_asked("vu") or queries.last_move_id())
    followed = number_asked("calcul")
    if told["running"] is None and followed:
        told["running"] = queries.run(followed)
    return told


def tray(week: Week):
    """What wants a team, or only one kind of it; as many as a person reads."""
    kind = request.args.get("tri", "")
    waiting = week.work.waiting()
    kinds = sorted({one.kind for one in waiting})
    chosen = [one for one in waiting if kind in ("", one.kind)]
    shown = [week.waiting(one) for one in chosen[:48]]
    told = {"kinds": kinds, "kind": kind, "count": len(chosen), "tasks": shown}
    return {**told, "has_work": bool(week.work.tasks)}


def week_asked() -> date:
    """The Monday of ?semaine=2026-11-23; this week when it cannot be read."""
    return monday_asked("semaine")


def by_asked() -> By:
    """The rows of ?par=machines; teams when it cannot be read."""
    try:
        return By.of(request.values.get("par", ""))
    except ValueError:
        return By.COHORTS
