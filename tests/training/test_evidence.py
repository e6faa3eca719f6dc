"""Validating is the whole work: evidence fills by itself, and what was written stays."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from erp.core import clock
from erp.core.db import db
from erp.curriculum import actions as curriculum
from erp.curriculum.refusals import FrameworkIsInUse
from erp.equipment import queries as equipment
from erp.flow import copied_framework, validated_work
from erp.people.states import Role
from erp.production import actions as making
from erp.production import queries as production
from erp.production.models import TabletEvent
from erp.production.states import EventAnswer, EventKind, Feeling, OperationState
from erp.training import actions, queries
from erp.training.models import Observation
from erp.training.queries import Proposal
from erp.training.refusals import CorrectedAlready, LevelIsUnknown, NotInTheirFramework
from erp.training.rules import urgency
from erp.training.states import Autonomy, Mastery
from tests.builders import a_cohort, a_diploma, a_student, a_user, saved
from tests.builders_sales import an_operation_type, an_order
from tests.builders_work import Bench


def a_linked_bench(order=None) -> Bench:
    """The bench's operation shows C1 and C2 of its students' framework."""
    bench = Bench(order)
    framework = bench.session.cohort.framework
    shown = [
        curriculum.add_competence(framework, code=code, label=label)
        for code, label in (("C1", "Lire un plan"), ("C2", "Régler un poste"))
    ]
    db.session.flush()
    kind = bench.operation.operation_type
    facts = {"of": {one.id for one in shown}, "actor": a_user()}
    actions.link_operation(kind, shown, **facts)
    bench.operation.state = OperationState.TO_VALIDATE
    db.session.commit()
    return bench


def live() -> list[Observation]:
    return db.session.query(Observation).filter_by(replaced_at=None).order_by(Observation.id).all()


def another_job(bench: Bench):
    """The same operation on another order, by the same team, handed in."""
    work = production.work_orders_of_order(an_order().id)[0]
    operation = work.operations[0]
    making.assign_team(
        operation, bench.session, [bench.ines, bench.malik], instructor=bench.instructor,
        actor=bench.instructor,
    )  # fmt: skip
    operation.state = OperationState.TO_VALIDATE
    db.session.commit()
    return operation


def test_validating_writes_one_observation_per_student_and_competence():
    bench = a_linked_bench()
    said = {bench.ines.id: Proposal(4, Autonomy.AUTONOMOUS)}
    count = validated_work.validate_operation(
        bench.operation, said=said, actor=bench.instructor, now=clock.now()
    )
    told = {(one.student_id, one.competence.code): (one.rank, one.autonomy) for one in live()}
    assert count == 4 and bench.operation.state is OperationState.DONE
    assert told[bench.ines.id, "C1"] == (4, Autonomy.AUTONOMOUS)
    assert told[bench.malik.id, "C2"] == (2, Autonomy.GUIDED)  # the first time: as proposed


def test_an_operation_without_competences_is_validated_as_before():
    bench = Bench()
    bench.operation.state = OperationState.TO_VALIDATE
    facts = {"actor": bench.instructor, "now": clock.now()}
    assert validated_work.validate_operation(bench.operation, **facts) == 0
    assert bench.operation.state is OperationState.DONE


def test_one_by_one_and_all_together_write_the_same():
    bench = a_linked_bench()
    facts = {"actor": bench.instructor, "now": clock.now()}
    validated_work.validate_operation(bench.operation, **facts)
    second = another_job(bench)
    proposed = queries.proposals([second])[second.id][bench.ines.id]
    assert proposed == Proposal(3, Autonomy.ASSISTED)

    assert validated_work.validate_all([second], **facts) == 1

    told = [(one.rank, one.autonomy) for one in live() if one.operation_id == second.id]
    assert told == [(3, Autonomy.ASSISTED)] * 4


def test_a_first_time_is_never_validated_with_the_others():
    bench = a_linked_bench()
    facts = {"actor": bench.instructor, "now": clock.now()}
    assert validated_work.validate_all([bench.operation], **facts) == 0
    assert bench.operation.state is OperationState.TO_VALIDATE


def test_what_the_student_said_stands_beside_and_is_never_averaged():
    bench = a_linked_bench()
    saved(
        TabletEvent(
            uuid="f" * 36, tablet=bench.tablet, operation=bench.operation, kind=EventKind.DONE,
            happened_at=clock.now(), received_at=clock.now(), answer=EventAnswer.ACCEPTED,
            payload={"student_ids": [bench.ines.id], "data": {"feeling": "hard"}},
        )
    )  # fmt: skip
    validated_work.validate_operation(bench.operation, actor=bench.instructor, now=clock.now())
    told = {one.student_id: (one.feeling, one.rank) for one in live()}
    assert told == {bench.ines.id: (Feeling.HARD, 2), bench.malik.id: (None, 2)}


def test_acquired_is_two_good_observations_on_two_different_jobs():
    bench = a_linked_bench()
    good = {one.id: Proposal(3, Autonomy.ASSISTED) for one in (bench.ines, bench.malik)}
    facts = {"said": good, "actor": bench.instructor, "now": clock.now()}

    def stands():
        cohort = bench.session.cohort
        return set(queries.masteries(cohort, [bench.ines])[bench.ines.id].values())

    assert stands() == {Mastery.NONE}
    validated_work.validate_operation(bench.operation, **facts)
    assert stands() == {Mastery.BEGUN}
    validated_work.validate_operation(another_job(bench), **facts)
    assert stands() == {Mastery.ACQUIRED}


def test_correcting_writes_a_new_observation_and_keeps_the_old():
    bench = a_linked_bench()
    facts = {"actor": bench.instructor, "now": clock.now()}
    validated_work.validate_operation(bench.operation, **facts)
    old = live()[0]
    new = actions.correct_observation(old, Proposal(4, Autonomy.AUTONOMOUS), note="Seul", **facts)
    db.session.commit()
    assert (old.rank, old.replaced_at is not None) == (2, True)
    assert (new.rank, new.operation_id) == (4, old.operation_id) and len(live()) == 4
    with pytest.raises(CorrectedAlready):
        actions.correct_observation(old, Proposal(1, Autonomy.GUIDED), note="", **facts)


def test_a_level_out_of_the_scale_or_another_diploma_is_refused():
    bench = a_linked_bench()
    competence = bench.session.cohort.framework.competences[0]
    facts = {"actor": bench.instructor, "now": clock.now()}
    with pytest.raises(LevelIsUnknown):
        actions.observe(bench.ines, competence, Proposal(9, Autonomy.GUIDED), **facts)
    stranger = a_student(a_cohort(diploma=a_diploma("CAP Bois")))
    with pytest.raises(NotInTheirFramework, match="pas au programme"):
        actions.observe(stranger, competence, Proposal(3, Autonomy.GUIDED), **facts)


def test_a_version_in_use_is_copied_and_cohorts_keep_theirs():
    bench = a_linked_bench()
    old, cohort = bench.session.cohort.framework, bench.session.cohort
    facts = {"actor": bench.instructor, "now": clock.now()}
    validated_work.validate_operation(bench.operation, **facts)
    with pytest.raises(FrameworkIsInUse, match="copiez-le"):
        curriculum.add_competence(old, code="C3", label="x")
    with pytest.raises(FrameworkIsInUse):
        curriculum.remove_competence(old.competences[0])

    new = copied_framework.copy_framework(old, label="Session 2029")
    db.session.commit()

    curriculum.add_competence(new, code="C3", label="Souder")
    assert [one.code for one in old.competences] == ["C1", "C2"]
    assert cohort.framework is old and a_cohort(diploma=old.diploma).framework is new
    shown = queries.shown_by([bench.operation.operation_type_id])
    assert len(shown[bench.operation.operation_type_id]) == 4  # two of each version


def test_the_words_of_an_operation_suggest_what_it_shows():
    framework = a_diploma().framework
    plan = curriculum.add_competence(framework, code="C1", label="Contrôler la réalisation")
    weld = curriculum.add_competence(framework, code="C2", label="Souder et assembler")
    db.session.flush()
    told = queries.suggested(an_operation_type("Contrôle final"), [plan, weld])
    assert told == {plan.id}
    assert equipment.operation_types()


def test_the_instructor_validates_on_the_page_with_a_photo(browse):
    bench = a_linked_bench()
    browser = browse(bench.instructor)
    page = browser.get("/bureau/a-valider").text
    assert "Régler un poste" in page and 'value="2" checked' in page
    sent = {f"rank-{bench.ines.id}": "4", f"autonomy-{bench.ines.id}": "autonomous"}
    sent["photo"] = (BytesIO(a_png()), "axe.png")
    page = browser.send(f"/bureau/operations/{bench.operation.id}/valider", sent)
    assert "4 observations notées" in page.text
    page = browser.get(f"/bureau/eleves/{bench.ines.id}/competences").text
    assert "Maîtrisé" in page and "/bureau/photos/" in page
    assert browser.get("/bureau/photos/1").mimetype == "image/png"
    page = browser.get(f"/bureau/promotions/{bench.session.cohort_id}/competences").text
    assert bench.malik.name in page and "Reste à acquérir" in page


def test_a_photo_that_is_none_validates_nothing(browse):
    bench = a_linked_bench()
    sent = {"photo": (BytesIO(b"<svg onload=alert(1)>"), "axe.png")}
    url = f"/bureau/operations/{bench.operation.id}/valider"
    page = browse(bench.instructor).send(url, sent, page="/bureau/a-valider")
    assert "pas un fichier que nous lisons" in page.text
    assert live() == []


def test_a_teacher_observes_without_an_order_and_corrects(browse):
    bench = a_linked_bench()
    competence = bench.session.cohort.framework.competences[0]
    browser = browse(a_user(Role.TEACHER))
    url = f"/bureau/eleves/{bench.ines.id}/competences/{competence.id}"
    page = browser.send(url, {"rank": "3", "autonomy": "assisted", "note": "Cote lue au tableau"})
    assert "Cote lue au tableau" in page.text and "hors commande" in page.text
    fix = f"/bureau/observations/{live()[0].id}/corriger"
    assert browser.get(fix).status_code == 200
    page = browser.send(fix, {"rank": "4", "autonomy": "autonomous", "note": "Vu seul"})
    assert "<s>" in page.text and "Vu seul" in page.text
    assert browser.send(url, {"rank": "99", "autonomy": "x", "note": ""}).status_code == 422
    assert browse(a_user(Role.SECRETARY)).get(url).status_code == 403


def test_links_are_confirmed_once_on_a_page(browse):
    bench = Bench()
    framework = bench.session.cohort.framework
    one = curriculum.add_competence(framework, code="C1", label="Configurer un poste")
    db.session.commit()
    kind = bench.operation.operation_type
    browser = browse(a_user(Role.DIRECTOR))
    url = f"/bureau/reglages/operations/{kind.id}/competences"
    assert "checked" in browser.get(url).text  # « Tournage CN » suggests it
    browser.send(url, {"competence_ids": [one.id]})
    assert [c.code for c in queries.shown_by([kind.id])[kind.id]] == ["C1"]
    browser.send(url, {})
    assert queries.shown_by([kind.id])[kind.id] == []


def test_the_exam_s_nearness_weighs():
    today = date(2026, 11, 21)
    assert urgency(None, today) == 1 and urgency(today, today) == 2
    assert 1 < urgency(today + timedelta(days=100), today) < 2
    assert urgency(today + timedelta(days=900), today) == 1


def a_png() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (400, 300), "gray").save(kept, "PNG")
    return kept.getvalue()
