"""Questions about plan runs, and what one says of lateness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer

from erp.core.db import db
from erp.planning.models import PlanRun
from erp.planning.states import RunState
from erp.production.models import WorkOrder

LATEST = select(PlanRun).order_by(PlanRun.id.desc()).limit(1)
IN_HAND = LATEST.where(PlanRun.state.in_([RunState.WAITING, RunState.RUNNING])).options(
    defer(PlanRun.plan)
)
LAST_PLAN = LATEST.filter_by(state=RunState.DONE)


def run(run_id: int) -> PlanRun | None:
    return db.session.get(PlanRun, run_id)


def last_runs(limit: int = 20) -> Sequence[PlanRun]:
    return db.session.scalars(select(PlanRun).order_by(PlanRun.id.desc()).limit(limit)).all()


def run_in_hand() -> PlanRun | None:
    """The one that waits or is worked out; the plan itself stays in the database."""
    return db.session.scalar(IN_HAND)


def last_plan() -> PlanRun | None:
    """The last one that came to its end."""
    return db.session.scalar(LAST_PLAN)


Json = dict[str, Any]


@dataclass(frozen=True)
class WhyLate:
    """An order that is late, or an operation without a place: causes in turn, what would help."""

    number: str  # of the work order
    what: str
    promised: date | None
    projected: date | None
    causes: list[str]
    helps: list[str]


def reasons(plan: Json) -> list[WhyLate]:
    """The operations without a place first."""
    given = {one["id"]: one for one in plan.get("given", {}).get("operations", ())}
    unknown = {"order": "", "name": ""}
    found = []
    for told in plan["unplaced"]:
        one = given.get(told["operation"], unknown)
        found.append(WhyLate(one["order"], one["name"], None, None, told["causes"], told["helps"]))
    labels = _labels([told["order"] for told in plan["late"]])
    for told in plan["late"]:
        days, number = (_day(told["promised"]), _day(told["projected"])), told["order"]
        name = f"{number} · {labels.get(number, '')}"
        found.append(WhyLate(number, name, *days, told["causes"], told["helps"]))
    return found


def to_correct(plan: Json) -> list[str]:
    """What is wrong in the school's records, beyond what operations without a place tell."""
    told = {cause for one in plan["unplaced"] for cause in one["causes"]}
    found = [one["sentence"] for one in plan["faults"] if one["sentence"] not in told]
    return list(dict.fromkeys(found))


def _labels(numbers: Iterable[str]) -> dict[str, str]:
    chosen = select(WorkOrder.number, WorkOrder.label).where(WorkOrder.number.in_(numbers))
    return {number: label for number, label in db.session.execute(chosen)}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
