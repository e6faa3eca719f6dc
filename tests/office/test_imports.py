"""Lists from a spreadsheet: what is read, what is refused line by line, all or nothing."""

from io import BytesIO
from re import search

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erp.core import tables
from erp.core.db import db
from erp.core.refusal import Refusal
from erp.core.tables import Report
from erp.curriculum.models import Competence
from erp.customers.models import Contact, Customer
from erp.equipment.models import Machine, MachineType
from erp.flow import imports
from erp.people.models import Student
from erp.people.states import Role
from tests import builders

STUDENTS = "Prénom;Nom;Né le;Classe\nInès;Marchal;14/03/2010;CAP 1\nLéo;Fontviel;2009-11-02;cap 1\n"


@pytest.fixture
def director(browse):
    builders.a_school()
    builders.a_cohort("CAP 1")
    return browse(builders.a_user(Role.DIRECTOR))


def tried(browser, kind: str, content: str | bytes, encoding: str = "utf-8"):
    raw = content if isinstance(content, bytes) else content.encode(encoding)
    return browser.send(f"/bureau/imports/{kind}/essai", {"table": (BytesIO(raw), "liste.csv")})


def confirmed(browser, kind: str, page: str):
    content = search(r'name="content" value="([^"]*)"', page).group(1)
    return browser.send(f"/bureau/imports/{kind}", {"content": content})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_students_are_tried_then_added(director, encoding, separator):
    page = tried(director, "eleves", STUDENTS.replace(";", separator), encoding)
    assert "2 fiches seraient ajoutées" in page.text
    assert db.session.query(Student).count() == 0

    assert "2 fiches ajoutées." in confirmed(director, "eleves", page.text).text
    names = {one.name for one in db.session.query(Student)}
    assert names == {"Inès Marchal", "Léo Fontviel"}


def test_doing_it_again_adds_nobody(director):
    confirmed(director, "eleves", tried(director, "eleves", STUDENTS).text)
    page = tried(director, "eleves", STUDENTS.replace("Inès", "INES"))
    assert "0 fiche" in page.text and "2 déjà connues" in page.text


def test_one_wrong_line_and_nothing_is_written(director):
    wrong = STUDENTS + "Zoé;Pradelles;31/02/2010;CAP 1\nHugo;Amrouchi;01/01/2010;CAP 9\n;X;;CAP 1\n"
    page = tried(director, "eleves", wrong).text
    for line in ("Ligne 4", "Ligne 5", "Ligne 6"):
        assert line in page
    assert "CAP 9" in page and 'name="content"' not in page
    assert db.session.query(Student).count() == 0


def test_a_list_that_went_wrong_meanwhile_is_refused_whole(director):
    page = tried(director, "eleves", STUDENTS).text
    cohort = db.session.query(builders.Cohort).one()
    cohort.name = "Autre"
    db.session.commit()
    answer = confirmed(director, "eleves", page)
    assert answer.status_code == 422 and db.session.query(Student).count() == 0


def test_customers_come_with_their_contact(director):
    table = (
        "Raison sociale;SIRET;CP;Ville;Délai de paiement;Contact;E-mail du contact\n"
        "Méca du Val;200 000 008 00017;38100;Saint-Aubin;45;Paul Verdier;p@example.org\n"
        "Atelier Sans Siret;;;Lyon;;;\n"
    )
    confirmed(director, "clients", tried(director, "clients", table).text)
    known = {one.name: one for one in db.session.query(Customer)}
    assert known["Méca du Val"].payment_days == 45
    assert known["Atelier Sans Siret"].payment_days is None
    assert [one.email for one in db.session.query(Contact)] == ["p@example.org"]


def test_a_wrong_siret_is_told_with_its_line(director):
    page = tried(director, "clients", "Nom;SIRET\nMéca;12345678901234\n").text
    assert "Ligne 2" in page and "n&#39;existe pas" in page


def test_machines_come_with_what_the_law_says(director):
    builders.saved(MachineType(name="Tour", hourly_rate=42))
    place = builders.a_place()
    table = f"Machine;Type;Lieu;Articles en production\nTour 1;tour;{place.name};D4153-28 22\n"
    confirmed(director, "machines", tried(director, "machines", table).text)
    machine = db.session.query(Machine).one()
    assert sorted(one.article for one in machine.regulated_works) == ["D4153-22", "D4153-28"]
    wrong = table.replace("Tour 1", "Tour 2").replace("D4153-28 22", "D4153-28 99")
    assert "écrivez un article" in tried(director, "machines", wrong).text


def test_competences_of_an_annexe(director):
    diploma = builders.a_diploma()
    table = f'Diplôme,Code,Intitulé\n{diploma.short_name},C1,"Lire, comprendre"\n'
    confirmed(director, "competences", tried(director, "competences", table).text)
    assert db.session.query(Competence).one().label == "Lire, comprendre"


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", b"Prenom\nA\n", b"%PDF-1.7 \xff\xfe", b"a;b\n" * 300_000, b'"jamais fini'],
)
def test_what_is_no_table_is_told(director, content):
    answer = tried(director, "eleves", content)
    assert answer.status_code == 422 and "form-errors" in answer.text


def test_the_carried_file_cannot_be_forged_into_an_error(director):
    answer = director.send("/bureau/imports/eleves", {"content": "pas du base64 !"})
    assert answer.status_code == 422


def test_unknown_lists_do_not_exist(director):
    assert director.get("/bureau/imports/factures").status_code == 404
    assert director.send("/bureau/imports/factures/essai").status_code == 404


@pytest.mark.parametrize("kind", imports.KINDS)
def test_the_model_is_read_back_and_runs_nothing(director, kind):
    answer = director.get(f"/bureau/imports/{kind}/modele.csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="modele-{kind}.csv"'
    report = Report()
    rows = tables.read_table(answer.data, imports.KINDS[kind].columns, report)
    assert len(rows) == 1 and not report.problems


def test_a_formula_is_disarmed_and_comes_back():
    assert tables.safe("=1+1") == "'=1+1"
    assert tables.text("'=1+1") == "=1+1"
    assert tables.text("'t Zand") == "'t Zand"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content):
    try:
        tables.read_table(content, imports.STUDENTS.columns, Report())
    except Refusal as refusal:
        assert str(refusal)


def test_the_model_names_a_cohort_of_the_school(director):
    model = director.get("/bureau/imports/eleves/modele.csv").data.decode("utf-8-sig")
    assert ";CAP 1;" in model
    assert "1 fiche serait ajoutée" in tried(director, "eleves", model).text


def test_nobody_is_brought_into_two_cohorts(director):
    first, second = builders.a_cohort("CAP A"), builders.a_cohort("CAP B")
    line = "Prénom;Nom;Date de naissance;Promotion\nInès;Marchal;14/03/2010;{}\n"
    confirmed(director, "eleves", tried(director, "eleves", line.format(first.name)).text)
    page = tried(director, "eleves", line.format(second.name))
    assert "changez sa promotion sur sa fiche" in page.text and "CAP A" in page.text
