"""A request that came by telephone is a request like any other; who wrote it down is known."""

from io import BytesIO

import pytest

from erp.core import clock
from erp.core.db import db
from erp.core.journal import JournalEntry
from erp.core.outbox import OutboxMessage
from erp.people.states import Role
from erp.sales.models import Request
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.portal.test_portal_requests import DXF, PDF, wish


def noted(**changes):
    return {**wish(made_by_students="", channel="telephone"), **changes}


@pytest.fixture
def secretary(browse):
    a_school()
    return browse(a_user(Role.SECRETARY))


def address(contact) -> str:
    return f"/bureau/contacts/{contact.id}/demandes/nouvelle"


def test_the_office_notes_what_was_asked_by_telephone(secretary):
    contact = a_contact()
    files = [(BytesIO(PDF), "axe.pdf"), (BytesIO(DXF), "axe.dxf")]

    page = secretary.send(address(contact), noted(files=files))

    request = db.session.query(Request).one()
    assert (request.contact, request.customer) == (contact, contact.customer)
    assert [f.stored_file.name for f in request.files] == ["axe.pdf", "axe.dxf"]
    assert "Aucun courriel" in page.text and db.session.query(OutboxMessage).count() == 0
    told = db.session.query(JournalEntry).filter_by(subject_kind="request").one()
    assert (told.sentence, told.note) == ("Demande notée", "Par téléphone")
    assert told.actor_name and told.actor_name in page.text


def test_the_contact_gets_a_letter_only_when_it_is_ticked(secretary):
    contact = a_contact()

    secretary.send(address(contact), noted(is_told="y"))

    letter = db.session.query(OutboxMessage).one()
    request = db.session.query(Request).one()
    assert f"/client/demandes/{request.id}" in letter.payload["text"]


def test_whoever_has_no_account_gets_a_link_of_their_own(secretary, browse):
    contact = a_contact()
    contact.user = None
    db.session.commit()

    secretary.send(address(contact), noted(is_told="y"))

    text = db.session.query(OutboxMessage).one().payload["text"]
    link = next(word for word in text.split() if "/demande/" in word)
    page = browse().get(link.removeprefix("http://school.test"))
    assert "Axe de convoyeur" in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": ""}, "Remplissez ce champ"),
        ({"quantity": "-3"}, "entre 1 et"),
        ({"wished_week": "2019-W10"}, "déjà passée"),
        ({"channel": "pigeon"}, ""),
        ({"files": (BytesIO(b"MZ\x90 a program"), "plan.pdf")}, "un fichier que nous lisons"),
        ({"files": (BytesIO(b"%PDF-1.4" + b"x" * 21 * 1024 * 1024), "gros.pdf")}, "dépasse 20 Mo"),
    ],
)
def test_what_cannot_be_read_comes_back_with_a_sentence(secretary, changes, sentence):
    page = secretary.send(address(a_contact()), noted(**changes))

    assert page.status_code == 422 and sentence in page.text
    assert db.session.query(Request).count() == 0


def test_the_asker_is_found_by_name_or_company(secretary):
    contact = a_contact(a_customer("Forge de l'Évrard"))
    other = a_contact(a_customer("Mécanique du Vallon"))
    assert "Nouvelle demande" in secretary.get("/bureau/demandes").text

    page = secretary.get("/bureau/demandes/nouvelle?q=evrard").text

    assert address(contact) in page and address(other) not in page
    empty = secretary.get("/bureau/demandes/nouvelle?q=personne").text
    assert "Nouveau client" in empty


def test_who_has_left_asks_nothing_more(secretary):
    contact = a_contact()
    contact.left_at = clock.now()
    db.session.commit()
    assert secretary.get(address(contact)).status_code == 404
    assert address(contact) not in secretary.get("/bureau/demandes/nouvelle").text


def test_a_teacher_notes_nothing(browse):
    a_school()
    contact = a_contact()
    teacher = browse(a_user(Role.TEACHER))
    assert teacher.get(address(contact)).status_code == 403
