"""Plans on the board: ask for one, follow it, stop it, publish a week of it."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.flow import published_week
from erp.planning import actions, queries
from erp.planning.models import PlanRun
from erp.web.office.board import by_asked, news_asked, week_asked
from erp.web.office.face import office
from erp.web.shared.live import live

SECONDS, LONGEST = 20, 12  # of search; weeks
MOST_TOLD = 5  # teams left out, each with its reason
RUN = "/planning/calculs/<int:run_id>"


@office.get("/planning/suivi", access=May.READ_WORK)
def follow_board() -> Response:
    """What the page asks for again: the plan that is worked out, and what others moved."""
    return live(render_template("office/board_runs/follow_board.html", **news_asked()))


@office.post("/planning/proposer", access=May.ASSIGN_TEAMS)
def ask_for_plan() -> Answer:
    """As far as the week that is shown, and two weeks at least."""
    ahead = (week_asked() - clock.monday_of(clock.today())).days // 7 + 1
    actions.ask_for_plan(
        weeks=min(LONGEST, max(2, ahead)),
        seconds=SECONDS,
        is_repair="garder" in request.form,
        actor=current_user,
        now=clock.now(),
    )
    flash(_("Le plan se calcule : restez ici ou revenez dans une minute."), "success")
    return back_to_board()


@office.post(f"{RUN}/arreter", access=May.ASSIGN_TEAMS)
def cancel_plan(run_id: int) -> Answer:
    actions.cancel_run(find(run_id), actor=current_user, now=clock.now())
    flash(_("Le calcul est arrêté."), "success")
    return back_to_board()


@office.post(f"{RUN}/publier", access=May.ASSIGN_TEAMS)
def publish_week(run_id: int) -> Answer:
    told = published_week.publish_week(
        find(run_id), week_asked(), actor=current_user, now=clock.now()
    )
    words = _(
        "La semaine est publiée : %(count)s équipes. Les élèves la voient.", count=len(told.teams)
    )
    flash(words, "success")
    for one in told.left[:MOST_TOLD]:
        flash(_("Laissée de côté : %(team)s", team=one.sentence), "refusal")
    if len(told.left) > MOST_TOLD:
        more = len(told.left) - MOST_TOLD
        flash(_("Et %(more)s autres : recalculez le plan.", more=more), "refusal")
    return back_to_board()


@office.get(RUN, access=May.READ_WORK)
def show_plan(run_id: int) -> str:
    """Why orders are late or have no place in this plan, and what would help."""
    run = find(run_id)
    plan: dict[str, Any] = run.plan or abort(404)
    back = url_for(".show_board", semaine=week_asked(), par=by_asked().value)
    return render_template(
        "office/board_runs/show_plan.html", run=run, reasons=queries.reasons(plan), back=back,
        figures=plan["figures"], to_correct=queries.to_correct(plan),
    )  # fmt: skip


def back_to_board() -> Answer:
    return redirect(url_for(".show_board", semaine=week_asked(), par=by_asked().value), 303)


def find(run_id: int) -> PlanRun:
    return queries.run(run_id) or abort(404)
