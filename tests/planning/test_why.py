"""A late order says why, in the order things happen, and what would help."""

from dataclasses import replace

from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Order, Pin, Right, Wait, Window
from erp.planning.engine.solve import solve
from tests.planning.a_day import a_week, after, an_operation, at, days, on_the


def reason(instance, order="OF1"):
    plan = solve(instance, Budget(iterations=30))
    return next(one.reason for one in plan.late if one.order == order)


def unplaced(instance, operation):
    plan = solve(instance, Budget(iterations=30))
    return next(one for one in plan.unplaced if one.record == operation)


def test_late_material_few_students_and_holidays_are_told_in_turn():
    lathe, saw = a_week().machines
    instance = a_week(
        an_operation(
            "scier", 120, machines=on_the("scie", 120), waits=(Wait("material", "acier", at(7)),)
        ),
        an_operation("tourner", 600, machines=on_the("tour", 600), after=after("scier")),
        an_operation("autre", 240, order="OF2", machines=on_the("tour", 240)),
        machines=(replace(lathe, rights=(Right("Ana"),)), saw),
        sessions=days(4, 5, 6, 7, 8, 25, 26, 27),
        orders=(Order("OF1", "OF1", at(8, 18)), Order("OF2", "OF2", at(8, 18))),
        pins=(Pin("autre", at(7)),),
    )

    told = reason(instance)

    assert told.causes[0] == "matière attendue le 07/01 (acier)"
    assert "pas d'atelier du 09/01 au 24/01" in told.causes
    assert "relancer le fournisseur : acier" in told.helps
    assert any("ouvrir l'atelier lundi 11/01" in one for one in told.helps)


def test_too_few_students_are_named_with_whom_to_train():
    lathe, saw = a_week().machines
    instance = a_week(
        an_operation("tourner", 240, machines=on_the("tour", 240)),
        an_operation("scier", 240, order="OF2", machines=on_the("scie", 240)),
        machines=(replace(lathe, rights=(Right("Ana"),)), replace(saw, rights=(Right("Ana"),))),
        orders=(Order("OF1", "OF1", at(4, 18)), Order("OF2", "OF2", at(4, 18), weight=5)),
    )

    told = reason(instance)

    assert told.causes == ("1 élève(s) autorisé(s) seulement pour tourner (Ana)",)
    assert told.helps == ("former un élève de plus : le tour",)


def test_a_machine_taken_or_in_maintenance_is_named():
    lathe, saw = a_week().machines
    both = (
        an_operation("a", 240, machines=on_the("tour", 240)),
        an_operation("b", 240, order="OF2", machines=on_the("tour", 240)),
    )
    promised = (Order("OF1", "OF1", at(4, 18)), Order("OF2", "OF2", at(4, 18), weight=5))
    closed = replace(lathe, closed=(Window(at(4), at(5), "révision"),))

    assert reason(a_week(*both, orders=promised)).causes == (
        "le tour prise par OF2 jusqu'au 05/01",
    )
    told = reason(a_week(both[0], orders=promised[:1], machines=(closed, saw)))
    assert told.causes[0] == "le tour en maintenance jusqu'au 05/01"
    assert told.helps[0] == "déplacer la maintenance de le tour"


def test_too_much_work_for_the_promise_asks_for_another_date():
    told = reason(a_week(an_operation("a", 600), orders=(Order("OF1", "OF1", at(4, 18)),)))

    assert told.causes == ("10 h de travail ne tiennent pas avant la promesse, même atelier vide",)
    assert told.helps == ("convenir d'une nouvelle date avec le client",)


def test_what_has_no_place_says_what_it_waits_for():
    instance = a_week(
        an_operation("a", waits=(Wait("customer", "ébauches"),)),
        an_operation("b", after=after("a")),
    )

    assert unplaced(instance, "a").causes == ("matière du client sans date d'arrivée (ébauches)",)
    assert unplaced(instance, "a").helps == ("relancer le client : ébauches",)
    assert unplaced(instance, "b").causes == ("attend l'opération a, qui n'a pas de place",)


def test_what_is_too_long_for_the_calendar_says_so():
    told = unplaced(a_week(an_operation("a", 1500)), "a")

    assert "plus de place assez longue avant la fin du calendrier, le 08/01" in told.causes[0]
    assert "couper a en lots" in told.helps[0]


def test_what_cannot_end_before_a_pin_says_which():
    instance = a_week(
        an_operation("a", 300), an_operation("b", after=after("a")), pins=(Pin("b", at(4, 10)),)
    )

    assert unplaced(instance, "a").causes == ("a doit finir avant la place fixée de b",)
