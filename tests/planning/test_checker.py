"""The checker finds each broken rule: a valid plan is spoilt in one place at a time."""

import json
from copy import deepcopy
from datetime import timedelta

import pytest

from erp.planning.checker.check import broken_rules
from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Limits, Pin, Resource, Right, Student, Wait, Window
from erp.planning.engine.plan import write_plan
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from tests.planning.a_day import a_week, after, an_operation, at, on_the


def documents():
    """A valid plan of a week: two linked operations, one of two students, one done outside."""
    instance = a_week(
        an_operation("10", machines=on_the("tour"), resources=(("eau", 1),)),
        an_operation("20", after=after("10"), team=2),
        an_operation("30", 0, after=after("20"), outside_minutes=1440, team=0),
        an_operation("40", order="OF2", machines=on_the("tour"), resources=(("eau", 1),)),
        an_operation("50", order="OF3", machines=on_the("scie")),
        resources=(Resource("eau", "eau", 1),),
        pins=(Pin("50", at(6, 9), "scie"),),
    )
    plan = write_plan(solve(instance, Budget(iterations=5)))
    return write_instance(instance), json.loads(json.dumps(plan))


def names(given, plan) -> set[str]:
    return {one.rule for one in broken_rules(given, plan)}


def entry(plan, name):
    return next(one for one in plan["placed"] if one["operation"] == name)


def move(one, delta: timedelta):
    from datetime import datetime

    for row in (one, *one["chunks"]):
        for field in ("start", "end"):
            row[field] = (datetime.fromisoformat(row[field]) + delta).isoformat()


def test_a_valid_plan_breaks_nothing():
    assert broken_rules(*documents()) == []


def forget(given, plan):
    plan["placed"].remove(entry(plan, "40"))


def twice(given, plan):
    plan["placed"].append(deepcopy(entry(plan, "40")))


def before_the_first(given, plan):
    entry(plan, "20").update(deepcopy({**entry(plan, "10"), "operation": "20"}))


def without_the_first(given, plan):
    plan["placed"].remove(entry(plan, "10"))
    plan["unplaced"].append({"operation": "10"})


def material_is_late(given, plan):
    given["operations"][0]["waits"] = [{"what": "material", "expected": "2027-01-08T08:00"}]


def material_never_comes(given, plan):
    given["operations"][0]["waits"] = [{"what": "material"}]


def too_short(given, plan):
    given["operations"][0]["machines"][0]["minutes"] = 90


def back_from_outside_too_soon(given, plan):
    given["operations"][2]["outside_minutes"] = 3000


def pin_moved(given, plan):
    move(entry(plan, "50"), timedelta(hours=1))


def other_machine(given, plan):
    given["operations"][0]["machines"] = ["scie"]


def in_maintenance(given, plan):
    given["machines"][0]["closed"] = [{"start": "2027-01-04T00:00", "end": "2027-01-12T00:00"}]


def in_another_place(given, plan):
    given["machines"][0]["place"] = "ailleurs"


def two_on_one_lathe(given, plan):
    given["machines"][0]["capacity"] = 0


def resource_exceeded(given, plan):
    given["resources"][0]["capacity"] = 0


def may_not_use(given, plan):
    given["machines"][0]["students"] = []


def right_has_ended(given, plan):
    given["machines"][0]["students"] = [
        {"id": name, "until": "2027-01-01T00:00"} for name in ("Ana", "Bob")
    ]


def may_not_do(given, plan):
    given["operations"][0]["students"] = []


def outside_the_session(given, plan):
    move(entry(plan, "40"), timedelta(hours=10))


def in_a_lesson(given, plan):
    one = entry(plan, "40")
    one["chunks"][0]["session"] = "CAP1 4 cours"


def lesson_over_the_workshop(given, plan):
    given["sessions"].append(
        {"id": "x", "cohort": "CAP1", "kind": "theory"}
        | {"start": "2027-01-04T08:00", "end": "2027-01-04T12:00"}
    )


