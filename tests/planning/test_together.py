"""How late some orders must be together: what is proved holds for every plan, and is reached."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp.planning.checker.check import broken_rules
from erp.planning.engine.benches import Benches
from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Order, Student
from erp.planning.engine.pieces import Views, runs_of
from erp.planning.engine.placing import Placer
from erp.planning.engine.plan import write_plan
from erp.planning.engine.problem import Problem
from erp.planning.engine.solve import solve, start
from erp.planning.engine.together import Together
from erp.planning.engine.watching import scarce_sessions
from erp.planning.engine.writing import write_instance
from tests.bench.planning.schools import SMALL, Size, a_school
from tests.planning.a_day import a_week, an_operation, at, on_the
from tests.planning.all_ways import a_tiny_school, least_lateness

TIGHT = Size(students=9, workshops=1, cohorts=2, machines=3, orders=7, weeks=2, horizon=4, load=0.9)


def proved(instance, seed=1, iterations=60):
    plan = solve(instance, Budget(120, iterations), seed=seed, optimise=True)
    assert broken_rules(write_instance(instance), write_plan(plan)) == []
    return plan.figures


@pytest.mark.parametrize("seed", range(3))
def test_pieces_say_of_each_slot_what_the_calendars_say(seed):
    problem = Problem(a_school(TIGHT, seed), frozenset())
    views, random = Views(problem), Random(seed)
    for task in random.sample(problem.tasks, 8):
        for option in task.options:
            others = [n for n in range(len(problem.grid.calendars)) if n != option.calendar]
            seen = views.of(option, others)
            last = len(problem.grid.calendars[option.calendar].times) - option.length
            starts = [slot for slot in range(last + 1) if random.random() < 0.9]

            told = [
                (slot, tuple(a + (slot - p.first) * b for a, b in zip(p.at, p.step, strict=True)))
                for p in views.pieces(sum(1 << slot for slot in starts), option, others)
                for slot in range(p.first, p.last + 1)
            ]

            assert told == [(slot, seen(slot)) for slot in starts]


@pytest.mark.parametrize("seed", range(3))
def test_every_start_at_the_bench_has_a_useful_one_that_is_no_sooner_and_ends_no_later(seed):
    problem = Problem(a_school(TIGHT, seed), frozenset())
    benches, random = Benches(None, Views(problem)), Random(seed)
    for task in random.sample([one for one in problem.tasks if one.options], 8):
        every, possible = [], []
        for option in task.options:
            last = len(problem.grid.calendars[option.calendar].times) - option.length
            slots = [slot for slot in range(last + 1) if random.random() < 0.7]
            possible.append(sum(1 << slot for slot in slots))
            every += [(option, slot, *benches.views.of(option, [])(slot)) for slot in slots]

        useful = benches.useful(task, possible)

        kept = [(option, slot, begin, end) for begin, (option, slot, end) in useful.items()]
        assert all(one in every for one in kept)
        assert all(a[2] < b[2] and a[3] < b[3] for a, b in pairwise(kept))
        for _option, _slot, begin, end in every:
            assert any(other[2] >= begin and other[3] <= end for other in kept)


def test_sessions_are_scarce_only_where_an_instructor_is_away():
    school = a_school(SMALL, 8)
    problem = Problem(school, frozenset())

    scarce = scarce_sessions(problem)

    held = [
        problem.grid.calendars[calendar].times[first]
        for one in scarce
        for calendar, rows in one.slots.items()
        for first, _last in rows
    ]
    away = [w for one in school.instructors for w in one.absences]
    assert [(one.room, one.students) for one in scarce] == [(10, 16), (10, 16)]
    assert all(any(w.start <= problem.grid.moment(at) < w.end for w in away) for at in held)


@given(st.integers(0, 2**700))
def test_runs_are_rows_of_bits_with_a_gap_between_them(mask):
    runs = runs_of(mask)

    assert sum((1 << last + 1) - (1 << first) for first, last in runs) == mask
    assert all(first <= last for first, last in runs)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(runs))


def test_a_search_beside_orders_that_stay_loses_no_step_on_them():
    improver = a_late_search()
    late = [job for job, value in enumerate(improver.late) if value]
    held, free = set(late[1:]), late[0]
    tasks = [task for job in held for task in improver.problem.jobs[job].tasks]
    before = [improver.state.places[task] for task in tasks]

    improver.hold(held)
    improver.run(Budget(60, iterations=60), None)

    assert len(held) >= 2
    assert [improver.state.places[task] for task in tasks] == before
    assert [job for job, times in enumerate(improver.chosen) if times and job in held] == []
    assert improver.chosen[free] > 0


def test_a_search_lets_lateness_that_nobody_avoids_be():
    improver = a_late_search()
    worst = max(range(len(improver.late)), key=lambda job: improver.late[job])
    improver.least = [late if job == worst else 0 for job, late in enumerate(improver.late)]

    improver.run(Budget(60, iterations=60), None)

    assert improver.chosen[worst] < max(improver.chosen)


def a_late_search():
    return start(a_school(TIGHT, 3), frozenset(), 1, Budget()).improver


def test_two_orders_that_want_one_machine_are_proved_to_be_late_together():
    pytest.importorskip("ortools")
    both = a_week(
        an_operation("a", 240, machines=on_the("tour", 240)),
        an_operation("b", 240, order="OF2", machines=on_the("tour", 240)),
        orders=(Order("OF1", "OF1", at(4, 18)), Order("OF2", "OF2", at(4, 18), weight=3)),
    )

    alone = solve(both, Budget(iterations=20)).figures
    together = proved(both)

    assert alone.late_bound == 0 < alone.late_hours
    assert together.late_bound == together.late_hours == alone.late_hours
    assert together.gap == 0


def test_orders_that_were_placed_stay_when_others_are():
    pytest.importorskip("ortools")
    both = a_week(
        an_operation("a", 240, machines=on_the("scie", 240)),
        an_operation("b", 240, order="OF2", machines=on_the("tour", 240)),
        students=(Student("Ana", "Ana", "CAP1"),),
        orders=(Order("OF1", "OF1", at(4, 18)), Order("OF2", "OF2", at(4, 18))),
    )
    run = start(both, frozenset(), 1, Budget())
    [late] = [job for job, value in enumerate(run.improver.late) if value]

    placer = Placer(run.improver, run.ends)
    placer.placed = {1 - late}

    assert not placer.place([late], Together(0), lambda: 20)
    assert Placer(run.improver, run.ends).place([late], Together(0), lambda: 20)


@pytest.mark.parametrize("seed", (0, 2, 3))
def test_no_search_ever_finds_less_lateness_than_was_proved(seed):
    pytest.importorskip("ortools")
    school = a_school(TIGHT, seed)

    bound = proved(school, seed).late_bound
    found = min(
        solve(school, Budget(60, iterations=400), seed=other).figures.late_hours
        for other in range(2)
    )

    assert bound <= found


def test_what_is_proved_is_never_above_the_least_lateness_of_all_plans():
    pytest.importorskip("ortools")
    figures = []
    for seed in range(40):
        school = a_tiny_school(seed)
        plan = proved(school, seed)
        figures.append((plan.late_bound, least_lateness(school), plan.late_hours))

    assert all(bound <= least <= found for bound, least, found in figures)
    assert sum(1 for bound, least, _found in figures if bound == least > 0) >= 12
