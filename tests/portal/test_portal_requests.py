import re
from io import BytesIO

import pytest

from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.people.states import Role
from erp.sales.models import Quote, Request
from erp.sales.states import QuoteState, RequestState
from tests.builders import a_contact, a_school, a_trade, a_user
from tests.builders_sales import NEXT_MONDAY, a_quote, a_request

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
DXF = b"  0\nSECTION\n  2\nHEADER\n  0\nENDSEC\n  0\nEOF\n"


def wish(**changes):
    told = {
        "label": "Axe de convoyeur Ø30×220 42CrMo4",
        "quantity": "25",
        "wished_week": f"{NEXT_MONDAY:%G-W%V}",
        "flexibility": "flexible",
        "material_by": "school",
        "note": "",
        "made_by_students": "y",
    }
    return {**told, **changes}


def test_a_buyer_asks_with_a_drawing_and_is_thanked_at_once(browse):
    a_school()
    files = [(BytesIO(PDF), "axe.pdf"), (BytesIO(DXF), "axe.dxf")]

    page = browse(a_contact().user).send("/client/demandes/nouvelle", wish(files=files))

    request = db.session.query(Request).one()
    assert f"Demande n° {request.id} reçue" in page.text
    assert [f.stored_file.name for f in request.files] == ["axe.pdf", "axe.dxf"]
    letter = db.session.query(OutboxMessage).one()
    assert "Axe de convoyeur" in letter.payload["subject"]


def test_the_list_tells_how_the_newest_quote_stands_and_a_buyer_hears_of_no_draft(browse):
    contact = a_contact()
    begun, agreed = a_request(contact, label="Bague"), a_request(contact, label="Bride")
    for request in (begun, agreed):
        request.state = RequestState.QUOTED
    older, newer = a_quote(contact, request=agreed), a_quote(contact, request=agreed)
    older.state, newer.state = QuoteState.REPLACED, QuoteState.ACCEPTED
    a_quote(contact, request=begun)
    db.session.commit()

    def told(page) -> list[str]:
        return [
            " ".join(one.split())
            for one in re.findall(r"Devis :|Accepté|Brouillon|Devis en cours|Remplacé", page.text)
        ]

    assert told(browse(contact.user).get("/client/demandes")) == [
        "Devis :",
        "Accepté",
        "Devis en cours",
    ]
    office = told(browse(a_user(Role.SECRETARY)).get("/bureau/demandes"))
    assert office[-4:] == ["Devis :", "Accepté", "Devis :", "Brouillon"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": ""}, "Remplissez ce champ"),
        ({"label": "x" * 201}, "Au plus 200"),
        ({"quantity": "beaucoup"}, "Tapez un nombre"),
        ({"quantity": "-3"}, "entre 1 et"),
        ({"quantity": "1e9"}, "Tapez un nombre"),
        ({"wished_week": "2019-W10"}, "déjà passée"),
        ({"wished_week": "2060-W10"}, "trop lointaine"),
        ({"wished_week": "2027-W99"}, "existe pas"),
        ({"flexibility": "pirate"}, "field"),
        ({"made_by_students": ""}, "Cochez la case"),
        ({"files": (BytesIO(b"MZ\x90 a program"), "plan.pdf")}, "un fichier que nous lisons"),
        ({"files": (BytesIO(b""), "vide.pdf")}, "est vide"),
        ({"files": (BytesIO(b"%PDF-1.4" + b"x" * 21 * 1024 * 1024), "gros.pdf")}, "dépasse 20 Mo"),
    ],
)
def test_a_wish_we_cannot_read_comes_back_with_a_sentence(browse, changes, sentence):
    a_school()
    page = browse(a_contact().user).send("/client/demandes/nouvelle", wish(**changes))

    assert page.status_code == 422
    assert sentence == "field" or sentence in page.text.replace("&#39;", "'")
    assert db.session.query(Request).count() == 0


def test_the_papers_of_another_company_do_not_exist(browse):
    stranger = browse(a_contact().user)
    request, quote = a_request(), a_quote(sent=True)
    assert stranger.get(f"/client/demandes/{request.id}").status_code == 404
    assert stranger.get(f"/client/devis/{quote.id}").status_code == 404
    assert stranger.get(f"/client/devis/{quote.id}/pdf").status_code == 404


def test_a_draft_is_not_shown_to_the_buyer(browse):
    contact = a_contact()
    quote = a_quote(contact)
    assert browse(contact.user).get(f"/client/devis/{quote.id}").status_code == 404


def test_the_instructor_studies_and_the_office_quotes(browse):
    a_school()
    request, trade = a_request(), a_trade()
    sheet = {
        "trade_id": trade.id,
        "year_of_study": "1",
        "risk": "low",
        "verdict": "take",
        "reason": "Bien.",
    }

    page = browse(a_user(Role.INSTRUCTOR)).send(f"/bureau/demandes/{request.id}/fiche", sheet)
    assert "étude est enregistrée" in page.text

    page = browse(a_user(Role.SECRETARY)).send(f"/bureau/demandes/{request.id}/devis")
    assert "ajoutez les opérations" in page.text


def test_who_may_do_both_studies_and_begins_the_quote_with_one_button(browse):
    a_school()
    request = a_request()
    url = f"/bureau/demandes/{request.id}/fiche"
    told = {"trade_id": a_trade().id, "year_of_study": "1", "risk": "low", "reason": "Bien."}
    both = {**told, "verdict": "take", "quote": "y"}

    instructor = browse(a_user(Role.INSTRUCTOR))
    assert "préparer le devis" not in instructor.get(url).text
    assert instructor.send(url, both).status_code == 403
    director = browse(a_user(Role.DIRECTOR))
    page = director.send(url, {**both, "verdict": "redirect"})
    assert page.status_code == 422 and "Orienter ailleurs" in page.text
    assert (request.sheet, db.session.query(Quote).count()) == (None, 0)

    page = director.send(url, both)
    assert "ajoutez les opérations" in page.text
    assert db.session.query(Quote).one().year_of_study == 1


def test_a_buyer_accepts_and_follows_the_order(browse):
    contact = a_contact()
    quote = a_quote(contact, sent=True)
    yes = {
        "name": "Nora",
        "function": "Achats",
        "po_number": "4500",
        "signature": "Nora",
        "agreed": "y",
    }

    page = browse(contact.user).send(f"/client/devis/{quote.id}/accepter", yes)

    assert "est lancée" in page.text
    assert "Fabrication" in page.text
    assert quote.state is QuoteState.ACCEPTED


def test_an_acceptance_without_signature_is_not_one(browse):
    contact = a_contact()
    quote = a_quote(contact, sent=True)
    page = browse(contact.user).send(f"/client/devis/{quote.id}/accepter", {"name": "Nora"})
    assert page.status_code == 422
    assert quote.state is QuoteState.SENT


def test_accepting_twice_makes_one_order(browse):
    contact = a_contact()
    quote = a_quote(contact, sent=True)
    yes = {"name": "N", "function": "A", "signature": "N", "agreed": "y"}
    browser = browse(contact.user)
    browser.send(f"/client/devis/{quote.id}/accepter", yes)

    page = browser.send(f"/client/devis/{quote.id}/accepter", yes)

    assert "pas possible" in page.text


def test_a_refusal_keeps_its_reason(browse):
    contact = a_contact()
    quote = a_quote(contact, sent=True)
    browse(contact.user).send(
        f"/client/devis/{quote.id}/refuser", {"reason": "price", "note": "Cher"}
    )
    assert quote.state is QuoteState.DECLINED
    assert quote.answers[0].note == "Cher"
