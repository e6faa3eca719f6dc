"""A request without an account: nothing is made before the letter's link is opened."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from erp.core import clock
from erp.core.db import db, one_transaction
from erp.core.files import StoredFile
from erp.core.outbox import OutboxMessage
from erp.customers.models import Contact, Customer
from erp.people.states import Role
from erp.sales import actions
from erp.sales.models import PendingRequest, Request
from erp.training import actions as training
from erp.training.models import Internship
from erp.web.shared.papers import files_folder
from tests.builders import a_contact, a_customer, a_school, a_student, a_user, messages
from tests.builders_sales import a_quote
from tests.builders_work import receive
from tests.portal.test_portal_requests import PDF, wish

SIREN = "50000000500016"


def stranger(**changes):
    told = {"company": "Tôlerie Vasseur", "name": "Ana Vasseur", "email": "Ana@tolerie.example"}
    return wish(**{**told, "website": "", **changes})


def link_in(letter: OutboxMessage) -> str:
    return re.search(r"http://school\.test(/\S+)", letter.payload["text"])[1]


def asked(browse, **changes) -> str:
    """The address of the letter that asks to confirm."""
    page = browse().send("/demander", stranger(**changes))
    assert "Ouvrez votre messagerie" in page.text
    return link_in(messages()[-1])


def test_a_stranger_asks_confirms_and_is_answered_within_so_many_days(browse):
    a_school()
    link = asked(browse, siret=SIREN, files=[(BytesIO(PDF), "axe.pdf")])
    assert (db.session.query(Request).count(), db.session.query(Customer).count()) == (0, 0)
    assert browse().get(link).status_code == 200

    page = browse().send(link)

    assert "votre demande est reçue" in page.text
    request = db.session.query(Request).one()
    assert [one.stored_file.name for one in request.files] == ["axe.pdf"]
    assert (request.contact.email, request.contact.name) == ("ana@tolerie.example", "Ana Vasseur")
    assert request.customer.to_check
    assert (request.customer.siret, request.customer.claimed_siret) == ("", SIREN)
    follow = browse().get(link_in(messages()[-1]))
    assert "Axe de convoyeur" in follow.text
    assert follow.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_link_works_once(browse):
    a_school()
    link = asked(browse)
    browse().send(link)
    page = browse().send(link)
    assert "a déjà servi" in page.text
    assert browse().get(link).status_code == 404
    assert db.session.query(Request).count() == 1


def test_a_known_address_asks_for_its_own_company(browse):
    a_school()
    known = a_contact()
    browse().send(asked(browse, email=known.email))
    assert db.session.query(Request).one().customer is known.customer
    assert db.session.query(Customer).count() == 1


def test_who_may_not_ask_may_not_here_either(browse):
    a_school()
    known = a_contact()
    known.may_ask = False
    db.session.commit()
    page = browse().send(asked(browse, email=known.email))
    assert "pas donné le droit" in page.text.replace("&#39;", "'")
    assert db.session.query(Request).count() == 0


def test_a_machine_that_fills_the_trap_is_thanked_and_forgotten(browse):
    a_school()
    page = browse().send("/demander", stranger(website="http://buy.example"))
    assert "Ouvrez votre messagerie" in page.text
    assert (db.session.query(PendingRequest).count(), messages()) == (0, [])


def test_one_place_asks_five_times_in_a_quarter_of_an_hour(browse):
    a_school()
    told = [
        browse().send("/demander", stranger(email=f"a{n}@example.org")).status_code
        for n in range(7)
    ]
    assert told == [200] * 5 + [429] * 2
    assert db.session.query(PendingRequest).count() == 5


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"siret": "12345678900000"}, "n'existe pas"),
        ({"email": "pas une adresse"}, "adresse"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "adresse"),
        ({"company": "  "}, "Remplissez ce champ"),
        ({"files": (BytesIO(b"MZ"), "a.pdf")}, "un fichier que nous lisons"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(browse, changes, sentence):
    a_school()
    page = browse().send("/demander", stranger(**changes))
    assert page.status_code == 422
    assert sentence in page.text.replace("&#39;", "'")
    assert db.session.query(PendingRequest).count() == 0


def test_a_name_with_a_line_break_writes_no_header(browse):
    a_school()
    asked(browse, name="Ana\r\nBcc: eve@example.org", label="Axe\r\nBcc: eve@example.org")
    letter = messages()[-1]
    assert letter.payload["to"] == "ana@tolerie.example"
    assert "\n" not in letter.payload["subject"]


def test_what_nobody_confirms_is_forgotten_with_its_files(browse):
    a_school()
    asked(browse, files=[(BytesIO(PDF), "axe.pdf")])
    path = files_folder() / db.session.query(StoredFile).one().path
    assert path.exists()

    with one_transaction():
        late = clock.now() + timedelta(hours=49)
        assert actions.forget_pending(now=late, folder=files_folder()) == 1

    assert not path.exists()
    assert (db.session.query(PendingRequest).count(), db.session.query(StoredFile).count()) == (
        0,
        0,
    )


def test_without_a_school_there_is_nobody_to_ask(browse):
    assert browse().get("/demander").status_code == 404


def test_the_office_joins_a_double_to_the_company_it_is(browse):
    a_school()
    known = a_customer("Tôlerie Vasseur SARL", siret=SIREN)
    browse().send(asked(browse, siret=SIREN))
    new = db.session.query(Request).one().customer
    office = browse(a_user(Role.SECRETARY))
    assert known.name in office.get(f"/bureau/clients/{new.id}").text

    page = office.send(f"/bureau/clients/{new.id}/reunir", {"into": str(known.id)})

    assert "chez Tôlerie Vasseur SARL" in page.text
    assert db.session.query(Customer).one() is known
    assert db.session.query(Contact).one().customer is known
    assert db.session.query(Request).one().customer is known


def test_a_double_that_somebody_left_and_trained_in_is_joined_too(browse):
    a_school()
    browse().send(asked(browse))
    new, known = db.session.query(Customer).one(), a_customer("Tôlerie Vasseur SARL")
    a_contact(new).left_at = clock.now()
    span = {"starts_on": clock.today(), "ends_on": clock.today()}
    training.add_internship(
        a_student(), company=new.name, customer_id=new.id, actor=a_user(), **span
    )
    db.session.commit()

    page = browse(a_user()).send(f"/bureau/clients/{new.id}/reunir", {"into": str(known.id)})

    assert "chez Tôlerie Vasseur SARL" in page.text
    assert {one.customer_id for one in db.session.query(Contact)} == {known.id}
    assert db.session.query(Internship).one().customer is known


def test_a_double_that_has_paid_stays_what_it_is(browse):
    a_school()
    browse().send(asked(browse))
    new, known = db.session.query(Customer).one(), a_customer("Tôlerie Vasseur SARL")
    receive(new, "10.00")

    page = browse(a_user()).send(f"/bureau/clients/{new.id}/reunir", {"into": str(known.id)})

    assert "a déjà un règlement" in page.text and db.session.query(Customer).count() == 2


def test_the_office_approves_and_the_number_is_checked(browse):
    a_school()
    browse().send(asked(browse, siret=SIREN))
    new = db.session.query(Customer).one()
    office = browse(a_user(Role.SECRETARY))
    assert "à vérifier" in office.get("/bureau/clients?to_check=y").text

    office.send(f"/bureau/clients/{new.id}/verifier")

    assert (new.to_check, new.siret) == (False, SIREN)
    page = office.send(f"/bureau/clients/{new.id}/reunir", {"into": str(a_customer("B").id)})
    assert "déjà vérifiée" in page.text


@pytest.mark.parametrize("into", ["", "abc", "0", "999999", "²", "1" + 30 * "0"])
def test_a_double_is_joined_to_a_company_that_exists(browse, into):
    a_school()
    browse().send(asked(browse))
    new = db.session.query(Customer).one()
    page = browse(a_user()).send(f"/bureau/clients/{new.id}/reunir", {"into": into})
    assert page.status_code == 404


def test_whoever_has_no_account_is_invited_with_the_quote(browse):
    contact = a_contact()
    contact.user, contact.email = None, "nora@example.org"
    db.session.commit()
    quote = a_quote(contact)
    browse(a_user()).send(f"/bureau/devis/{quote.id}/envoyer")
    texts = [one.payload["text"] for one in messages()]
    assert any("/mot-de-passe/" in text for text in texts)
    assert any(f"/client/devis/{quote.id}" in text for text in texts)
