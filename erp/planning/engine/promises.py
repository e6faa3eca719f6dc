"""What a repair must not lose: each order as early as promised, or else as published."""

from erp.planning.engine.parts import Job
from erp.planning.engine.problem import Problem


def published_lateness(problem: Problem) -> list[int]:
    """By order, the weighted slots by which people already know it to be late."""
    known = {
        one.operation: problem.grid.minute(one.end)
        for one in problem.instance.published
        if one.end is not None
    }
    return [_late(problem, job, known) for job in problem.jobs]


def _late(problem: Problem, job: Job, known: dict[str, int]) -> int:
    """None of it when not all of the order was published."""
    ends = [known.get(problem.tasks[index].source.id) for index in job.tasks]
    if job.promise is None or not ends or None in ends:
        return 0
    last = max(end for end in ends if end is not None)
    return job.weight * max(0, problem.slots_before(last) - job.promise)
