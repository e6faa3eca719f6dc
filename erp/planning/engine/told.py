"""A search state told as a plan: numbers become ids, minutes become moments."""

from erp.planning.engine.parts import Option, Task
from erp.planning.engine.plan import Chunk, Placed
from erp.planning.engine.problem import Problem
from erp.planning.engine.state import Placement


def told_places(problem: Problem, places: list[Placement | None]) -> tuple[Placed, ...]:
    """In the order of the operations."""
    return tuple(
        _placed(problem, problem.tasks[index], place)
        for index, place in enumerate(places)
        if place is not None
    )


def _placed(problem: Problem, task: Task, place: Placement) -> Placed:
    start, end = problem.grid.moment(place.begins), problem.grid.moment(place.ends)
    option = place.option
    if option is None:
        return Placed(task.source.id, start, end, "", (), ())
    machine = next(
        (
            m
            for m, _ in task.source.machines
            if problem.pool_index[f"machine {m}"] == option.machine
        ),
        "",
    )
    students = tuple(problem.students[one].id for one in place.team)
    return Placed(task.source.id, start, end, machine, students, _chunks(problem, place, option))


def _chunks(problem: Problem, place: Placement, option: Option) -> tuple[Chunk, ...]:
    calendar, grid = problem.grid.calendars[option.calendar], problem.grid
    found: list[Chunk] = []
    for slot in range(place.slot, place.slot + option.length):
        session = calendar.sessions[calendar.session_at[slot]]
        starts, ends = (
            grid.moment(calendar.times[slot]),
            grid.moment(calendar.times[slot] + grid.size),
        )
        leader = ""
        if place.team and problem.is_supervised:
            leader = tuple(dict.fromkeys(session.instructors))[place.layer]
        if found and found[-1].session == session.id and found[-1].end == starts:
            starts = found.pop().start
        found.append(Chunk(session.id, starts, ends, leader))
    return tuple(found)
