"""Instances without a calendar: read from public formats, planned, and proved with OR-Tools."""

import pytest

from erp.planning.checker.check import broken_rules
from erp.planning.engine.budget import Budget
from erp.planning.engine.plan import write_plan
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from tests.bench.planning.public import flexible_job_shop, multi_skill, project

JOB_SHOP = """2 2
2 2 0 3 1 5 1 1 2
2 1 0 4 2 0 2 1 3
"""
PROJECT = """5 1
4
0 0 2 2 3
3 2 1 4
4 3 1 4
2 1 1 5
0 0 0
"""


def planned(instance, **more):
    plan = solve(instance, Budget(seconds=20, iterations=30), **more)
    assert broken_rules(write_instance(instance), write_plan(plan)) == []
    assert plan.figures.placed == len(instance.operations)
    return plan.figures


def test_a_flexible_job_shop_is_read_and_planned(tmp_path):
    path = tmp_path / "shop.txt"
    path.write_text(JOB_SHOP)

    shop = flexible_job_shop(path)

    assert [one.machines for one in shop.operations] == [
        (("m0", 3), ("m1", 5)),
        (("m1", 2),),
        (("m0", 4),),
        (("m0", 2), ("m1", 3)),
    ]
    assert planned(shop).finish_minutes == 7


def test_a_project_is_read_and_planned(tmp_path):
    path = tmp_path / "project.txt"
    path.write_text(PROJECT)

    work = project(path)

    assert [(one.id, one.minutes) for one in work.operations] == [("2", 3), ("3", 4), ("4", 2)]
    assert planned(work).finish_minutes == 9


def test_or_tools_proves_what_the_search_found():
    pytest.importorskip("ortools")

    found = planned(multi_skill(12, 3, 1), optimise=True)

    assert found.bound == found.finish_minutes
    assert found.gap == 0


def test_the_bound_is_never_above_what_is_found():
    for seed in range(4):
        found = planned(multi_skill(15, 4, seed))
        assert found.bound <= found.finish_minutes
