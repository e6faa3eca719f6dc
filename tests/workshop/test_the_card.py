"""Steps, levels, the first piece, troubles, corrections and roles: what hangs on a card."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import Upload
from erp.equipment.models import Machine
from erp.people.states import TabletMode
from erp.production import actions, queries
from erp.production.models import (
    Assignment,
    Incident,
    NonConformity,
    Operation,
    RoleOfDay,
    StepResult,
    TabletPhoto,
    TimeEntry,
)
from erp.production.states import DayRole, OperationState, StepKind
from erp.sales.models import RequestFile
from erp.web.shared.papers import files_folder
from tests.builders import a_class_session, a_contact, a_student, a_user, saved
from tests.builders_sales import a_request, an_order
from tests.builders_work import Bench
from tests.portal.test_portal_requests import PDF
from tests.training.test_evidence import a_png
from tests.workshop.test_tablet import an_event, answers, tell


def level(bench, number: int) -> None:
    for student in (bench.ines, bench.malik):
        kind = bench.operation.operation_type_id
        actions.set_level(student, kind, number, actor=bench.instructor, now=clock.now())
    db.session.commit()


def a_step(bench, kind=StepKind.MEASURE, **facts):
    step = actions.add_step(bench.operation, kind=kind, text="Mesure le diamètre.", **facts)
    db.session.commit()
    return step


def card_of(bench, browser) -> str:
    return browser.get(f"/atelier/taches/{bench.assignment.id}").text


def test_at_level_1_the_instructor_begins(browse):
    bench = Bench()
    level(bench, 1)
    browser = bench.enter(browse)
    assert "Ton maître commence avec toi" in card_of(bench, browser)
    assert answers(tell(browser, an_event(bench))) == ["to_review"]

    maitre = browse(bench.instructor)
    assert "À lancer avec l" in maitre.get("/bureau/a-valider").text
    maitre.send(f"/bureau/equipes/{bench.assignment.id}/lancer")

    assert bench.operation.state is OperationState.RUNNING
    assert db.session.query(TimeEntry).count() == 2


def test_at_level_2_the_first_piece_comes_first(browse):
    bench = Bench()
    level(bench, 2)
    browser, many = bench.enter(browse), {"good": 25}
    tell(browser, an_event(bench))
    assert "1re pièce" in card_of(bench, browser)
    assert answers(tell(browser, an_event(bench, "done", data=many))) == ["to_review"]
    assert answers(tell(browser, an_event(bench, "done", data={"good": 1}))) == ["accepted"]

    url = f"/bureau/operations/{bench.operation.id}/premiere-piece"
    browse(bench.instructor).send(url, {"verdict": "good"})

    rest = an_event(bench, "done", data={"good": 24})
    assert answers(tell(browser, rest)) == ["accepted"]


def test_a_first_piece_judged_again_waits_as_the_rule_says(browse):
    """The last word counts on the instructor's page as it does for the student."""
    bench = Bench()
    level(bench, 2)
    browser, maitre = bench.enter(browse), browse(bench.instructor)
    tell(browser, an_event(bench))
    url = f"/bureau/operations/{bench.operation.id}/premiere-piece"
    assert url in maitre.get("/bureau/a-valider").text
    maitre.send(url, {"verdict": "good"})
    assert url not in maitre.get("/bureau/a-valider").text

    maitre.send(url, {"verdict": "bad"})

    assert url in maitre.get("/bureau/a-valider").text
    assert "1re pièce" in card_of(bench, browser)


def test_no_first_piece_is_judged_where_none_is_asked(browse):
    """Not begun, or by a team that works alone: no button, and a sentence for an old page."""
    bench = Bench()
    steps = f"/bureau/operations/{bench.operation.id}/etapes"
    url = f"/bureau/operations/{bench.operation.id}/premiere-piece"
    browser, maitre = bench.enter(browse), browse(bench.instructor)

    def is_asked() -> bool:
        shown = url in maitre.get(steps).text
        assert (maitre.get(url).status_code == 200) is shown
        return shown

    level(bench, 2)
    assert not is_asked()
    tell(browser, an_event(bench))
    assert is_asked()
    level(bench, 3)
    assert not is_asked()
    assert "aucune première pièce" in maitre.send(url, {"verdict": "good"}, page=steps).text
    assert queries.first_piece(bench.operation.id) is None


