"""A framework comes in by a table, goes out by the same, and tells every fault of a bad one."""

from io import BytesIO

from erp.core import clock
from erp.core.db import db
from erp.curriculum import queries
from erp.curriculum.models import Competence
from erp.flow import imports
from erp.people.states import Role
from tests.builders import a_diploma, a_user

HEAD = "Diplôme;Code;Intitulé;Bloc;Critère;Épreuve;Intitulé de l'épreuve;Coefficient\n"
GOOD = HEAD + (
    "CAP Usinage;C1;Lire un plan;Bloc 1;Les cotes sont trouvées;EP1;Analyse;4\n"
    "CAP Usinage;C1;Lire un plan;Bloc 1;Les tolérances aussi;;;\n"
    "CAP Usinage;C2;Régler un poste;Bloc 2;;EP2;Fabrication;8,5\n"
)


def bring(text: str | bytes, dry: bool = False):
    content = text if isinstance(text, bytes) else text.encode()
    facts = {"actor": a_user(), "today": clock.today(), "dry": dry}
    return imports.bring(imports.COMPETENCES, content, **facts)


def test_an_annexe_comes_in_with_blocks_criteria_and_exams():
    diploma = a_diploma()
    assert bring(GOOD, dry=True).added == 3 and db.session.query(Competence).count() == 0
    assert bring(GOOD).problems == []
    db.session.commit()
    framework = queries.framework(diploma.framework.id)
    first, second = framework.competences
    assert [one.label for one in first.criteria] == [
        "Les cotes sont trouvées",
        "Les tolérances aussi",
    ]
    assert (first.block.label, second.block.label) == ("Bloc 1", "Bloc 2")
    assert [(one.code, str(one.coefficient)) for one in framework.exam_units] == [
        ("EP1", "4.00"),
        ("EP2", "8.50"),
    ]


def test_what_goes_out_comes_in_again_elsewhere():
    one = a_diploma()
    bring(GOOD)
    db.session.commit()
    table = imports.framework_table(queries.framework(one.framework.id)).decode("utf-8-sig")
    other = a_diploma("CAP Bis")
    told = bring(table.replace("CAP Usinage", "CAP Bis"))
    assert told.problems == [] and len(other.framework.competences) == 2
    assert len(other.framework.competences[0].criteria) == 2


def test_every_fault_is_told_and_nothing_is_written():
    a_diploma()
    bad = HEAD + (
        "CAP Usinage;C1;Lire un plan;;;;;\n"
        "CAP Usinage;C1;Autre chose;;;;;\n"
        "CAP Voile;C2;Naviguer;;;;;\n"
        "CAP Usinage;;Sans code;;;;;\n"
        "CAP Usinage;C3;Régler;;Vu;EP1;A;huit\n"
        "CAP Usinage;C4;Finir;;Propre;;;\n"
        "CAP Usinage;C4;Finir;;Propre;;;\n"
    )
    told = bring(bad)
    assert [one.line for one in told.problems] == [3, 4, 5, 6, 8]
    assert "autre intitulé" in told.problems[0].sentence
    assert "deux fois" in told.problems[-1].sentence
    assert db.session.query(Competence).count() == 0


def test_tables_that_are_none_are_refused_with_a_sentence(browse):
    a_diploma()
    browser = browse(a_user(Role.DIRECTOR))
    url = "/bureau/imports/competences/essai"
    long = HEAD + "CAP Usinage;C1;Lire;;;;;\n" * 10_000
    for content, sentence in (
        (HEAD.replace("Bloc", "Couleur").encode(), "Couleur"),
        (GOOD.encode("utf-16"), "ne se lit pas"),
        (long.encode(), "trop long"),
        (b"", "ne se lit pas"),
        (b"Dipl\xf4me\nx\n", "Il manque la colonne"),
    ):
        page = browser.send(url, {"table": (BytesIO(content), "annexe.csv")})
        assert page.status_code == 422 and sentence in page.text, sentence
    assert db.session.query(Competence).count() == 0


def test_a_framework_is_read_copied_and_exported_on_pages(browse):
    diploma = a_diploma()
    bring(GOOD)
    db.session.commit()
    browser = browse(a_user(Role.DIRECTOR))
    url = f"/bureau/reglages/referentiels/{diploma.framework.id}"
    assert "Les tolérances aussi" in browser.get(url).text
    assert browser.get(f"{url}/tableau.csv").data.startswith("\ufeffDiplôme;".encode())
    page = browser.send(f"{url}/copier", {"label": "Session 2029"})
    assert "Session 2029" in page.text and "Version 2" in page.text
    unit = queries.framework(diploma.framework.id).exam_units[0]
    facts = {"code": "EP1", "label": "Analyse", "coefficient": "5", "mode": "continuous_exam"}
    page = browser.send(f"/bureau/reglages/epreuves/{unit.id}", facts)
    assert "Contrôle en cours de formation" in page.text
