"""What an operation had to wait for: the ones that were on its machines, or had its students."""

from dataclasses import dataclass

from erp.planning.engine.insertion import Inserter
from erp.planning.engine.state import State


@dataclass(frozen=True)
class Held:
    """A task that could have begun at the minute `ready`, and began at `begins`."""

    index: int
    ready: int
    begins: int


def held_tasks(state: State, inserter: Inserter, job: int) -> list[Held]:
    """Those of an order that stood ready while slots of their calendar went by."""
    found = []
    for index in state.problem.jobs[job].tasks:
        place, task = state.places[index], state.problem.tasks[index]
        ready = inserter.earliest(task)
        if place is None or place.option is None or ready is None or task.start is not None:
            continue
        calendar = state.problem.grid.calendars[place.option.calendar]
        if calendar.not_before(ready) < place.slot:
            found.append(Held(index, ready, place.begins))
    return found


def in_the_way(state: State, held: Held) -> list[int]:
    """The tasks that may be moved and took, meanwhile, its machines or else its students."""
    options, tasks = state.problem.tasks[held.index].options, state.problem.tasks
    machines = {one.machine for one in options} - {-1}
    able = {student for one in options for student in one.students}
    found = []
    for index, place in enumerate(state.places):
        if place is None or place.option is None or index == held.index:
            continue
        meanwhile = place.begins < held.begins and place.ends > held.ready
        if meanwhile and tasks[index].start is None:
            shared = place.option.machine in machines if machines else able & set(place.team)
            if shared:
                found.append(index)
    return found
