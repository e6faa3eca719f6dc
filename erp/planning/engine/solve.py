"""One call: an instance in, the best plan found within the budget out."""

import resource
from dataclasses import dataclass, replace
from random import Random

from erp.planning.engine import bound, exact, faults
from erp.planning.engine.budget import Budget
from erp.planning.engine.build import Builder, by_promise, by_slack, by_weight
from erp.planning.engine.checks import check_instance
from erp.planning.engine.faults import Fault, fault
from erp.planning.engine.improve import Improver, Places
from erp.planning.engine.insertion import Inserter
from erp.planning.engine.instance import Instance
from erp.planning.engine.lists import ListSearch, is_open
from erp.planning.engine.plan import Figures, Plan
from erp.planning.engine.polish import Polish
from erp.planning.engine.problem import Problem
from erp.planning.engine.promises import published_lateness
from erp.planning.engine.repair import Repair, as_published
from erp.planning.engine.state import State
from erp.planning.engine.told import told_places
from erp.planning.engine.why import late_orders, unplaced_operations
from erp.planning.engine.wishes import Score

A_CHANGE = 5  # operations moved in a repair are worth one late hour
LISTS = 0.15  # of the time, before OR-Tools takes over


@dataclass
class Run:
    """A search under way: what was found and how long it took."""

    problem: Problem
    improver: Improver
    repair: Repair
    first: Score
    first_seconds: float
    ends: list[int]
    failed_pins: list[int]
    late: int = 0  # weighted slots of lateness that no plan avoids
    lowest: int = 0  # points, or the last end, that no plan can be below


def solve(
    instance: Instance,
    budget: Budget | None = None,
    *,
    seed: int = 1,
    is_repair: bool = False,
    optimise: bool = False,
) -> Plan:
    """Deterministic for a seed when iterations are bounded and the seconds do not cap them.

    `is_repair`: keep the published plan wherever it holds, and only improve what got worse.
    `optimise`: let OR-Tools prove bounds, polish, and finish what has no calendar; not in a repair.
    """
    budget = budget or Budget()
    sound = check_instance(_that_holds(instance) if is_repair else instance)
    run = start(sound.instance, frozenset(sound.aside), seed, budget)
    run.late = sum(bound.late_of(run.problem, run.ends))
    run.lowest = floor_of(run)
    if is_repair:
        _keep_promises(run, budget)
    else:
        _improve(run, budget, optimise)
    failed = _failed_pins(run)
    said = {**{one.record: one for one in failed}, **sound.aside}
    return _plan(run, budget, [*sound.faults, *failed], said, seed)


def _that_holds(instance: Instance) -> Instance:
    """The same, where each operation that leaves its published place costs a share of a late hour."""
    weights = instance.weights
    change = max(weights.change, weights.late_hour // A_CHANGE)
    return replace(instance, weights=replace(weights, change=change))


def _keep_promises(run: Run, budget: Budget) -> None:
    """Move more than the repair only as long as a promise is lost, then back what need not have."""
    improver, forgiven = run.improver, published_lateness(run.problem)
    alone = bound.late_of(run.problem, run.ends)
    lost = [max(0, late - known) for late, known in zip(alone, forgiven, strict=True)]

    def is_enough() -> bool:
        return not improver.score.unplaced and sum(improver.late) <= sum(lost)

    def is_no_worse() -> bool:
        return improver.measure(range(len(lost))).late <= improver.best_score.late

    improver.forgiven = forgiven
    improver.begin()
    if not is_enough():
        improver.run(budget, None, is_enough)
        improver.restore(improver.best)
        run.repair.go_back(is_no_worse)
    improver.forgiven = [0] * len(forgiven)
    improver.begin()


def _improve(run: Run, budget: Budget, optimise: bool) -> None:
    """Better the first plan, and the bound where it can be proved higher."""
    improver = run.improver
    if optimise and not run.problem.instance.is_makespan:
        polish = Polish(improver, run.ends)
        polish.run(budget, run.lowest)
        run.late = polish.bound
        run.lowest = floor_of(run)
        return
    if not is_open(run.problem) or improver.score.unplaced:
        improver.run(budget, run.lowest)
        improver.restore(improver.best)
        return
    lists = ListSearch(improver.state, improver.random)
    share = budget.part(LISTS) if optimise else budget
    lists.run(share, run.lowest)
    budget.done = share.done
    if optimise and lists.finish > run.lowest:
        proved = exact.finish_sooner(run.problem, lists.best, run.lowest, budget)
        run.lowest, lists.best = proved.bound, proved.places
    improver.restore(lists.best)
    improver.begin()


def start(instance: Instance, aside: frozenset[str], seed: int, budget: Budget) -> Run:
    """The first plan, the best of a few orders of work."""
    problem = Problem(instance, aside)
    ends = bound.earliest_ends(problem)
    state = State(problem)
    random = Random(seed)
    builder = Builder(state, Inserter(state, random))
    failed = builder.pin()
    repair = Repair(builder, as_published(problem, state.wishes.published))
    repair.run()
    improver = Improver(state, random)
    kept: Places = list(state.places)
    tries: list[tuple[int, Places]] = []
    for key in (by_promise(problem), by_slack(problem), by_weight(problem)):
        improver.restore(kept)
        builder.fill(sorted(range(len(problem.jobs)), key=key))
        points = improver.measure(range(len(problem.jobs))).points
        tries.append((points, list(state.places)))
    improver.restore(min(tries, key=lambda one: one[0])[1])
    improver.begin()
    return Run(problem, improver, repair, improver.score, budget.spent(), ends, failed)


def floor_of(run: Run) -> int:
    """Points that no plan can be below."""
    weights, problem = run.problem.instance.weights, run.problem
    if problem.instance.is_makespan:
        return bound.finish_bound(problem, run.ends)
    return run.late * problem.grid.size * weights.late_hour // 60


def _failed_pins(run: Run) -> list[Fault]:
    return [
        fault(
            run.problem.tasks[index].source.id,
            faults.PIN_FAILS,
            record=run.problem.tasks[index].source.name,
            why=faults.PIN_IS_TAKEN,
        )
        for index in run.failed_pins
    ]


def _plan(run: Run, budget: Budget, found: list[Fault], said: dict[str, Fault], seed: int) -> Plan:
    problem, places = run.problem, run.improver.state.places
    late = late_orders(run.improver.state, run.ends)
    return Plan(
        instance=problem.instance.name,
        seed=seed,
        placed=told_places(problem, places),
        unplaced=unplaced_operations(run.improver.state, said, run.ends),
        late=late,
        faults=tuple(found),
        figures=_figures(run, budget, len(late)),
    )


def _figures(run: Run, budget: Budget, late_orders: int) -> Figures:
    score, size = run.improver.best_score, run.problem.grid.size
    reached, least = (score.finish, run.lowest) if score.finish else (score.late, run.late)
    return Figures(
        operations=len(run.problem.tasks),
        placed=len(run.problem.tasks) - score.unplaced,
        late_orders=late_orders,
        late_hours=score.late * size / 60,
        idle_hours=run.improver.state.wishes.idle_slots() * size / 60,
        finish_minutes=max(0, score.finish - run.problem.grid.now) if score.finish else 0,
        objective=score.points,
        bound=run.lowest,
        late_bound=run.late * size / 60,
        gap=100 * (reached - least) / least if least else None,
        iterations=budget.done,
        seconds=budget.spent(),
        first_seconds=run.first_seconds,
        first_late_hours=run.first.late * size / 60,
        memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )
