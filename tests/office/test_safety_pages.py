"""The safety pages as those who keep the papers use them, and what the others never read."""

import csv
from datetime import date, timedelta
from html import unescape
from io import BytesIO, StringIO

import pytest
from pikepdf import Pdf

from erp.core import clock
from erp.core.db import db
from erp.equipment.states import Article
from erp.people.states import Role
from erp.safety import queries
from erp.safety.models import Authorisation, Declaration, MedicalOpinion, SafetyTraining
from erp.safety.states import Verdict
from tests.builders import a_class_session, a_user
from tests.builders_safety import Lathe
from tests.builders_work import SIGNATURE, Bench

TODAY = date(2026, 11, 21)


@pytest.fixture
def lathe() -> Lathe:
    return Lathe(born=clock.today() - timedelta(days=16 * 365 + 9), papers=False)


def test_a_declaration_is_noted_read_and_cancelled_but_never_deleted(browse, lathe):
    browser = browse(lathe.director)
    assert "Envoyée le" in browser.get("/bureau/securite/declarations/nouvelle").text
    facts = {
        "sent_on": clock.today().isoformat(),
        "reference": "LRAR 77",
        "works": ["D4153-28"],
        "machine_ids": [lathe.machine.id],
        "diploma_ids": [lathe.student.cohort.diploma_id],
        "place_ids": [lathe.machine.place_id],
    }
    url = "/bureau/securite/declarations/nouvelle"
    assert browser.send(url, {**facts, "works": []}).status_code == 422
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert "à venir" in browser.send(url, {**facts, "sent_on": tomorrow}).text
    assert "LRAR 77" in browser.send(url, facts).text

    (made,) = db.session.query(Declaration).all()
    cancel = f"/bureau/securite/declarations/{made.id}/annuler"
    assert browser.send(cancel, {"reason": ""}).status_code == 422
    assert "Mauvais recommandé" in browser.send(cancel, {"reason": "Mauvais recommandé"}).text
    assert "déjà annulé" in browser.send(cancel, {"reason": "encore"}).text
    assert made.cancelled_on == clock.today() and made.works == ["D4153-28"]


def test_risks_are_noted_place_by_place(browse, lathe):
    url = "/bureau/securite/evaluations/nouvelle"
    facts = {"place_id": lathe.machine.place_id, "reviewed_on": clock.today().isoformat()}
    page = browse(lathe.director).send(url, {**facts, "reference": "DUERP v4"})
    assert "DUERP v4" in page.text


def test_a_training_is_given_to_several_and_signed_by_both(browse, lathe):
    url = "/bureau/securite/formations"
    day = clock.today().isoformat()
    facts = {
        "machine_type_id": lathe.machine.machine_type_id,
        "student_ids": [lathe.student.id],
        "given_on": day,
        "assessed_on": day,
        "result": "18/20",
    }
    master = browse(lathe.instructor)
    assert master.send(f"{url}/nouvelle", {**facts, "student_ids": []}).status_code == 422
    assert "1 fiche à signer" in master.send(f"{url}/nouvelle", facts).text
    (sheet,) = db.session.query(SafetyTraining).all()

    sign = f"{url}/{sheet.id}/signer"
    other = browse(a_user(Role.INSTRUCTOR))
    assert "la signe lui-même" in other.send(sign, {"signature": SIGNATURE}).text
    assert master.send(sign, {"signature": ""}).status_code == 422
    assert "signée des deux" in master.send(sign, {"signature": SIGNATURE}).text
    assert sheet.signed_at and queries.trainings_page(state=sheet.state).rows != []


def test_titles_and_what_protects_are_given_on_the_students_page(browse, lathe):
    url = f"/bureau/eleves/{lathe.student.id}/securite"
    browser = browse(lathe.director)
    browse(lathe.instructor).send(f"{url}/equipements", {"kinds": ["shoes", "glasses"]})
    facts = {"kind": "crane", "given_on": clock.today().isoformat(), "level": "R484"}
    assert "R484" in browser.send(f"{url}/titre", facts).text
    assert set(queries.ppe_of(lathe.student.id)) == {"shoes", "glasses"}
    given = db.session.query(Authorisation).one()
    page = browser.send(f"/bureau/securite/titres/{given.id}/annuler", {"reason": "Échec"})
    assert "Annulé" in page.text


def test_a_medical_opinion_keeps_its_result_only(browse, lathe):
    url = f"/bureau/eleves/{lathe.student.id}/securite/avis"
    facts = {"given_on": clock.today().isoformat(), "doctor": "Dr Sarrazac", "verdict": "fit"}
    browser = browse(lathe.director)
    assert browser.send(url, {**facts, "verdict": "restricted"}).status_code == 422
    assert browser.send(url, {**facts, "restricted": ["D4153-28"]}).status_code == 422
    assert "Dr Sarrazac" in browser.send(url, facts).text
    opinion = db.session.query(MedicalOpinion).one()
    assert {c.name for c in MedicalOpinion.__table__.columns} == {
        *("id", "student_id", "given_on", "doctor", "verdict", "restricted"),
        *("cancelled_on", "cancelled_reason"),
    }
    assert opinion.verdict is Verdict.FIT


