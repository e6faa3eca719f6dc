from erp.core.db import db
from erp.people.states import Role
from erp.production.models import TabletEvent
from erp.production.states import OperationState
from erp.timetable.models import Attendance
from erp.timetable.states import Presence
from tests.builders import a_school, a_student, a_user, saved
from tests.builders_work import Bench
from tests.workshop.test_tablet import an_event, tell


def test_the_instructor_forms_a_team_and_sees_the_week(browse):
    bench = Bench()
    browser = browse(bench.instructor)
    url = f"/bureau/operations/{bench.work.operations[0].id}/equipe/{bench.session.id}"

    page = browser.send(url, {"student_ids": [bench.ines.id], "machine_id": ""})

    assert "équipe est formée" in page.text
    assert bench.ines.name in page.text


def test_an_absent_student_is_refused_with_a_sentence(browse):
    bench = Bench()
    saved(
        Attendance(
            class_session=bench.session, student=bench.malik, presence=Presence.ABSENT, minutes=0
        )
    )
    url = f"/bureau/operations/{bench.operation.id}/equipe/{bench.session.id}"

    page = browse(bench.instructor).send(url, {"student_ids": [bench.malik.id], "machine_id": ""})

    assert page.status_code == 422
    assert f"{bench.malik.name} est absent" in page.text


def test_more_students_than_an_instructor_may_have_are_refused(browse):
    a_school(students_per_instructor=2)
    bench = Bench()
    third = a_student(bench.session.cohort)
    everybody = [bench.ines.id, bench.malik.id, third.id]
    url = f"/bureau/operations/{bench.operation.id}/equipe/{bench.session.id}"

    page = browse(bench.instructor).send(url, {"student_ids": everybody, "machine_id": ""})

    assert page.status_code == 422
    assert "3 élèves à la fois pour 2 au plus" in page.text


def test_what_students_finish_is_validated_on_the_instructors_page(browse):
    bench = Bench()
    tablet = bench.enter(browse)
    help_asked = an_event(bench, "help")
    tell(tablet, an_event(bench), help_asked, an_event(bench, "done", data={"good": 25}))
    browser = browse(bench.instructor)

    page = browser.get("/bureau/a-valider")
    assert "demande de l'aide" in page.text.replace("&#39;", "'")
    assert "onnes : 25" in page.text

    browser.send(f"/bureau/operations/{bench.operation.id}/valider")
    assert bench.operation.state is OperationState.DONE
    again = browser.send(
        f"/bureau/operations/{bench.operation.id}/valider", page="/bureau/a-valider"
    )
    assert "pas possible" in again.text


def test_work_is_sent_back_with_a_reason_only(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench), an_event(bench, "done", data={"good": 25}))
    browser, url = browse(bench.instructor), f"/bureau/operations/{bench.operation.id}/reprendre"

    assert browser.send(url, {"reason": ""}).status_code == 422
    browser.send(url, {"reason": "Bavures"})

    assert bench.operation.state is OperationState.TO_REDO
    assert bench.operation.reviews[0].reason == "Bavures"


def test_a_correction_keeps_what_was_said(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench), an_event(bench, "done", data={"good": 20}))
    count = bench.operation.counts[0]

    page = browse(bench.instructor).send(
        f"/bureau/pointages/pieces/{count.id}", {"good": "18", "scrapped": "2", "note": "Recompté"}
    )

    assert "bonnes : 18" in page.text and "bonnes : 20" in page.text
    assert "Recompté" in page.text
    assert bench.operation.good == 18


def test_the_traveller_is_a_pdf_without_names(browse):
    bench = Bench()
    answer = browse(a_user(Role.SECRETARY)).get(f"/bureau/fabrication/{bench.work.id}/fiche")
    assert answer.data.startswith(b"%PDF")


def test_an_event_to_review_leaves_the_list_when_seen(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench, kind="explode"))
    browser = browse(bench.instructor)
    assert "Bouton inconnu" in browser.get("/bureau/a-valider").text

    event_id = db.session.query(TabletEvent).one().id
    browser.send(f"/bureau/evenements/{event_id}", {"note": "Erreur de tablette"})

    assert "Bouton inconnu" not in browser.get("/bureau/a-valider").text


def test_lists_and_pages_of_the_workshop_open(browse):
    bench = Bench()
    browser = browse(bench.instructor)
    for url in (
        "/bureau/",
        "/bureau/fabrication",
        f"/bureau/fabrication/{bench.work.id}",
        f"/bureau/operations/{bench.operation.id}/equipe",
        "/bureau/equipes",
        "/bureau/tablettes",
        f"/bureau/eleves/{bench.ines.id}/code",
    ):
        assert browser.get(url).status_code == 200, url
