"""When work that is not sold yet could be done: the planner puts it behind all that is promised."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from erp.equipment import queries as equipment
from erp.planning import rules
from erp.planning.engine import instance as engine
from erp.planning.engine.budget import Budget
from erp.planning.engine.solve import solve
from erp.planning.queries.school import school_instance

WEEKS, SECONDS = 12, 5.0
NAME = "devis"  # no order of the school is called so


@dataclass(frozen=True)
class Wanted:
    """An operation as a quote tells it; `line` keeps those of one part in their order."""

    line: int
    label: str
    machine_type_id: int
    student_seconds: int


@dataclass(frozen=True)
class Delay:
    """`ends_on` None: no place was found within the weeks looked at. `why`: what stands in the way."""

    ends_on: date | None
    why: tuple[str, ...] = ()


def delay_of(wanted: Sequence[Wanted], now: datetime) -> Delay:
    """The day the last of it would be done. It takes seconds: for a page somebody asked for."""
    school = school_instance(now, weeks=WEEKS)
    added = _operations(wanted)
    order = engine.Order(NAME, NAME)
    whole = replace(school, orders=(*school.orders, order), operations=(*school.operations, *added))
    plan = solve(whole, Budget(seconds=SECONDS, iterations=0))
    ours = {one.id for one in added}
    ends = [one.end for one in plan.placed if one.operation in ours]
    causes = [cause for one in plan.unplaced if one.record in ours for cause in one.causes]
    if len(ends) < len(ours):
        return Delay(None, tuple(dict.fromkeys(causes)))
    return Delay(max(ends).date() if ends else None)


def _operations(wanted: Sequence[Wanted]) -> list[engine.Operation]:
    machines: dict[int, list[str]] = {}
    for machine in equipment.machines(in_service=True):
        machines.setdefault(machine.machine_type_id, []).append(str(machine.id))
    found: list[engine.Operation] = []
    before: dict[int, str] = {}
    for place, one in enumerate(wanted):
        after = (engine.Link(before[one.line]),) if one.line in before else ()
        made = _operation(f"{NAME}-{place}", one, machines.get(one.machine_type_id, []), after)
        before[one.line] = made.id
        found.append(made)
    return found


def _operation(
    name: str, one: Wanted, machines: Sequence[str], after: tuple[engine.Link, ...]
) -> engine.Operation:
    minutes = rules.minutes_left(one.student_seconds, 0)
    team = rules.team_size(minutes, 0)
    each = -(-minutes // team)
    return engine.Operation(
        name,
        one.label,
        NAME,
        each,
        team=team,
        kind=one.label,
        machines=tuple((machine, each) for machine in machines),
        after=after,
    )