def test_both_measures_of_the_first_piece_are_shown(browse):
    bench = Bench()
    level(bench, 2)
    step = a_step(bench, low=Decimal("41.95"), high=Decimal("42.05"))
    measured = an_event(bench, "step", data={"step_id": step.id, "value": "42.07"})
    tablet = bench.enter(browse)
    assert answers(tell(tablet, an_event(bench), measured)) == ["accepted"] * 2

    maitre = browse(bench.instructor)
    url = f"/bureau/operations/{bench.operation.id}/premiere-piece"
    page = maitre.get(url).text
    assert "42,07" in page and page.count("Hors bornes") == 1 and "Dans les bornes" not in page
    maitre.send(url, {f"step-{step.id}": "42,04", "verdict": "bad"})

    results = db.session.query(StepResult).order_by(StepResult.id).all()
    assert [one.value for one in results] == [Decimal("42.07"), Decimal("42.04")]
    assert queries.first_piece(bench.operation.id).is_good is False
    page = maitre.get(url).text
    assert page.index("42,07") < page.index("Hors bornes") < page.index("42,04")
    assert page.index("42,04") < page.index("Dans les bornes")


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"low": 41, "high": 42}, "Entre 41 et 42 mm"),
        ({"low": 41}, "Au moins 41 mm"),
        ({"high": 42}, "Au plus 42 mm"),
    ],
)
def test_one_bound_alone_is_told_too(browse, bounds, words):
    bench = Bench()
    a_step(bench, **bounds)
    page = bench.enter(browse).get(f"/atelier/taches/{bench.assignment.id}/etapes").text
    assert words in page


def test_for_how_long_is_told_in_minutes(browse):
    bench = Bench()
    browser = bench.enter(browse)
    tell(browser, an_event(bench))
    assert "Depuis 1\N{NO-BREAK SPACE}min<" in card_of(bench, browser)
    (entry, _malik) = db.session.query(TimeEntry).order_by(TimeEntry.id)
    entry.started_at -= timedelta(minutes=12, seconds=30)
    db.session.commit()
    assert "Depuis 12\N{NO-BREAK SPACE}min<" in card_of(bench, browser)


def test_a_piece_made_again_waits_for_the_instructor_s_own_measure(browse):
    bench = Bench()
    level(bench, 2)
    step = a_step(bench, low=Decimal("41.95"))
    tablet = bench.enter(browse)
    tell(tablet, an_event(bench))
    for value in ("41.90", "42.10"):
        tell(tablet, an_event(bench, "step", data={"step_id": step.id, "value": value}))
        (told,) = queries.two_measures(bench.operation.id)
        assert (told.student.value, told.instructor) == (Decimal(value), None)
        assert told.step.holds(told.student.value) is (value == "42.10")
        own = {step.id: Decimal("42.00")}
        who = {"actor": bench.instructor, "now": clock.now()}
        actions.check_first_piece(bench.operation, own, is_good=False, **who)
        db.session.commit()
        (told,) = queries.two_measures(bench.operation.id)
        assert told.instructor.value == Decimal("42.00")


@pytest.mark.parametrize("value", ["x", "", "NaN", "Infinity", "1e99", None, [], "9" * 400])
def test_a_measure_that_is_none_waits_for_the_instructor(browse, value):
    bench = Bench()
    step = a_step(bench)
    event = an_event(bench, "step", data={"step_id": step.id, "value": value})
    assert answers(tell(bench.enter(browse), event)) == ["to_review"]


@pytest.mark.parametrize("data", [{}, {"step_id": 10**9}, {"step_id": "x"}, {"step_id": True}])
def test_a_step_of_nothing_waits_for_the_instructor(browse, data):
    bench = Bench()
    event = an_event(bench, "step", data={**data, "value": "1"})
    assert answers(tell(bench.enter(browse), event)) == ["to_review"]


def test_steps_are_done_one_by_one_and_lead_back_to_the_card(browse):
    bench = Bench()
    check, choice = (
        a_step(bench, StepKind.CHECK),
        a_step(bench, StepKind.CHOICE, choices="Oui\nNon"),
    )
    browser, page = bench.enter(browse), f"/atelier/taches/{bench.assignment.id}/etapes"
    assert "C&#39;est fait" in browser.get(page).text or "C'est fait" in browser.get(page).text
    tell(browser, an_event(bench, "step", data={"step_id": check.id}))
    assert "Non" in browser.get(page).text
    tell(browser, an_event(bench, "step", data={"step_id": choice.id, "choice": "Oui"}))
    assert browser.get(page).status_code == 303


