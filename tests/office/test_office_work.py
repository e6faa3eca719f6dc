from datetime import date, timedelta
from html import unescape

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.production import queries as work
from erp.production.models import Assignment, Operation, TabletEvent, TimeEntry
from erp.production.states import OperationState
from erp.safety.models import SafetyDecision
from erp.timetable.models import Attendance
from erp.timetable.states import Presence
from tests.builders import a_school, a_student, a_user, saved
from tests.builders_safety import Lathe
from tests.builders_sales import an_order
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
    browser = browse(bench.instructor)
    tell(tablet, an_event(bench), an_event(bench, "help"))
    assert f"Aide : {bench.ines.first_name}" in browser.get("/bureau/a-valider").text

    tell(tablet, an_event(bench, "done", data={"good": 25}))

    page = unescape(browser.get("/bureau/a-valider").text)
    assert "onnes : 25" in page
    assert f"Aide : {bench.ines.first_name}" not in page

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


def test_a_corrected_time_says_who_and_why_and_keeps_the_old_one(browse):
    bench = Bench()
    pause = an_event(bench, "pause", data={"reason": "other"})
    tell(bench.enter(browse), an_event(bench), pause)
    entry = db.session.query(TimeEntry).filter_by(student_id=bench.ines.id).one()
    browser, url = browse(bench.instructor), f"/bureau/pointages/temps/{entry.id}"
    day = f"{clock.today() - timedelta(days=1):%Y-%m-%d}"
    times = {"started_at": f"{day}T00:10", "ended_at": f"{day}T00:55"}

    assert browser.send(url, times).status_code == 422  # no reason
    backwards = {"started_at": times["ended_at"], "ended_at": times["started_at"]}
    assert browser.send(url, {**backwards, "note": "Oubli"}).status_code == 422
    page = browser.send(url, {**times, "note": "Oubli de la pause"}).text

    right = entry.replaced_by_id and db.session.get(TimeEntry, entry.replaced_by_id)
    assert right.ended_at - right.started_at == timedelta(minutes=45)
    assert (right.corrected_by, right.correction_note) == (bench.instructor, "Oubli de la pause")
    assert "Oubli de la pause" in page


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


def lathe_form(lathe: Lathe, **facts) -> tuple[str, dict]:
    """The page that puts the student of this lathe on it, and what is filled in."""
    operation = work.work_orders_of_order(an_order().id)[0].operations[0]
    url = f"/bureau/operations/{operation.id}/equipe/{lathe.session.id}"
    sent = {"student_ids": [lathe.student.id], "machine_id": lathe.machine.id}
    return url, {**sent, "mode": "production", **facts}


def decisions() -> list[tuple[str, str]]:
    rows = db.session.query(SafetyDecision).order_by(SafetyDecision.id)
    return [(row.decision.value, row.motive) for row in rows]


def test_every_reason_is_told_with_its_article_and_the_refusal_is_kept(browse):
    lathe = Lathe(papers=False)
    url, sent = lathe_form(lathe, motive="J'insiste")

    page = browse(lathe.director).send(url, sent)

    assert page.status_code == 422
    for article in ("R4153-40", "Aucune déclaration", "document unique", "n&#39;a pas reçu"):
        assert article in page.text
    assert "passer outre" not in page.text  # the law does not bend
    assert decisions() == [("refused", "")]
    assert db.session.query(Assignment).count() == 0


def test_a_rule_of_the_school_bends_for_a_director_who_says_why(browse):
    lathe = Lathe(born=date(2000, 1, 1), papers=False)
    lathe.machine.uses[0].needs_training = True
    db.session.commit()
    url, sent = lathe_form(lathe)
    director = browse(lathe.director)

    assert "passer outre" in director.send(url, sent).text
    master = browse(lathe.instructor)
    assert "passer outre" not in master.send(url, sent).text
    assert "Seule la direction" in master.send(url, {**sent, "motive": "Pressé"}).text
    assert "équipe est formée" in director.send(url, {**sent, "motive": "Formé hier"}).text

    assert decisions()[-1] == ("overridden", "Formé hier")
    assert [kind for kind, _ in decisions()].count("refused") == 2


def test_without_a_named_machine_the_papers_are_still_asked_for(browse):
    lathe = Lathe(papers=False)
    url, sent = lathe_form(lathe, machine_id="")
    operation = db.session.query(Operation).first()
    lathe.machine.machine_type = operation.operation_type.machine_type
    db.session.commit()

    page = browse(lathe.instructor).send(url, sent)

    assert page.status_code == 422 and "R4153-40" in page.text


def test_a_full_machine_says_so(browse):
    lathe = Lathe()
    for _ in range(2):
        url, sent = lathe_form(lathe)
        page = browse(lathe.director).send(url, sent)
    assert page.status_code == 422 and "a déjà 1 équipe" in page.text


def test_an_event_to_review_is_told_in_words(browse):
    """What, who and where first; the tablet's own words are folded away."""
    bench = Bench()
    first = {"client_time": "hier", "student_id": bench.ines.id}
    tell(bench.enter(browse), an_event(bench, "pause", **first), {"uuid": "x"})
    maitre = browse(bench.instructor)
    told, nothing = db.session.query(TabletEvent).order_by(TabletEvent.id).all()

    page = unescape(maitre.get(f"/bureau/evenements/{told.id}").text)
    words = f"« Pause » · {bench.ines.name} · {bench.operation.label}, {bench.work.number}"
    assert words in page and bench.tablet.name in page
    assert page.index(words) < page.index("<summary>") < page.index("client_time")

    page = unescape(maitre.get(f"/bureau/evenements/{nothing.id}").text)
    assert "« » " not in page and bench.tablet.name in page


def test_whoever_settles_a_trouble_reads_which(browse):
    bench = Bench()
    hurt = an_event(bench, "incident", data={"incident": "near_miss"})
    bad = an_event(bench, "non_conformity", data={"cause": "gesture"})
    tell(bench.enter(browse), an_event(bench), hurt, bad)
    (incident,), (fault,) = work.open_incidents(), work.open_non_conformities()
    maitre, name = browse(bench.instructor), bench.ines.first_name

    page = maitre.get(f"/bureau/incidents/{incident.id}").text
    assert name in page and unescape(incident.kind.label) in unescape(page)
    page = maitre.get(f"/bureau/non-conformites/{fault.id}").text
    assert name in page and bench.operation.label in page
