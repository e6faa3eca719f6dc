"""A week of a plan that is not published: the records it names, or what it would change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.equipment.models import Machine, OperationType
from erp.people.models import Student, User
from erp.planning.grid import COLORS, DraftTeam, Foreseen, Sketch
from erp.planning.models import PlanRun
from erp.planning.queries.work_in_hand import CUSTOMER
from erp.planning.refusals import PlanIsNotReady, PlanIsOutdated
from erp.planning.standing import StandingTeam
from erp.production.models import Operation, WorkOrder
from erp.sales.models import Order, OrderLine
from erp.timetable.models import ClassSession

Json = dict[str, Any]
Named = tuple[Json, Json]  # an operation of the plan, and one of its sessions


def draft_of_week(of: PlanRun, monday: date) -> list[DraftTeam]:
    """The teams of one week of a draft; refuses when a record it names is gone."""
    return list(_teams(_named(of, monday)))


def _named(of: PlanRun, monday: date) -> list[Named]:
    if of.plan is None:
        raise PlanIsNotReady
    first, last = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    return [
        (entry, chunk) for entry, chunk in _chunks(of.plan) if first <= chunk["start"][:10] <= last
    ]


def _chunks(plan: Json) -> Iterator[tuple[Json, Json]]:
    """One for each operation and session, however many pieces it has there."""
    seen: set[tuple[str, str]] = set()
    for entry in plan["placed"]:
        for chunk in entry["chunks"]:
            key = (entry["operation"], chunk["session"])
            if key not in seen:
                seen.add(key)
                yield entry, chunk


def _teams(named: list[Named]) -> Iterator[DraftTeam]:
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
    fresh: list[Foreseen]
    gone: list[StandingTeam]
    kept: int


def draft_beside(
    of: PlanRun,
    monday: date,
    sessions: Sequence[ClassSession],
    standing: Iterable[StandingTeam],
    now: datetime,
) -> Draft | None:
    """None when it is outdated, or changes nothing of this week, whose sessions these are."""
    held = {one.id: one for one in sessions}
    known = {(one.task.id, one.session_id): one for one in standing}
    try:
        named = [each for each in _named(of, monday) if held[_ids(each)[1]].starts_at > now]
        changed = [each for each in named if not _is_same(each, known.get(_ids(each)))]
        fresh = _foreseen(changed, held) if changed else []
    except KeyError:  # a record of it is gone
        return None
    wanted = {_ids(each) for each in named}
    gone = [
        one
        for key, one in known.items()
        if key not in wanted and not one.is_pinned and one.starts_at > now
    ]
    return Draft(of, fresh, gone, len(named) - len(fresh)) if fresh or gone else None


def _ids(named: Named) -> tuple[int, int]:
    entry, chunk = named
    return int(entry["operation"]), int(chunk["session"])


def _hands(entry: Json) -> list[int]:
    return [int(one) for one in entry["students"]]


def _machine_id(entry: Json) -> int | None:
    return int(entry["machine"]) if entry["machine"] else None


def _is_same(named: Named, team: StandingTeam | None) -> bool:
    if team is None:
        return False
    hands = {student_id for student_id, _ in team.members}
    return hands == set(_hands(named[0])) and team.machine_id == _machine_id(named[0])


def _foreseen(named: Sequence[Named], held: Mapping[int, ClassSession]) -> list[Foreseen]:
    """As columns, each kind of record in one question."""
    tasks = {row[0]: row[1:] for row in _tasks.columns([_ids(each)[0] for each in named])}
    names = dict(_first_names.columns([one for entry, _ in named for one in _hands(entry)]))
    asked = [machine_id for entry, _ in named if (machine_id := _machine_id(entry))]
    machines = dict(_machines.columns(asked))
    found = []
    for each in named:
        (operation_id, session_id), entry = _ids(each), each[0]
        label, quantity, operation, pictogram, customer_id = tasks[operation_id]
        machine_id, students = _machine_id(entry), _hands(entry)
        who = ", ".join(names[one] for one in students)
        machine = machines[machine_id] if machine_id else ""
        color = customer_id % COLORS
        sketch = Sketch(label, quantity, operation, pictogram, who, machine, color)
        found.append(Foreseen(sketch, held[session_id], machine_id, frozenset(students)))
    return found


@prepared
def _tasks(ids: list[int]) -> Select[int, str, Decimal, str, str, int]:
    told = select(
        Operation.id, WorkOrder.label, WorkOrder.quantity, Operation.label,
        OperationType.pictogram, Order.customer_id,
    )  # fmt: skip
    read = told.join(Operation.work_order).join(WorkOrder.order_line).join(OrderLine.order)
    return read.join(Operation.operation_type).where(Operation.id.in_(ids))


@prepared
def _first_names(ids: list[int]) -> Select[int, str]:
    return select(Student.id, Student.first_name).where(Student.id.in_(ids))


@prepared
def _machines(ids: list[int]) -> Select[int, str]:
    return select(Machine.id, Machine.name).where(Machine.id.in_(ids))