def test_a_breakdown_asks_for_a_repair_of_the_machine_once(browse):
    bench = Bench()
    kind = bench.operation.operation_type.machine_type
    bench.assignment.machine = saved(Machine(name="Tour 1", machine_type=kind, place=bench.place))
    db.session.commit()
    browser, stop = bench.enter(browse), {"reason": "breakdown"}
    for _ in range(2):
        tell(browser, an_event(bench), an_event(bench, "pause", data=stop))
    report = queries.open_breakdowns()
    assert [one.machine.name for one in report] == ["Tour 1"]

    browse(bench.instructor).send(f"/bureau/pannes/{report[0].id}", {"note": "Courroie changée"})

    assert queries.open_breakdowns() == []


@pytest.mark.parametrize("kind", ["accident", "near_miss"])
def test_an_accident_is_told_in_two_taps_and_answered(browse, kind):
    bench = Bench()
    event = an_event(bench, "incident", data={"incident": kind})
    assert answers(tell(bench.enter(browse), event)) == ["accepted"]
    maitre, incident = browse(bench.instructor), db.session.query(Incident).one()
    assert bench.ines.first_name in maitre.get("/bureau/a-valider").text
    maitre.send(f"/bureau/incidents/{incident.id}", {"note": "Sol essuyé"})
    assert queries.open_incidents() == []


def test_a_bad_piece_says_what_to_learn(browse):
    bench = Bench()
    event = an_event(bench, "non_conformity", data={"cause": "drawing"})
    assert answers(tell(bench.enter(browse), event)) == ["accepted"]
    assert db.session.query(NonConformity).one().cause.label == "Lecture de plan"


def test_the_photo_of_a_bad_piece_stands_beside_its_cause(browse):
    bench = Bench()
    tablet, card = bench.enter(browse), f"/atelier/taches/{bench.assignment.id}"
    assert f'data-next="{card}/defaut"' in tablet.get(f"{card}/probleme").text
    assert "Montre le défaut" in tablet.get(f"{card}/defaut").text
    fault = an_event(bench, "non_conformity", data={"cause": "setting"})
    photo = an_event(bench, "photo")
    tell(tablet, fault, photo)
    sent = f"/atelier/photos?photo={uuid4()}&event={photo['uuid']}"
    tablet.post(sent, data=a_png(), headers={"X-Etabli": "tablette"})

    page = browse(bench.instructor).get("/bureau/a-valider").text

    kept = db.session.query(TabletPhoto).one()
    assert "Pièce non conforme : Réglage" in page
    assert f"/bureau/photos-tablette/{kept.id}" in page


def a_second_operation(bench: Bench) -> Operation:
    """After the first, given to the same team."""
    first = bench.operation
    after = Operation(
        work_order=bench.work, position=first.position + 1, label="Ébavurage",
        operation_type=first.operation_type, sold_seconds=3600, student_seconds=5400,
    )  # fmt: skip
    team = [bench.ines, bench.malik]
    told = {"instructor": bench.instructor, "actor": bench.instructor}
    actions.assign_team(saved(after), bench.session, team, **told)
    db.session.commit()
    return after


def test_pieces_to_rework_go_back_to_the_operation_before(browse):
    bench = Bench()
    before, after = bench.operation, a_second_operation(bench)
    browser = bench.enter(browse)
    tell(browser, an_event(bench), an_event(bench, "done", data={"good": 25}))
    actions.validate_operation(before, actor=bench.instructor, now=clock.now())
    db.session.commit()
    rework = an_event(bench, "done", operation_id=after.id, data={"good": 20, "rework": 5})
    told = tell(browser, an_event(bench, operation_id=after.id), rework)

    assert answers(told) == ["accepted", "accepted"]
    assert (before.good, before.state) == (20, OperationState.TO_REDO)


def test_only_one_s_own_hours_are_asked_about(browse):
    bench = Bench()
    browser = bench.enter(browse)
    tell(browser, an_event(bench), an_event(bench, "pause", data={"reason": "other"}))
    entry = db.session.query(TimeEntry).filter_by(student_id=bench.ines.id).one()
    other = db.session.query(TimeEntry).filter_by(student_id=bench.malik.id).one()
    assert browser.get(f"/atelier/mes-heures/{other.id}").status_code == 404

    browser.send(f"/atelier/mes-heures/{entry.id}", {"wish": "longer"})

    assert [one.entry for one in queries.open_corrections()] == [entry]


def test_each_reads_as_they_read_best(browse):
    bench = Bench()
    browser = bench.enter(browse)
    browser.send("/atelier/confort", {"size": "huge"})
    browser.send("/atelier/confort", {"spacing": "wide"})
    assert 'data-comfort="size-huge spacing-wide font-usual"' in card_of(bench, browser)
    assert browser.send("/atelier/confort", {"size": "enormous"}).status_code == 404


