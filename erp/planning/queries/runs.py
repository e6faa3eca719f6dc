"""Questions about plan runs, and the records a draft names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from erp.core.db import db
from erp.equipment.models import Machine
from erp.people.models import Student, User
from erp.planning.grid import DraftTeam
from erp.planning.models import PlanRun
from erp.planning.queries.work_in_hand import CUSTOMER
from erp.planning.refusals import PlanIsNotReady, PlanIsOutdated
from erp.planning.standing import StandingTeam
from erp.planning.states import RunState
from erp.production.models import Operation, WorkOrder
from erp.timetable.models import ClassSession


def run(run_id: int) -> PlanRun | None:
    return db.session.get(PlanRun, run_id)


def last_runs(limit: int = 20) -> Sequence[PlanRun]:
    return db.session.scalars(select(PlanRun).order_by(PlanRun.id.desc()).limit(limit)).all()


def run_in_hand() -> PlanRun | None:
    """The one that waits or is worked out; the plan itself stays in the database."""
    chosen = select(PlanRun).where(PlanRun.state.in_([RunState.WAITING, RunState.RUNNING]))
    last = chosen.order_by(PlanRun.id.desc()).limit(1).options(defer(PlanRun.plan))
    return db.session.scalar(last)


def last_plan() -> PlanRun | None:
    """The last one that came to its end."""
    chosen = select(PlanRun).filter_by(state=RunState.DONE)
    return db.session.scalar(chosen.order_by(PlanRun.id.desc()).limit(1))


def draft_of_week(of: PlanRun, monday: date) -> list[DraftTeam]:
    """The teams of one week of a draft; refuses when a record it names is gone."""
    if of.plan is None:
        raise PlanIsNotReady
    sunday = monday + timedelta(days=6)
    named = [
        (entry, chunk)
        for entry, chunk in _chunks(of.plan)
        if monday <= date.fromisoformat(chunk["start"][:10]) <= sunday
    ]
    return list(_teams(named))


Json = dict[str, Any]


def _chunks(plan: Json) -> Iterator[tuple[Json, Json]]:
    """One for each operation and session, however many pieces it has there."""
    seen: set[tuple[str, str]] = set()
    for entry in plan["placed"]:
        for chunk in entry["chunks"]:
            key = (entry["operation"], chunk["session"])
            if key not in seen:
                seen.add(key)
                yield entry, chunk


def _teams(named: list[tuple[Json, Json]]) -> Iterator[DraftTeam]:
    """Each kind of record is read once."""
    operations = _by_id(
        Operation,
        (e["operation"] for e, _c in named),
        CUSTOMER,
        joinedload(Operation.operation_type),
    )
    sessions = _by_id(ClassSession, (c["session"] for _e, c in named))
    users = _by_id(User, (c["instructor"] for _e, c in named))
    students = _by_id(Student, (one for e, _c in named for one in e["students"]))
    machines = _by_id(Machine, (e["machine"] for e, _c in named if e["machine"]))
    for entry, chunk in named:
        try:
            yield DraftTeam(
                operations[int(entry["operation"])],
                sessions[int(chunk["session"])],
                [students[int(one)] for one in entry["students"]],
                users[int(chunk["instructor"])],
                machines[int(entry["machine"])] if entry["machine"] else None,
            )
        except KeyError as gone:
            raise PlanIsOutdated from gone


def _by_id(model: Any, ids: Iterable[str], *load: Any) -> dict[int, Any]:
    chosen = select(model).where(model.id.in_({int(one) for one in ids}))
    return {one.id: one for one in db.session.scalars(chosen.options(*load))}


@dataclass(frozen=True)
class Draft:
    """A week of a plan beside what stands: what would be new or changed, and what would go."""

    run: PlanRun
    fresh: list[DraftTeam]
    gone: list[StandingTeam]
    kept: int


def draft_beside(
    of: PlanRun, monday: date, standing: Iterable[StandingTeam], now: datetime
) -> Draft | None:
    """None when it is outdated, or changes nothing of this week."""
    try:
        teams = [one for one in draft_of_week(of, monday) if one.session.starts_at > now]
    except PlanIsOutdated:
        return None
    known = {(one.task.id, one.session_id): one for one in standing}
    fresh = [one for one in teams if not _is_same(one, known)]
    wanted = {(one.operation.id, one.session.id) for one in teams}
    gone = [
        one
        for key, one in known.items()
        if key not in wanted and not one.is_pinned and one.starts_at > now
    ]
    return Draft(of, fresh, gone, len(teams) - len(fresh)) if fresh or gone else None


def _is_same(team: DraftTeam, known: dict[tuple[int, int], StandingTeam]) -> bool:
    one = known.get((team.operation.id, team.session.id))
    if one is None:
        return False
    machine_id = team.machine.id if team.machine else None
    hands = {student_id for student_id, _ in one.members}
    return hands == {student.id for student in team.students} and one.machine_id == machine_id


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
