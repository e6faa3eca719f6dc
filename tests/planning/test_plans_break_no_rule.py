"""Whatever the school, the plan breaks no hard rule, moves no pin and takes no theory time."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erp.planning.checker.check import broken_rules
from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Instance, Pin, Published, Window
from erp.planning.engine.plan import Plan, write_plan
from erp.planning.engine.reading import read_instance
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from tests.bench.planning.schools import Size, a_school

ANY: dict[str, st.SearchStrategy[object]] = {
    "students": st.integers(1, 14),
    "workshops": st.integers(1, 2),
    "cohorts": st.integers(1, 2),
    "instructors": st.integers(1, 3),
    "machines": st.integers(1, 6),
    "orders": st.integers(1, 8),
    "weeks": st.integers(1, 2),
    "horizon": st.integers(1, 3),
    "load": st.sampled_from((0.2, 0.6, 1.2)),
}
TIGHT = {
    "students": st.integers(4, 14),
    "machines": st.integers(2, 6),
    "orders": st.integers(4, 12),
    "horizon": st.integers(2, 4),
    "load": st.sampled_from((0.8, 1.2, 1.6)),
}
SIZES, LATE = st.builds(Size, **ANY), st.builds(Size, **{**ANY, **TIGHT})
SEEDS = st.integers(0, 10**6)


def checked(instance: Instance, plan: Plan) -> list[str]:
    written = json.loads(json.dumps(write_instance(instance)))
    return [str(one) for one in broken_rules(written, json.loads(json.dumps(write_plan(plan))))]


def a_plan(instance: Instance, seed: int, seconds: float = 60, **more: object) -> Plan:
    return solve(instance, Budget(seconds, iterations=15), seed=seed, **more)


def pins_of(plan: Plan, random: Random) -> tuple[Pin, ...]:
    """Some of what was placed, fixed wholly or only to its moment."""
    chosen = [one for one in plan.placed if random.random() < 0.3]
    return tuple(
        Pin(one.operation, one.start, one.machine, one.students)
        if random.random() < 0.7
        else Pin(one.operation, one.start)
        for one in chosen
    )


def published(plan: Plan) -> tuple[Published, ...]:
    return tuple(
        Published(one.operation, one.start, one.machine, one.students, one.end)
        for one in plan.placed
    )


def with_absences(instance: Instance, random: Random) -> Instance:
    """The same school on a morning when somebody calls in sick."""
    days = sorted({(one.start, one.end) for one in instance.sessions})
    away = random.choice(instance.students).id
    first = random.randrange(len(days))
    gone = tuple(Window(a, b) for a, b in days[first : first + random.randint(1, 6)])
    students = tuple(
        replace(one, absences=one.absences + gone) if one.id == away else one
        for one in instance.students
    )
    return replace(instance, students=students)


def check_a_school(size: Size, seed: int, **more: object) -> None:
    random = Random(seed)
    instance = a_school(size, seed, slot=random.choice((15, 30, 60)))
    first = a_plan(instance, seed, **more)
    assert checked(instance, first) == []

    changed = replace(
        with_absences(instance, random), pins=pins_of(first, random), published=published(first)
    )
    second = a_plan(changed, seed, is_repair=random.random() < 0.5, **more)
    assert checked(changed, second) == []
    stayed = {one.operation: one.start for one in second.placed}
    unplaced = {one.record for one in second.unplaced}
    for pin in changed.pins:
        assert stayed.get(pin.operation) == pin.start or pin.operation in unplaced


@settings(max_examples=200, deadline=None)
@given(SIZES, SEEDS)
def test_no_plan_breaks_a_hard_rule(size, seed):
    check_a_school(size, seed)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(SIZES, SEEDS)
def test_no_plan_breaks_a_hard_rule_in_ten_thousand_schools(size, seed):
    check_a_school(size, seed)


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(LATE, SEEDS)
def test_no_plan_of_late_orders_that_were_proved_and_placed_breaks_a_hard_rule(size, seed):
    pytest.importorskip("ortools")
    check_a_school(size, seed, seconds=4, optimise=True)


@settings(max_examples=60, deadline=None)
@given(SIZES, SEEDS)
def test_what_was_fixed_wholly_as_a_valid_plan_had_it_is_never_dropped(size, seed):
    """As the board fixes cards: moment, machine and students."""
    instance, random = a_school(size, seed, slot=30), Random(seed)
    first = [one for one in a_plan(instance, seed).placed if random.random() < 0.5]
    pins = tuple(Pin(one.operation, one.start, one.machine, one.students) for one in first)

    again = {one.operation: one for one in a_plan(replace(instance, pins=pins), seed).placed}

    stands = [(one.start, one.machine, one.students) for one in first]
    assert [
        (one.start, one.machine, one.students) for pin in pins if (one := again.get(pin.operation))
    ] == stands


@settings(max_examples=30, deadline=None)
@given(SIZES, SEEDS)
def test_an_instance_written_and_read_again_is_the_same(size, seed):
    instance = a_school(size, seed)

    again, faults = read_instance(json.loads(json.dumps(write_instance(instance))))

    assert (again, faults) == (instance, [])


def test_the_same_seed_and_iterations_give_the_same_plan():
    instance = a_school(Size(students=12, workshops=1, machines=5, orders=9), 3)

    one = solve(instance, Budget(seconds=600, iterations=120), seed=7)
    two = solve(instance, Budget(seconds=600, iterations=120), seed=7)

    assert one.placed == two.placed
    assert one.figures.objective == two.figures.objective
