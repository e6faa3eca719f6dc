"""Next week on the board: a plan to compare, cards placed by hand, and one that is pinned."""

from dataclasses import replace
from datetime import timedelta

from erp.core import clock
from erp.core.db import db
from erp.demo.stories import Town
from erp.flow import planned_learning
from erp.people.models import User
from erp.planning import actions, queries
from erp.planning.actions import Hand, Seen
from erp.planning.engine.budget import Budget
from erp.planning.engine.plan import write_plan
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from erp.planning.grid import DraftTeam
from erp.planning.models import PlanRun
from erp.production import actions as production
from erp.production import queries as work
from erp.production.actions import Team
from erp.production.models import Assignment

WEEKS, ITERATIONS, BY_HAND = 2, 20, 8
A_WEEK = timedelta(days=7)


def plan_ahead(town: Town) -> None:
    """The chief asked for a plan this morning; a part of next week is placed already."""
    chief = town.staff("atelier")
    run = draw_plan(chief)
    draft = queries.draft_of_week(run, clock.monday_of(clock.today()) + A_WEEK)
    cards = [card for one in draft if (card := place(one, chief))]
    if cards:
        actions.pin_card(Seen.now(cards[0]), True, Hand(chief, clock.now()))


def draw_plan(actor: User) -> PlanRun:
    """Bounded by iterations: the same school always gives the same plan."""
    now = clock.now()
    run = PlanRun(asked_by=actor, asked_at=now, weeks=WEEKS, seconds=10)
    db.session.add(run)
    db.session.flush()  # a run is waiting from its birth on
    actions.begin_run(run, actor=actor)
    given = planned_learning.school_instance(now, weeks=WEEKS)
    plan = solve(given, Budget(iterations=ITERATIONS), seed=run.seed)
    timeless = replace(plan.figures, seconds=0.0, first_seconds=0.0, memory_mb=0)
    written = write_plan(replace(plan, figures=timeless)) | {"given": write_instance(given)}
    actions.finish_run(run, written, actor=actor, now=now)
    return run


def place(one: DraftTeam, chief: User) -> Assignment | None:
    """The card, unless something stands against it or there are enough."""
    team = Team(one.operation, one.session, one.students, one.instructor, one.machine)
    if len(queries.last_moves()) == BY_HAND or queries.against_plan(team):
        return None
    if production.against(team):
        return None
    actions.place_card(team, Hand(chief, clock.now()))
    return work.assignment_of(one.operation.id, one.session.id)
