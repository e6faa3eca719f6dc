"""Orders that have nothing to do with each other, but for the students: each cluster is apart."""

from erp.planning.engine.problem import Problem


def clusters_of(problem: Problem) -> list[list[int]]:
    """The orders joined by a machine they may both ask for, or by a link, directly or not."""
    root = list(range(len(problem.jobs)))

    def find(job: int) -> int:
        while root[job] != job:
            root[job] = root[root[job]]
            job = root[job]
        return job

    owner: dict[int, int] = {}  # by machine, one of the orders that may ask for it
    for job in problem.jobs:
        for index in job.tasks:
            task = problem.tasks[index]
            near = [owner.setdefault(o.machine, job.index) for o in task.options if o.machine >= 0]
            near += [problem.tasks[before].order for before, _delay in task.before]
            for other in near:
                if other >= 0:
                    root[find(other)] = find(job.index)
    found: dict[int, list[int]] = {}
    for job in problem.jobs:
        found.setdefault(find(job.index), []).append(job.index)
    return list(found.values())