def student_is_away(given, plan):
    given["students"][0]["absences"] = [{"start": "2027-01-01T00:00", "end": "2027-02-01T00:00"}]


def instructor_is_away(given, plan):
    given["instructors"][0]["absences"] = [{"start": "2027-01-01T00:00", "end": "2027-02-01T00:00"}]


def team_too_small(given, plan):
    entry(plan, "20")["students"].pop()


def in_two_places(given, plan):
    one = {**deepcopy(entry(plan, "20")), "operation": "40", "machine": "tour"}
    entry(plan, "40").update({**one, "students": one["students"][:1]})


def nobody_watches(given, plan):
    entry(plan, "10")["chunks"][0]["instructor"] = "Paul"


def too_many_students(given, plan):
    given["instructors"][0]["limit"] = 0


def day_too_long(given, plan):
    for student in given["students"]:
        student["limits"] = {"day": 180}


def week_too_long(given, plan):
    for student in given["students"]:
        student["limits"] = {"week": 900}


def no_break(given, plan):
    for student in given["students"]:
        student["limits"] = {"run": 30}


SPOILT = [
    (forget, "complete"),
    (twice, "complete"),
    (before_the_first, "order"),
    (without_the_first, "order"),
    (material_is_late, "waits"),
    (material_never_comes, "waits"),
    (too_short, "durations"),
    (back_from_outside_too_soon, "durations"),
    (pin_moved, "pins"),
    (other_machine, "machines"),
    (in_maintenance, "machines"),
    (in_another_place, "machines"),
    (two_on_one_lathe, "machines"),
    (resource_exceeded, "resources"),
    (may_not_use, "may_use"),
    (right_has_ended, "may_use"),
    (may_not_do, "may_use"),
    (outside_the_session, "sessions"),
    (in_a_lesson, "sessions"),
    (lesson_over_the_workshop, "theory"),
    (student_is_away, "presence"),
    (instructor_is_away, "presence"),
    (team_too_small, "teams"),
    (in_two_places, "teams"),
    (nobody_watches, "supervision"),
    (too_many_students, "supervision"),
    (day_too_long, "hours"),
    (week_too_long, "hours"),
    (no_break, "hours"),
]


@pytest.mark.parametrize(("spoil", "rule"), SPOILT, ids=[spoil.__name__ for spoil, _ in SPOILT])
def test_a_spoilt_plan_is_found(spoil, rule):
    given, plan = documents()

    spoil(given, plan)

    assert rule in names(given, plan)


def test_a_plan_keeps_the_hours_of_minors_where_the_timetable_would_not():
    whole_day = [
        one
        if one.is_workshop
        else one.__class__(**{**vars(one), "is_workshop": True, "instructors": ("Rey",)})
        for one in a_week().sessions
    ]
    minor = Limits(day=240, week=900, run=120)
    instance = a_week(
        *(an_operation(f"{n}", 120, order=f"OF{n}") for n in range(30)),
        sessions=tuple(whole_day),
        students=(Student("Ana", "Ana", "CAP1", limits=minor),),
    )

    plan = solve(instance, Budget(iterations=10))

    assert 0 < len(plan.placed) < 30
    assert broken_rules(write_instance(instance), json.loads(json.dumps(write_plan(plan)))) == []


def test_rights_and_waits_with_dates_are_kept():
    lathe = a_week().machines[0]
    rights = (Right("Ana", at(6), at(7, 10)), Right("Bob", None, at(4, 9)))
    instance = a_week(
        an_operation("10", 120, machines=on_the("tour", 120)),
        an_operation("20", order="OF2", waits=(Wait("material", "acier", at(7, 9)),)),
        machines=(lathe.__class__(**{**vars(lathe), "rights": rights}),),
        students=(
            Student("Ana", "Ana", "CAP1"),
            Student("Bob", "Bob", "CAP1", (Window(at(4), at(5)),)),
        ),
    )

    plan = solve(instance, Budget(iterations=10))

    assert {one.operation: one.start for one in plan.placed} == {"10": at(6), "20": at(7, 9)}
