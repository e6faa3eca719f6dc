"""Why an order is late or an operation has no place: the chain of causes, and what would help."""

from collections.abc import Iterator

from erp.planning.engine import causes
from erp.planning.engine.causes import Said
from erp.planning.engine.delays import Delays
from erp.planning.engine.faults import Fault
from erp.planning.engine.parts import FAR, Job, Option, Task
from erp.planning.engine.plan import Late, Reason
from erp.planning.engine.state import State

CHAIN = 4  # causes told of one order: the first ones to act on


def late_orders(state: State, ends: list[int]) -> tuple[Late, ...]:
    """Each order that ends after its promise; the causes in the order they happen."""
    problem, found = state.problem, []
    delays = Delays(state)
    for job in problem.jobs:
        promise = problem.instance.orders[job.index].promise
        if promise is None or not state.wishes.lateness(job.index, state.places):
            continue
        places = [state.places[task] for task in job.tasks]
        last = max((one.ends for one in places if one), default=0) if all(places) else None
        said = _chain(delays, job, ends)
        projected = None if last is None else problem.grid.moment(last)
        reason = _reason(problem.instance.orders[job.index].id, said)
        found.append(Late(reason.record, promise, projected, reason))
    return tuple(found)


def _reason(record: str, said: list[Said]) -> Reason:
    told = list(dict.fromkeys(one.cause for one in said))[:CHAIN]
    helps = list(dict.fromkeys(one.help for one in said if one.help))[:CHAIN]
    return Reason(record, tuple(told), tuple(helps))


def _chain(delays: Delays, job: Job, ends: list[int]) -> list[Said]:
    """From the first thing that holds the order up to its last operation."""
    problem, state = delays.problem, delays.state
    missing = [task for task in job.tasks if state.places[task] is None]
    promise = problem.instance.orders[job.index].promise
    if promise is not None and promise < problem.instance.start:
        return [Said(causes.PAST, causes.NEW_DATE)]
    if missing:
        name = problem.tasks[missing[0]].source.name
        return [Said(causes.UNPLACED % {"operation": name})]
    said: list[Said] = []
    index: int | None = _last(delays, job)
    while index is not None:
        task = problem.tasks[index]
        said = [*delays.of(task), *said]
        index = delays.holder(task)
    alone = max(ends[task] for task in job.tasks)
    if not said or (alone < FAR and problem.slots_before(alone) > (job.promise or 0)):
        hours = sum(one.length for one in _shortest(delays, job)) * problem.grid.size // 60
        said.append(Said(causes.TOO_SHORT % {"hours": hours}, causes.NEW_DATE))
    return said


def _shortest(delays: Delays, job: Job) -> Iterator[Option]:
    for index in job.tasks:
        options = delays.problem.tasks[index].options
        if options:
            yield min(options, key=lambda one: one.length)


def _last(delays: Delays, job: Job) -> int:
    return max(
        job.tasks, key=lambda task: place.ends if (place := delays.state.places[task]) else 0
    )


def unplaced_operations(
    state: State, said: dict[str, Fault], ends: list[int]
) -> tuple[Reason, ...]:
    delays = Delays(state)
    return tuple(
        _unplaced(delays, task, said.get(task.source.id), ends)
        for task in state.problem.tasks
        if state.places[task.index] is None
    )


def _unplaced(delays: Delays, task: Task, fault: Fault | None, ends: list[int]) -> Reason:
    state, problem = delays.state, delays.problem
    if fault is not None:
        return Reason(task.source.id, (str(fault),))
    missing = [b for b, _delay in task.before if state.places[b] is None]
    if missing:
        name = problem.tasks[missing[0]].source.name
        return Reason(task.source.id, (causes.WAITS_FOR % {"operation": name},))
    if task.release >= FAR:
        return _reason(task.source.id, delays.waited(task))
    return _reason(task.source.id, delays.without_room(task, ends[task.index]))
