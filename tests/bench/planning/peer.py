"""PyJobShop (CP-SAT) on the instances without a calendar, when it is installed beside us."""

from importlib.util import find_spec

from erp.planning.engine.instance import Instance, Operation

IS_HERE = find_spec("pyjobshop") is not None


def finish(instance: Instance, seconds: float) -> tuple[int | None, float]:
    """Its last end and bound within these seconds on one core; None: no plan found."""
    from pyjobshop import Model

    model = Model()
    machines = {one.id: model.add_machine(name=one.id) for one in instance.machines}
    people = {one.id: model.add_machine(name=one.id) for one in instance.students}
    pools = {one.id: model.add_renewable(one.capacity, name=one.id) for one in instance.resources}
    tasks = {one.id: model.add_task(name=one.id) for one in instance.operations}
    for one in instance.operations:
        for means, minutes in _modes(one, machines, people):
            names = [name for name, _n in one.resources]
            resources = [*means, *(pools[name] for name in names)]
            demands = [0] * len(means) + [amount for _name, amount in one.resources]
            model.add_mode(tasks[one.id], resources, minutes, demands)
        for link in one.after:
            model.add_end_before_start(tasks[link.operation], tasks[one.id])
    found = model.solve(
        solver="ortools", time_limit=seconds, display=False, num_workers=1, random_seed=1
    )
    if not found.best.tasks:
        return None, found.lower_bound
    return int(found.objective), found.lower_bound


def _modes(one: Operation, machines: dict, people: dict):  # type: ignore[type-arg]
    """Each way of doing it: on one machine, by one person, or with resources only."""
    if one.machines:
        return [([machines[name]], minutes) for name, minutes in one.machines]
    if one.team:
        return [([people[name]], one.minutes) for name in sorted(one.students or people)]
    return [([], one.minutes)]
