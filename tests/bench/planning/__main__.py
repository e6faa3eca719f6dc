"""`python -m tests.bench.planning`: the figures of planning's quality goals, ours beside the peer's.

One core each, and seconds of processor time for all: our searches count it themselves; OR-Tools and
PyJobShop only know the clock, so what others took of the core is given to them again (`fairly`).
Nothing is asserted here.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median
from typing import TypeVar

import click

from erp.planning.checker.check import broken_rules
from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Instance, Published, Window
from erp.planning.engine.plan import Plan, write_plan
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from tests.bench.planning import peer, peer_school
from tests.bench.planning.public import BEST_KNOWN, flexible_job_shop, multi_skill, project
from tests.bench.planning.schools import LARGE, MIDDLE, SMALL, Size, a_school

Found = TypeVar("Found")
FIRST_SEEDS = 5
SKILLS = ((100, 5), (100, 10), (100, 20), (150, 15), (150, 40), (200, 10), (200, 40))


def a_plan(instance: Instance, seconds: float, **more: object) -> Plan:
    return solve(instance, Budget(seconds, clock=time.process_time), **more)


def fairly(search: Callable[[float], Found], seconds: float) -> Found:
    """What it finds when it has had nearly these seconds of a core, or ended by itself."""
    given = seconds
    while True:
        started, before = time.monotonic(), time.process_time()
        found = search(given)
        clock, had = time.monotonic() - started, time.process_time() - before
        if clock < 0.9 * given or had > 0.85 * seconds or given > 6 * seconds:
            return found
        given *= seconds / max(had, seconds / 6)


def broken(instance: Instance, plan: Plan) -> int:
    return len(broken_rules(write_instance(instance), write_plan(plan)))


@click.group(invoke_without_command=True)
@click.option("--seconds", default=10.0, show_default=True)
@click.option("--seeds", default=FIRST_SEEDS, show_default=True)
@click.option("--instances", type=click.Path(path_type=Path), help="Dossier des instances.")
@click.option("--only", type=click.Choice(["schools", "proofs", "absence", "public"]))
def main(seconds: float, seeds: int, instances: Path | None, only: str | None) -> None:
    """Each part prints its own table."""
    if only in (None, "schools"):
        for size in (SMALL, MIDDLE, LARGE):
            schools(size, seconds, seeds)
            against_the_peer(size, seconds)
    if only in (None, "schools", "proofs") and find_spec("ortools"):
        proofs(seconds, seeds)
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


def against_the_peer(size: Size, seconds: float) -> None:
    """Lateness beside that of PyJobShop, which is given an easier school."""
    if not peer.IS_HERE:
        return
    school = a_school(size)
    ours = a_plan(school, seconds).figures.late_hours
    theirs = fairly(lambda given: peer_school.late_hours(school, given), seconds)
    found = "no plan" if theirs is None else f"{theirs:.0f} h late"
    print(f"PyJobShop, seed 1: {found}; ours {ours:.0f} h late", flush=True)


def proofs(seconds: float, seeds: int) -> None:
    """The small school with OR-Tools: how far from the least lateness that is proved."""
    print(f"\n# {SMALL.students} students, {SMALL.orders} orders, {seconds:g} s, with OR-Tools")
    for seed in range(1, seeds + 1):
        school = a_school(SMALL, seed)
        plan = fairly(partial(with_proofs, school, seed), seconds)
        f = plan.figures
        gap = "no bound above zero" if f.gap is None else f"gap {f.gap:.1f} %"
        late = f"late {f.late_hours:.1f}, proved {f.late_bound:.1f}, {gap}"
        print(f"{seed}: {late}, broken {broken(school, plan)}, {f.memory_mb} MB", flush=True)


def with_proofs(school: Instance, seed: int, seconds: float) -> Plan:
    return solve(school, Budget(seconds), seed=seed, optimise=True)


def absence(seconds: float, seeds: int) -> None:
    """One student calls in sick for a day; what of the next two weeks moves, and for what?

    `kept`: only what the absence breaks is moved; `repaired`: what the repair gives, which moves
    more when an order would be later than both promised and published; `free`: all may move.
    """
    print("\n# one absence: of the assignments of two weeks, the share that changes; hours late")
    for seed in range(1, seeds + 1):
        instance = a_school(MIDDLE, seed)
        before = a_plan(instance, seconds / 3, seed=seed)
        changed = without_one(instance, before)
        after = a_plan(changed, seconds / 3, seed=seed, is_repair=True)
        free = a_plan(changed, seconds / 3, seed=seed)
        print(
            f"seed {seed}: {touched(instance, before, after):.1f} % (free "
            f"{touched(instance, before, free):.0f} %), promises lost {lost(instance, before, after)}, "
            f"late before {before.figures.late_hours:.0f}, kept {after.figures.first_late_hours:.0f}, "
            f"repaired {after.figures.late_hours:.0f}, free {free.figures.late_hours:.0f}, "
            f"broken {broken(changed, after)}",
            flush=True,
        )


def without_one(instance: Instance, plan: Plan) -> Instance:
    """The same on the first day on which a student of the plan is away, the plan published."""
    told = tuple(Published(o.operation, o.start, o.machine, o.students, o.end) for o in plan.placed)
    busy = next(o for o in plan.placed if o.students and o.start.date() > instance.start.date())
    day = busy.start.replace(hour=0, minute=0)
    gone = Window(day, day + timedelta(days=1))
    students = tuple(
        replace(one, absences=(*one.absences, gone)) if one.id == busy.students[0] else one
        for one in instance.students
    )
    return replace(instance, students=students, published=told)


def lost(instance: Instance, before: Plan, after: Plan) -> int:
    """Orders that end later than promised and later than they did before."""
    order_of = {one.id: one.order for one in instance.operations}

    def ends(plan: Plan) -> dict[str, datetime]:
        found: dict[str, datetime] = {}
        for one in plan.placed:
            order = order_of[one.operation]
            found[order] = max(found.get(order, one.end), one.end)
        return found

    old, new = ends(before), ends(after)
    return sum(
        1
        for one in instance.orders
        if one.promise
        and one.id in old
        and new.get(one.id, datetime.max) > max(old[one.id], one.promise)
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
    made = [multi_skill(tasks, people, 1) for tasks, people in SKILLS]
    for title, group in (("public", some), ("generated multi-skill", made)):
        if group:
            gaps_of(title, group, seconds)


def gaps_of(title: str, group: list[Instance], seconds: float) -> None:
    gaps: dict[str, list[float]] = {"ours": [], "optimise": [], "peer": []}
    for instance in group:
        found = finishes(instance, seconds)
        best = BEST_KNOWN.get(instance.name) or min(value for value in found.values() if value)
        told = []
        for name, value in found.items():
            gap = 100 * (value / best - 1) if value else float("inf")
            gaps[name].append(gap)
            told.append(f"{name} {value} ({gap:+.1f} %)")
        print(f"{instance.name}: best {best}, {', '.join(told)}", flush=True)
    for name, values in gaps.items():
        if values:
            print(f"{title}, mean gap of {name}: {mean(values):.2f} %", flush=True)
    for name in ("ours", "optimise"):
        pairs = [(a, b) for a, b in zip(gaps[name], gaps["peer"], strict=False) if b < float("inf")]
        if pairs:
            against = mean(100 * ((100 + a) / (100 + b) - 1) for a, b in pairs)
            print(f"{title}, mean gap of {name} to the peer: {against:+.2f} %", flush=True)


def finishes(instance: Instance, seconds: float) -> dict[str, int]:
    """By who searched, the last end; 0: no plan."""
    found = {"ours": a_plan(instance, seconds).figures.finish_minutes}
    if find_spec("ortools"):
        better = fairly(lambda given: solve(instance, Budget(given), optimise=True), seconds)
        found["optimise"] = better.figures.finish_minutes
    if peer.IS_HERE:
        theirs, _bound = fairly(lambda given: peer.finish(instance, given), seconds)
        found["peer"] = theirs or 0
    return found


if __name__ == "__main__":
    main()
