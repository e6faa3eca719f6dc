"""`python -m tests.bench.planning`: the figures of planning's quality goals, ours beside the peer's.

Seconds are of processor time for our searches (other work on the machine does not count), of the
clock for OR-Tools and PyJobShop. One core each. Nothing is asserted here.
"""

import time
from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median

import click

from erp.planning.checker.check import broken_rules
from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Instance, Published, Window
from erp.planning.engine.plan import Plan, write_plan
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from tests.bench.planning import peer
from tests.bench.planning.public import BEST_KNOWN, flexible_job_shop, multi_skill, project
from tests.bench.planning.schools import LARGE, MIDDLE, SMALL, Size, a_school

FIRST_SEEDS = 5


def a_plan(instance: Instance, seconds: float, **more: object) -> Plan:
    return solve(instance, Budget(seconds, clock=time.process_time), **more)


def broken(instance: Instance, plan: Plan) -> int:
    return len(broken_rules(write_instance(instance), write_plan(plan)))


@click.group(invoke_without_command=True)
@click.option("--seconds", default=10.0, show_default=True)
@click.option("--seeds", default=FIRST_SEEDS, show_default=True)
@click.option("--instances", type=click.Path(path_type=Path), help="Dossier des instances.")
@click.option("--only", type=click.Choice(["schools", "absence", "public"]))
def main(seconds: float, seeds: int, instances: Path | None, only: str | None) -> None:
    """Each part prints its own table."""
    if only in (None, "schools"):
        for size in (SMALL, MIDDLE, LARGE):
            schools(size, seconds, seeds)
    if only in (None, "absence"):
        absence(seconds, seeds)
    if only in (None, "public"):
        public(seconds, instances)


def schools(size: Size, seconds: float, seeds: int) -> None:
    print(f"\n# {size.students} students, {size.orders} orders, {seconds:g} s")
    print("seed ops placed first_s first_late late bound cut% gap% idle_h broken MB")
    cuts = []
    for seed in range(1, seeds + 1):
        instance = a_school(size, seed)
        plan = a_plan(instance, seconds, seed=seed)
        f = plan.figures
        cut = 100 * (1 - f.late_hours / f.first_late_hours) if f.first_late_hours else 0.0
        cuts.append(cut)
        gap = "-" if f.gap is None else f"{f.gap:.0f}"
        print(
            f"{seed} {f.operations} {f.placed} {f.first_seconds:.2f} {f.first_late_hours:.0f} "
            f"{f.late_hours:.0f} {f.late_bound:.0f} {cut:.0f} {gap} {f.idle_hours:.0f} "
            f"{broken(instance, plan)} {f.memory_mb}",
            flush=True,
        )
    print(f"weighted lateness cut, median: {median(cuts):.0f} %", flush=True)


def absence(seconds: float, seeds: int) -> None:
    """One student calls in sick for a day; what of the next two weeks moves?"""
    print(
        "\n# one absence: share of the assignments of two weeks that change, lateness before/after"
    )
    for seed in range(1, seeds + 1):
        instance = a_school(MIDDLE, seed)
        before = a_plan(instance, seconds / 3, seed=seed)
        told = tuple(
            Published(o.operation, o.start, o.machine, o.students, o.end) for o in before.placed
        )
        busy = next(
            o for o in before.placed if o.students and o.start.date() > instance.start.date()
        )
        day = busy.start.replace(hour=0, minute=0)
        gone = Window(day, day + timedelta(days=1))
        students = tuple(
            replace(one, absences=(*one.absences, gone)) if one.id == busy.students[0] else one
            for one in instance.students
        )
        changed = replace(instance, students=students, published=told)
        after = a_plan(changed, seconds / 3, seed=seed, is_repair=True)
        share = touched(instance, before, after)
        late = f"{before.figures.late_hours:.0f}/{after.figures.late_hours:.0f}"
        print(
            f"seed {seed}: {share:.1f} %, late {late}, broken {broken(changed, after)}", flush=True
        )


def touched(instance: Instance, before: Plan, after: Plan) -> float:
    until = instance.start + timedelta(weeks=2)

    def rows(plan: Plan) -> set[tuple[str, str, str, str]]:
        return {
            (one.operation, chunk.session, one.machine, student)
            for one in plan.placed
            for chunk in one.chunks
            if chunk.start < until
            for student in one.students
        }

    old, new = rows(before), rows(after)
    return 100 * len(old - new) / max(1, len(old))


def public(seconds: float, folder: Path | None) -> None:
    print(
        f"\n# makespan, {seconds:g} s: ours, ours with OR-Tools, PyJobShop; gaps to the best value"
    )
    some = [flexible_job_shop(p) for p in sorted(folder.glob("fjsp*/*.txt"))] if folder else []
    some += [project(p) for p in sorted(folder.glob("rcpsp*/*.txt"))] if folder else []
    some += [multi_skill(100, 5, 1), multi_skill(100, 10, 1), multi_skill(200, 40, 1)]
    gaps: dict[str, list[float]] = {"ours": [], "optimise": [], "peer": []}
    for instance in some:
        found = {"ours": a_plan(instance, seconds).figures.finish_minutes}
        if find_spec("ortools"):
            better = solve(instance, Budget(seconds), optimise=True)
            found["optimise"] = better.figures.finish_minutes
        if peer.IS_HERE:
            theirs, _bound = peer.finish(instance, seconds)
            found["peer"] = theirs or 0
        best = BEST_KNOWN.get(instance.name) or min(value for value in found.values() if value)
        told = []
        for name, value in found.items():
            gap = 100 * (value / best - 1) if value else float("inf")
            gaps[name].append(gap)
            told.append(f"{name} {value} ({gap:+.1f} %)")
        print(f"{instance.name}: best {best}, {', '.join(told)}", flush=True)
    for name, values in gaps.items():
        if values:
            print(f"mean gap of {name}: {mean(values):.2f} %")


if __name__ == "__main__":
    main()
