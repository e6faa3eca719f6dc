"""Whom an operation would teach most, why it is they, and what the plan makes of it."""

from datetime import timedelta

from erp.core import clock
from erp.core.db import db
from erp.equipment.models import Machine, MachineUse
from erp.equipment.states import MachineMode
from erp.flow import planned_learning, validated_work
from erp.production import actions as making
from erp.production.states import OperationState
from erp.training import queries
from erp.training.queries import Proposal
from erp.training.states import Autonomy
from tests.builders import a_class_session, a_student, saved
from tests.training.test_evidence import a_linked_bench, another_job


def test_who_needs_it_most_comes_first_with_a_reason():
    bench = a_linked_bench()
    cohort = bench.session.cohort
    cohort.exam_on = clock.today() + timedelta(days=30)
    third = a_student(cohort, first_name="Zoé")
    done = {
        bench.ines.id: Proposal(3, Autonomy.ASSISTED),
        bench.malik.id: Proposal(2, Autonomy.GUIDED),
    }
    validated_work.validate_operation(
        bench.operation, said=done, actor=bench.instructor, now=clock.now()
    )
    operation = another_job(bench)
    needs = queries.who_needs(operation, clock.today())
    assert needs[0].student == third and "jamais fait" in needs[0].sentence
    assert "C1, C2" in needs[0].sentence and "examen le" in needs[0].sentence
    assert needs[0].weight > needs[1].weight > 0
    assert "la dernière le" in needs[1].sentence
    kind = operation.operation_type_id
    told = queries.learning_weights([third.id], [kind], clock.today())
    assert told == {third.id: {kind: needs[0].weight}}
    chances = queries.chances_of(third)
    assert operation in [one.operation for one in chances] and chances[0].codes == ("C1", "C2")


def test_who_may_not_use_the_machine_comes_last_and_a_coach_is_named():
    bench = a_linked_bench()
    cohort, kind = bench.session.cohort, bench.operation.operation_type
    young = a_student(cohort, first_name="Zoé")
    making.set_level(bench.malik, kind.id, 4, actor=bench.instructor, now=clock.now())
    place = bench.session.place
    machine = saved(Machine(name="Tour 7", machine_type=kind.machine_type, place=place))
    use = MachineUse(machine_id=machine.id, mode=MachineMode.PRODUCTION, min_age=99)
    saved(use)

    needs = {one.student: one for one in queries.who_needs(bench.operation, clock.today())}
    assert "Pas encore d'autorisation" in needs[young].sentence

    use.min_age = 15
    db.session.commit()
    needs = {one.student: one for one in queries.who_needs(bench.operation, clock.today())}
    assert needs[young].partner == bench.malik and needs[bench.malik].partner is None
    assert f"{bench.malik.name} (niveau 4) peut l'accompagner" in needs[young].sentence


def test_the_plan_weighs_what_students_still_have_to_learn():
    bench = a_linked_bench()
    another_job(bench).state = OperationState.TO_DO
    tomorrow = clock.start_of(clock.today()) + timedelta(days=1, hours=8)
    a_class_session(bench.session.cohort, starts_at=tomorrow, leader=bench.instructor)
    db.session.commit()

    given = planned_learning.school_instance(clock.now(), weeks=2)

    kind = bench.operation.operation_type.name
    wants = {one.name: one.wants for one in given.students}
    assert wants[bench.ines.name] == ((kind, 4),)  # two competences, never shown