def test_roles_turn_round_until_everybody_has_had_each(browse):
    bench = Bench()
    students = [bench.ines, bench.malik, *(a_student(bench.session.cohort) for _ in range(2))]
    for n in range(4):
        session = a_class_session(bench.session.cohort, starts_in=timedelta(days=n + 1))
        actions.deal_roles(session, students, actor=a_user())
        db.session.commit()

    turns = queries.turns_of([one.id for one in students])
    assert set(turns.values()) == {1}
    assert len(turns) == len(students) * len(DayRole)


def test_tout_valider_takes_only_what_autonomous_students_made(browse):
    bench = Bench()
    browser, maitre = bench.enter(browse), browse(bench.instructor)
    tell(browser, an_event(bench), an_event(bench, "done", data={"good": 25}))
    shown = {"operation": str(bench.operation.id)}

    maitre.send("/bureau/a-valider/tout", shown, page="/bureau/a-valider")
    assert bench.operation.state is OperationState.TO_VALIDATE

    level(bench, 3)
    maitre.send("/bureau/a-valider/tout", shown, page="/bureau/a-valider")
    assert bench.operation.state is OperationState.DONE


def test_the_card_shows_the_way_of_the_part(browse):
    bench = Bench()
    after = a_second_operation(bench)
    browser = bench.enter(browse)
    page = browser.get(f"/atelier/taches/{bench.assignment.id}").text
    way = page[page.index('<ol class="route"') : page.index("</ol>")]
    assert way.count("<li") == 2
    assert way.index('aria-current="step"') < way.rindex("<li")
    assert f"Ensuite : {after.label}" in page

    tell(browser, an_event(bench), an_event(bench, "done", data={"good": 25}))

    team = db.session.query(Assignment).filter_by(operation_id=after.id).one()
    page = browser.get(f"/atelier/taches/{team.id}").text
    way = page[page.index('<ol class="route"') : page.index("</ol>")]
    assert way.count("route-made") == 1
    assert "Ensuite" not in page


def a_jpeg() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (640, 480), "#7b8794").save(kept, "JPEG")
    return kept.getvalue()


def a_requested_bench() -> Bench:
    """Its order began as a buyer's request, which has files."""
    contact = a_contact()
    return Bench(an_order(contact, request=a_request(contact)))


def with_files(bench: Bench, *contents: bytes) -> None:
    bench.order.quote.request.files.extend(
        RequestFile(stored_file=files.keep(Upload(f"{n}", content), folder=files_folder()))
        for n, content in enumerate(contents)
    )
    db.session.commit()


def test_a_picture_beside_the_drawing_is_what_the_part_looks_like(browse):
    bench = a_requested_bench()
    browser, card = bench.enter(browse), f"/atelier/taches/{bench.assignment.id}"
    with_files(bench, a_jpeg())
    assert "task-photo" not in browser.get(card).text  # the only picture is the drawing
    with_files(bench, PDF)
    assert f'src="{card}/piece.png?version=' in browser.get(card).text
    picture = Image.open(BytesIO(browser.get(f"{card}/piece.png").data))
    assert picture.format == "PNG"
    assert (
        browser.get("/atelier/jour.json").json["tasks"][0]["photo"].startswith(f"{card}/piece.png?")
    )


def test_whoever_leads_the_team_says_how_long_it_worked(browse):
    bench = Bench()
    browser, card = bench.enter(browse), f"/atelier/taches/{bench.assignment.id}"
    assert f"{card}/duree" not in browser.get(card).text
    role = RoleOfDay(class_session_id=bench.session.id, role=DayRole.TEAM_LEADER)
    role.student_id = bench.ines.id
    saved(role)
    assert f"{card}/duree" in browser.get(card).text
    assert 'data-event="declare"' in browser.get(f"{card}/duree").text
    bench.tablet.mode = TabletMode.ALONE
    db.session.commit()
    assert f"{card}/duree" not in browser.get(card).text
    level(bench, 1)
    bench.tablet.mode = TabletMode.TEAM
    db.session.commit()
    assert f"{card}/duree" not in browser.get(card).text


def test_the_drawing_is_left_after_the_same_silence_as_any_page(browse):
    bench = a_requested_bench()
    with_files(bench, PDF)
    page = bench.enter(browse).get(f"/atelier/taches/{bench.assignment.id}/plan").text
    assert 'data-idle="45000"' in page


def test_the_first_piece_is_asked_for_alone(browse):
    bench = Bench()
    level(bench, 2)
    browser = bench.enter(browse)
    tell(browser, an_event(bench))
    page = browser.get(f"/atelier/taches/{bench.assignment.id}/fini").text
    assert 'name="good" type="number" inputmode="none" min="0" max="1" value="1"' in page
