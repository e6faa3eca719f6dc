"""The worker's part: one plan run from beginning to end, its progress saved as it goes."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from erp.core import clock
from erp.core.db import db, one_transaction, only_reading
from erp.core.refusal import Refusal
from erp.planning import actions, queries
from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Instance
from erp.planning.engine.plan import write_plan
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from erp.planning.models import PlanRun
from erp.planning.states import RunState

LOOK = 1.0  # seconds between two looks at the database


class School(Protocol):
    """Where the school to plan is read."""

    def __call__(self, now: datetime, *, weeks: int) -> Instance: ...


def run_plan(payload: dict[str, object], school: School = queries.school_instance) -> None:
    """Read the school, search, keep the draft. Who cancels is obeyed; no transaction stays open."""
    run_id = int(str(payload["run"]))
    with one_transaction():
        run = db.session.get_one(PlanRun, run_id)
        if run.state not in (RunState.WAITING, RunState.RUNNING):
            return
        actions.begin_run(run, actor=None)
    try:
        plan = _search(run_id, school)
    except Refusal as refusal:
        with one_transaction():
            run = db.session.get_one(PlanRun, run_id)
            actions.fail_run(run, str(refusal), actor=None, now=clock.now())
        return
    with one_transaction():
        run = db.session.get_one(PlanRun, run_id)
        if run.state is RunState.RUNNING:
            actions.finish_run(run, plan, actor=None, now=clock.now())


def _search(run_id: int, school: School) -> dict[str, object]:
    with only_reading():
        run = db.session.get_one(PlanRun, run_id)
        given = school(clock.now(), weeks=run.weeks)
        seconds, seed, is_repair = run.seconds, run.seed, run.is_repair
    watch = _Watch(run_id)
    budget = Budget(seconds, is_cancelled=watch.is_cancelled, progress=watch.note)
    plan = solve(given, budget, seed=seed, is_repair=is_repair)
    return write_plan(plan) | {"given": write_instance(given)}


@dataclass
class _Watch:
    """Between the search and the row: asked often, answered from the database once a second."""

    run_id: int
    looked: float = 0.0
    is_over: bool = False
    told: tuple[int, int, int | None] = (0, 0, None)

    def note(self, percent: int, best: int, bound: int | None) -> None:
        self.told = (percent, best, bound)

    def is_cancelled(self) -> bool:
        if time.monotonic() - self.looked >= LOOK:
            self.looked = time.monotonic()
            with one_transaction():
                run = db.session.get_one(PlanRun, self.run_id)
                self.is_over = run.state is not RunState.RUNNING
                if not self.is_over:
                    actions.note_progress(run, *self.told)
        return self.is_over
