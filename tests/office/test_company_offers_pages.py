"""A company offers on the portal, the school checks, a student answers at the tablet or at home."""

import re

import pytest

from erp.core.db import db
from erp.people.states import Role
from erp.training import queries
from erp.training.models import CompanyOffer, OfferInterest
from erp.training.states import InterestState, OfferState
from tests.builders import a_contact, a_school, a_student, a_trade, a_user, messages
from tests.builders_offers import a_guardian, an_interest, an_offer
from tests.builders_work import Bench
from tests.training.test_company_offers import MINOR

TOLD = {"kind": "internship", "title": "Stage d'été", "text": "Deux semaines au tournage."}


def letters_to(address: str) -> list[str]:
    rows = messages()
    return [one.payload["subject"] for one in rows if one.payload["to"] == address]


def test_an_offer_goes_from_the_company_to_its_outcome(browse):
    a_school()
    trade, contact = a_trade(), a_contact()
    student = a_student(user=a_user(Role.STUDENT), birth_date=MINOR)
    guardian = a_guardian(student)
    buyer, office, pupil = browse(contact.user), browse(a_user()), browse(student.user)

    buyer.send("/client/offres/nouvelle", {**TOLD, "trade_id": str(trade.id)})
    offer = db.session.query(CompanyOffer).one()
    assert letters_to("ecole@example.org") == [f"{contact.customer.name} propose : Stage d'été"]
    assert "offre d'entreprise à vérifier" in office.get("/bureau/").text
    assert "Stage d&#39;été" not in pupil.get("/bureau/mes-offres").text
    one = f"/bureau/offres/{offer.id}"
    office.send(f"{one}/montrer", {**TOLD, "trade_id": str(trade.id), "year_of_study": "1"})
    assert letters_to(contact.email) == ["Votre proposition est montrée à nos élèves"]

    page = pupil.send(f"/bureau/mes-offres/{offer.id}", page="/bureau/mes-offres").text
    assert "avec un adulte de ta famille" in page
    assert letters_to(guardian.email) == ["Inès s'intéresse à une offre"]
    interest = db.session.query(OfferInterest).one()
    said = f"/bureau/interets/{interest.id}"
    assert "attend l'accord d'un adulte" in office.get("/bureau/").text
    assert office.send(f"{said}/suite", {"verb": "introduce"}).status_code == 422
    office.send(f"{said}/accord", {"guardian_id": str(guardian.id)})
    office.send(f"{said}/suite", {"verb": "introduce"})
    shown = buyer.get("/client/offres").text
    assert "1 élève vous a été présenté" in shown.replace("\u00a0", " ")
    assert student.last_name not in shown
    page = office.send(f"{said}/suite", {"verb": "hire", "note": "Contrat signé"}).text
    assert "Contrat signé" in page
    assert interest.state is InterestState.HIRED


def test_a_student_at_the_tablet_says_it_too(browse):
    bench, offer = Bench(), an_offer()
    tablet = bench.enter(browse)
    assert "Stage en tournage" in tablet.get("/atelier/offres").text
    page = tablet.send(f"/atelier/offres/{offer.id}", page="/atelier/offres").text
    assert "Intéressé" in page
    assert queries.interest_of(offer.id, bench.ines.id).state is InterestState.SAID
    hidden = an_offer(shown=False)
    assert tablet.send(f"/atelier/offres/{hidden.id}", page="/atelier/").status_code == 404
    assert bench.device(browse).get("/atelier/offres").status_code == 303


@pytest.mark.parametrize(
    "changes",
    [
        {"title": " "},
        {"text": "x" * 2001},
        {"kind": "slave"},
        {"starts_on": "demain"},
        {"trade_id": "999999"},
    ],
)
def test_an_offer_we_cannot_read_comes_back(browse, changes):
    a_school()
    page = browse(a_contact().user).send("/client/offres/nouvelle", {**TOLD, **changes})
    assert page.status_code == 422
    assert db.session.query(CompanyOffer).count() == 0


def test_the_school_says_no_with_a_word_and_the_company_reads_it(browse):
    a_school()
    offer = an_offer(shown=False)
    office = browse(a_user())
    assert office.send(f"/bureau/offres/{offer.id}/refuser", {"reply": " "}).status_code == 422
    office.send(f"/bureau/offres/{offer.id}/refuser", {"reply": "Trop loin pour eux."})
    assert offer.state is OfferState.DECLINED
    assert "Trop loin pour eux." in browse(offer.contact.user).get("/client/offres").text


def test_a_company_closes_its_own_offer_only(browse):
    offer = an_offer()
    url = f"/client/offres/{offer.id}/clore"
    assert browse(a_contact().user).send(url, page="/client/offres").status_code == 404
    browse(offer.contact.user).send(url, page="/client/offres")
    assert offer.state is OfferState.CLOSED


def test_the_school_notes_what_was_said_on_the_telephone(browse):
    a_school()
    contact = a_contact()
    office = browse(a_user())
    page = office.send(f"/bureau/clients/{contact.customer_id}/offre", TOLD).text
    assert "vérifiez-la, puis montrez-la" in page
    assert db.session.query(CompanyOffer).one().contact is None
    assert "Stage d&#39;été" in office.get("/bureau/offres?q=ete&kind=internship").text


def test_a_student_takes_a_word_back(browse):
    student = a_student(user=a_user(Role.STUDENT))
    interest = an_interest(student=student)
    url = f"/bureau/mes-offres/{interest.company_offer_id}/retirer"
    page = browse(student.user).send(url, page="/bureau/mes-offres").text
    assert "Ça m'intéresse" in page
    assert interest.state is InterestState.WITHDRAWN
    other = a_student(user=a_user(Role.STUDENT))
    assert browse(other.user).send(url, page="/bureau/mes-offres").status_code == 404


def test_the_list_counts_who_is_still_interested(browse):
    offer = an_offer()
    an_interest(offer)
    an_interest(offer).state = InterestState.WITHDRAWN
    db.session.commit()
    assert queries.interested_count([offer.id]) == {offer.id: 1}
    row = browse(a_user()).get("/bureau/offres").text.split("<tbody>")[1].split("</tr>")[0]
    assert re.search(r"Élèves intéressés[^>]*>(\d+)<", row)[1] == "1"
