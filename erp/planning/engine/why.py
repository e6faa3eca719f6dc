"""Why an order is late or an operation has no place: the chain of causes, and what would help."""

from erp.planning.engine.faults import Fault
from erp.planning.engine.plan import Late, Reason
from erp.planning.engine.state import State


def late_orders(state: State, ends: list[int]) -> tuple[Late, ...]:
    problem, found = state.problem, []
    for job in problem.jobs:
        if job.promise is None or not state.wishes.lateness(job.index, state.places):
            continue
        order = problem.instance.orders[job.index]
        last = [state.places[task] for task in job.tasks]
        projected = max((one.ends for one in last if one), default=0) if all(last) else None
        moment = problem.grid.moment(projected) if projected is not None else None
        if order.promise is not None:
            found.append(Late(order.id, order.promise, moment, Reason(order.id, ())))
    return tuple(found)


def unplaced_operations(
    state: State, said: dict[str, Fault], ends: list[int]
) -> tuple[Reason, ...]:
    return tuple(
        Reason(task.source.id, (str(said[task.source.id]),) if task.source.id in said else ())
        for task in state.problem.tasks
        if state.places[task.index] is None
    )