SECRET = ("Dr Sarrazac", "Inapte", "inapte", "Avis médic", "Apte avec")


def test_health_is_read_by_the_direction_and_the_secretary_only(browse):
    """Neither other roles, nor tablets, nor customers, nor the journal and the answers kept."""
    bench = Bench()
    lathe = Lathe(born=clock.today() - timedelta(days=16 * 365 + 9))
    lathe.look_after(clock.today(), verdict=Verdict.UNFIT)
    lathe.student.cohort = bench.session.cohort
    db.session.commit()
    pages = [
        f"/bureau/eleves/{lathe.student.id}/securite",
        f"/bureau/eleves/{lathe.student.id}",
        "/bureau/securite",
        "/bureau/securite/regles",
        f"/bureau/operations/{bench.operation.id}/equipe/{bench.session.id}",
        "/bureau/",
    ]
    for role in (Role.WORKSHOP_MANAGER, Role.INSTRUCTOR, Role.TEACHER):
        told = "".join(browse(a_user(role)).get(url).text for url in pages)
        assert not [word for word in SECRET if word in told], role
    tablet = bench.enter(browse)
    told = "".join(tablet.get(url).text for url in ("/atelier/", "/atelier/taches"))
    form = {"student_ids": [lathe.student.id], "machine_id": lathe.machine.id}
    refused = browse(bench.instructor).send(pages[4], {**form, "mode": "production"})
    assert refused.status_code == 422
    assert not [word for word in SECRET if word in told + refused.text]

    secretary = browse(a_user(Role.SECRETARY))
    assert "Dr Sarrazac" in secretary.get(pages[0]).text
    kept = "".join(str(row) for row in db.session.execute(ALL_WORDS_KEPT))
    assert not [word for word in SECRET if word in kept]


ALL_WORDS_KEPT = db.text(
    "SELECT sentence, before, after, note FROM journal_entry"
    " UNION ALL SELECT reasons, motive, subject, '' FROM safety_decision"
)


@pytest.mark.parametrize("role", [Role.WORKSHOP_MANAGER, Role.INSTRUCTOR, Role.TEACHER])
def test_the_inspectors_file_is_not_for_everybody(browse, lathe, role):
    assert browse(a_user(role)).get("/bureau/securite/dossier.pdf").status_code == 403


def test_the_inspectors_file_has_the_five_items_of_each_minor(browse):
    lathe = Lathe(born=clock.today() - timedelta(days=16 * 365 + 9))
    today = clock.today()
    a_class_session(lathe.student.cohort, leader=lathe.instructor, place=lathe.machine.place)
    lathe.declare(today), lathe.look_after(today), lathe.train(today)
    db.session.commit()
    secretary = browse(a_user(Role.SECRETARY))

    answer = secretary.get("/bureau/securite/dossier.csv")
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    pdf = secretary.get("/bureau/securite/dossier.pdf")

    assert len(rows) == 2 and len(rows[1]) == 8 and all(rows[1])
    told = " ".join(rows[1])
    for item in (
        lathe.student.last_name,
        f"{lathe.student.birth_date:%d/%m/%Y}",
        lathe.student.cohort.diploma.name,
        "Dr Sarrazac",
        "18/20",
        lathe.instructor.name,
        lathe.machine.place.name,
    ):
        assert item in told
    assert pdf.mimetype == "application/pdf" and len(Pdf.open(BytesIO(pdf.data)).pages) == 2


def test_the_home_page_counts_what_is_urgent(browse, lathe):
    assert "échéances de sécurité" in browse(lathe.director).get("/bureau/").text


def test_breaches_of_the_week_are_told_of_the_plan_and_of_what_was_lived(browse):
    bench = Bench()
    monday = clock.monday_of(clock.today())
    bench.ines.birth_date = clock.today() - timedelta(days=16 * 365 + 9)
    start = clock.start_of(monday) + timedelta(hours=4)
    a_class_session(bench.session.cohort, starts_at=start, lasts=timedelta(hours=9))
    db.session.commit()

    page = browse(a_user(Role.DIRECTOR)).get(f"/bureau/securite/temps?week={monday}")

    assert "L3162-1" in page.text and "L3162-3" in page.text and "L3163-2" in page.text
    assert bench.malik.name not in page.text  # of age


def test_the_rules_say_their_weight_and_their_article(browse, lathe):
    page = unescape(browse(lathe.instructor).get("/bureau/securite/regles").text)
    assert "R4153-40" in page and "Règle de l'école" in page and "%(" not in page


def test_the_answers_given_are_listed_for_the_direction(browse):
    bench = Bench()
    page = browse(a_user(Role.DIRECTOR)).get("/bureau/securite/decisions?decision=given")
    assert bench.ines.name in page.text
    assert Article.MACHINES.is_prohibited is False
