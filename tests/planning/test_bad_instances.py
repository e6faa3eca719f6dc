"""What is wrong in an instance is said in a sentence that names the record; the rest is planned."""

import json
from dataclasses import replace

import pytest

from erp.planning.checker.check import broken_rules
from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Order, Pin, Right, Session
from erp.planning.engine.plan import write_plan
from erp.planning.engine.reading import read_instance
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from erp.planning.refusals import FileIsNotAnInstance
from tests.planning.a_day import a_week, after, an_operation, at, on_the

GOOD = an_operation("10", order="OF9")


def planned(instance):
    """The sentences, and the operations that were placed all the same; the plan is valid."""
    plan = solve(instance, Budget(iterations=5))
    written = json.loads(json.dumps(write_plan(plan)))
    assert broken_rules(write_instance(instance), written) == []
    return " ".join(str(one) for one in plan.faults), {one.operation for one in plan.placed}


def test_operations_that_wait_for_each_other_are_named():
    said, placed = planned(
        a_week(GOOD, an_operation("a", after=after("b")), an_operation("b", after=after("a")))
    )

    assert "Les opérations a, b s'attendent l'une l'autre" in said
    assert placed == {"10"}


def test_an_operation_after_a_cycle_is_not_blamed_but_waits():
    ring = (an_operation("a", after=after("b")), an_operation("b", after=after("a")))
    said, placed = planned(a_week(GOOD, *ring, an_operation("c", after=after("b"))))

    assert "c" not in said.split("Les opérations ")[1].split(" s'attendent")[0].split(", ")
    assert placed == {"10"}


@pytest.mark.parametrize(("minutes", "sentence"), [(0, "dure zéro minute"), (600_000, "10000 h")])
def test_an_impossible_duration_is_named(minutes, sentence):
    said, placed = planned(a_week(GOOD, an_operation("a", minutes)))

    assert "L'opération a" in said and sentence in said
    assert placed == {"10"}


def test_an_operation_nobody_may_do_is_named():
    lathe, saw = a_week().machines
    only_ann = replace(lathe, rights=(Right("Anne"),))
    said, placed = planned(
        a_week(GOOD, an_operation("a", machines=on_the("tour")), machines=(only_ann, saw))
    )

    assert "Personne ne peut faire l'opération a" in said
    assert placed == {"10"}


def test_a_team_larger_than_the_cohort_is_named():
    said, placed = planned(a_week(GOOD, an_operation("a", team=3)))

    assert "L'opération a demande 3 élèves à la fois, il y en a 2 au plus" in said
    assert placed == {"10"}


def test_a_promise_in_the_past_is_said_and_the_work_planned():
    said, placed = planned(a_week(GOOD, orders=(Order("OF9", "OF9", at(1)),)))

    assert "OF9 est promise le 01/01/2027, déjà passé" in said
    assert placed == {"10"}


def test_overlapping_sessions_are_named_and_theory_wins():
    crossing = Session("atelier en trop", "CAP1", at(5, 13), at(5, 17), True, ("Rey",), "atelier")
    week = a_week(GOOD)
    said, placed = planned(replace(week, sessions=(crossing, *week.sessions)))

    assert "CAP1 5 cours et atelier en trop de CAP1 se chevauchent" in said
    assert placed == {"10"}


def test_an_empty_calendar_is_said_and_nothing_breaks():
    lessons = tuple(one for one in a_week().sessions if not one.is_workshop)
    said, placed = planned(a_week(GOOD, sessions=lessons))

    assert "Le calendrier est vide" in said
    assert placed == set()


def test_a_pin_that_does_not_hold_is_said_and_nothing_moves_there():
    pins = (Pin("10", at(5, 14)), Pin("zz", at(5)))
    said, placed = planned(a_week(GOOD, an_operation("20"), pins=pins))

    assert "La place fixée de l'opération 10 ne tient pas" in said
    assert "La place fixée de zz vise une opération inconnue" in said
    assert placed == {"20"}


def test_two_pins_at_one_place_leave_the_second_out():
    pins = (Pin("10", at(5), "tour"), Pin("20", at(5), "tour"))
    both = (
        an_operation("10", machines=on_the("tour")),
        an_operation("20", machines=on_the("tour")),
    )
    said, placed = planned(a_week(*both, pins=pins))

    assert "La place fixée de l'opération 20 ne tient pas" in said
    assert placed == {"10"}


def test_a_link_to_nothing_is_named():
    said, placed = planned(
        a_week(
            GOOD,
            an_operation("a", after=after("zz")),
            an_operation("b", order="OF7"),
            orders=(Order("OF9", "OF9"), Order("OF1", "OF1")),
        )
    )

    assert "a renvoie à zz, qui n'existe pas" in said
    assert "b renvoie à OF7, qui n'existe pas" in said
    assert placed == {"10"}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("minutes", "long", "« minutes » doit être un nombre"),
        ("minutes", float("nan"), "« minutes » doit être un nombre"),
        ("minutes", -5, "« minutes » est hors des limites"),
        ("order", None, "« order » doit être un texte"),
        ("after", {"id": "x"}, "« after » doit être une liste"),
        ("waits", [{"what": "pluie"}], "« pluie » n'est pas connu"),
        ("waits", [{"what": "material", "expected": "demain"}], "une date et une heure"),
        ("id", 12, "« id » doit être un texte"),
    ],
)
def test_a_record_that_cannot_be_read_is_left_out(field, value, sentence):
    document = write_instance(a_week(GOOD, an_operation("a")))
    document["operations"][1][field] = value

    instance, faults = read_instance(document, "f.json")

    assert [one.id for one in instance.operations] == ["10"]
    assert sentence in str(faults[0]) and len(faults) == 1


def test_a_second_record_with_the_same_id_is_left_out():
    document = write_instance(a_week(GOOD))
    document["operations"] *= 2

    instance, faults = read_instance(document)

    assert len(instance.operations) == 1
    assert "10 figure deux fois" in str(faults[0])


@pytest.mark.parametrize("document", [[], {}, {"format": "other"}, {"format": "etabli-planning-1"}])
def test_what_is_no_instance_is_refused(document):
    with pytest.raises(FileIsNotAnInstance, match=r"f\.json n'est pas une instance"):
        read_instance(document, "f.json")
