"""Questions about plan runs, and the records a draft names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from erp.core.db import db
from erp.equipment.models import Machine
from erp.people.models import Student, User
from erp.planning.models import PlanRun
from erp.planning.refusals import PlanIsNotReady, PlanIsOutdated
from erp.production.models import Operation
from erp.timetable.models import ClassSession


def run(run_id: int) -> PlanRun | None:
    return db.session.get(PlanRun, run_id)


def last_runs(limit: int = 20) -> Sequence[PlanRun]:
    return db.session.scalars(select(PlanRun).order_by(PlanRun.id.desc()).limit(limit)).all()


@dataclass(frozen=True)
class DraftTeam:
    """One team of a draft: what `production.assign_team` asks for."""

    operation: Operation
    session: ClassSession
    students: list[Student]
    instructor: User
    machine: Machine | None


def draft_of_week(of: PlanRun, monday: date) -> list[DraftTeam]:
    """The teams of one week of a draft; refuses when a record it names is gone."""
    if of.plan is None:
        raise PlanIsNotReady
    sunday = monday + timedelta(days=6)
    return [
        _team(entry, chunk)
        for entry, chunk in _chunks(of.plan)
        if monday <= date.fromisoformat(chunk["start"][:10]) <= sunday
    ]


Json = dict[str, str]


def _chunks(plan: dict[str, object]) -> Iterator[tuple[dict[str, list[str]], Json]]:
    """One for each operation and session, however many pieces it has there."""
    seen: set[tuple[str, str]] = set()
    for entry in plan["placed"]:  # type: ignore[attr-defined]  # the plan format says it is a list
        for chunk in entry["chunks"]:
            key = (entry["operation"], chunk["session"])
            if key not in seen:
                seen.add(key)
                yield entry, chunk


def _team(entry: dict[str, list[str]], chunk: Json) -> DraftTeam:
    operation = db.session.get(Operation, int(str(entry["operation"])))
    session = db.session.get(ClassSession, int(chunk["session"]))
    instructor = db.session.get(User, int(chunk["instructor"]))
    found = [db.session.get(Student, int(one)) for one in entry["students"]]
    students = [one for one in found if one is not None]
    machine = db.session.get(Machine, int(str(entry["machine"]))) if entry["machine"] else None
    if operation is None or session is None or instructor is None or len(students) < len(found):
        raise PlanIsOutdated
    return DraftTeam(operation, session, students, instructor, machine)
