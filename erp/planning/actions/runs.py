"""Asking for a plan, following it, stopping it, and making a week of it the school's."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from erp.core import outbox
from erp.core.db import db
from erp.core.journal import Actor
from erp.people.models import User
from erp.planning import queries
from erp.planning.actions.weeks import hold_weeks
from erp.planning.grid import DraftTeam
from erp.planning.models import PlanRun
from erp.planning.states import RUN
from erp.production import actions as production
from erp.production import queries as teams

KIND = "plan"  # of the outbox message the worker takes up


def ask_for_plan(
    *,
    weeks: int,
    seconds: int = 10,
    seed: int = 1,
    is_repair: bool = False,
    actor: User,
    now: datetime,
) -> PlanRun:
    """Leave a run with the running transaction; the worker begins once that is saved."""
    asked = PlanRun(
        asked_by=actor, asked_at=now, weeks=weeks, seconds=seconds, seed=seed, is_repair=is_repair
    )
    db.session.add(asked)
    db.session.flush()  # the message names it
    outbox.put(KIND, {"run": asked.id}, key=f"{KIND} {asked.id}")
    return asked


def begin_run(run: PlanRun, *, actor: Actor | None) -> None:
    """A worker takes it up; a second time when the first one died."""
    RUN.make("start", run, actor=actor)


def note_progress(run: PlanRun, percent: int, best: int, bound: int | None) -> None:
    run.percent, run.best, run.bound = percent, best, bound


def finish_run(
    run: PlanRun, plan: dict[str, object], *, actor: Actor | None, now: datetime
) -> None:
    run.plan, run.finished_at, run.percent = plan, now, 100
    RUN.make("finish", run, actor=actor)


def fail_run(run: PlanRun, failure: str, *, actor: Actor | None, now: datetime) -> None:
    run.failure, run.finished_at = failure, now
    RUN.make("fail", run, actor=actor)


def cancel_run(run: PlanRun, *, actor: User, now: datetime) -> None:
    """The worker sees it at its next look, within a second."""
    run.finished_at = now
    RUN.make("cancel", run, actor=actor)


def open_week(run: PlanRun, monday: date, *, actor: User, now: datetime) -> list[DraftTeam]:
    """Hold the week and take off what the draft no longer holds: its teams to come can be formed.

    What is pinned or has begun stays.
    """
    week = hold_weeks([monday])[0]
    draft = [one for one in queries.draft_of_week(run, monday) if one.session.starts_at > now]
    _make_room(draft, monday, actor, now)
    week.published_run_id, week.published_at, week.published_by_id = run.id, now, actor.id
    return draft


def _make_room(draft: Sequence[DraftTeam], monday: date, actor: User, now: datetime) -> None:
    """What the draft no longer holds goes first."""
    wanted = {(one.operation.id, one.session.id) for one in draft}
    for standing in teams.assignments_between(monday, monday + timedelta(days=6)):
        key = (standing.operation_id, standing.class_session_id)
        to_come = standing.class_session.starts_at > now
        if to_come and key not in wanted and not standing.is_pinned:
            production.remove_team(standing, actor=actor)
    db.session.flush()  # those who are taken off no longer count under their instructor
