"""An answer that came on paper opens the order like any other, and says that the school noted it."""

from datetime import time, timedelta
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import Upload
from erp.core.outbox import OutboxMessage
from erp.documents import later
from erp.flow import accepted_quote
from erp.people.states import Role
from erp.production.models import WorkOrder
from erp.sales.actions import Noted
from erp.sales.models import Order, QuoteAnswer
from erp.sales.refusals import QuoteIsOver
from erp.sales.states import Channel, DeclineReason, QuoteState
from erp.web.shared.papers import files_folder
from tests.builders import a_contact, a_school, a_user
from tests.builders_sales import a_quote
from tests.portal.test_portal_requests import PDF


def said(**changes):
    told = {
        "name": "Nora Aubert",
        "function": "Achats",
        "said_on": clock.today().isoformat(),
        "channel": "letter",
        "po_number": "4500 1187",
        "scans": (BytesIO(PDF), "devis-signé.pdf"),
    }
    return {**told, **changes}


@pytest.fixture
def secretary(browse):
    a_school()
    return browse(a_user(Role.SECRETARY))


@pytest.fixture
def quote():
    sent = a_quote(a_contact(), sent=True)
    db.session.query(OutboxMessage).delete()
    db.session.commit()
    return sent


def words_of(proof) -> str:
    document = PdfDocument(later.file_of(proof))
    return " ".join(document[0].get_textpage().get_text_range().split())


def test_a_signed_paper_opens_the_order(secretary, quote):
    assert "Noter la réponse" in secretary.get(f"/bureau/devis/{quote.id}").text

    page = secretary.send(f"/bureau/devis/{quote.id}/accord", said())

    order, answer = db.session.query(Order).one(), db.session.query(QuoteAnswer).one()
    assert order.number in page.text and order.po_number == "4500 1187"
    assert (answer.name, answer.channel, answer.user.role) == (
        "Nora Aubert", Channel.LETTER, Role.SECRETARY,
    )  # fmt: skip
    assert answer.po_file.name == "devis-signé.pdf" and answer.ip_address == ""
    assert db.session.query(WorkOrder).count() == 1
    assert "noté par" in secretary.get(f"/bureau/devis/{quote.id}").text


def test_the_proof_says_that_the_school_noted_it(secretary, quote):
    secretary.send(f"/bureau/devis/{quote.id}/accord", said())

    answer = db.session.query(QuoteAnswer).one()
    words = words_of(answer.proof)
    assert "Notée par l'école" in words and answer.user.name in words
    assert "devis-signé.pdf" in words and answer.po_file.sha256[:8] in words
    assert "Adresse IP" not in words and "Signature saisie" not in words


@pytest.mark.parametrize(("ticked", "letters"), [({}, 0), ({"is_told": "y"}, 1)])
def test_the_contact_hears_of_it_only_when_it_is_ticked(secretary, quote, ticked, letters):
    secretary.send(f"/bureau/devis/{quote.id}/accord", said(**ticked))
    assert db.session.query(OutboxMessage).count() == letters


def test_a_letter_that_came_in_time_is_opened_a_day_late(quote):
    """The quote is over since yesterday; what was signed the day it was sent still counts."""
    late = clock.at(quote.valid_until + timedelta(days=1), time(9))
    scan = files.keep(Upload("devis.pdf", PDF), folder=files_folder())
    told = {"school": a_school(), "link": "", "actor": a_user(), "now": late}
    letter = {"name": "Nora Aubert", "function": "", "po_number": "", "po_file": scan}

    with pytest.raises(QuoteIsOver):
        said_late = Noted(Channel.LETTER, clock.day_of(late))
        accepted_quote.accept_quote(quote, **told, **letter, noted=said_late)

    in_time = Noted(Channel.LETTER, clock.today())
    assert accepted_quote.accept_quote(quote, **told, **letter, noted=in_time).number


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "Remplissez ce champ"),
        ({"said_on": (clock.today() + timedelta(days=1)).isoformat()}, "ni après aujourd'hui"),
        ({"said_on": "2001-01-01"}, "ni avant ce jour"),
        ({"said_on": "2026-02-30"}, "Tapez une date"),
        ({"scans": (BytesIO(b""), "")}, "c'est votre preuve"),
        ({"scans": (BytesIO(b"MZ\x90 a program"), "plan.pdf")}, "un fichier que nous lisons"),
        ({"channel": "telephone"}, ""),
    ],
)
def test_what_proves_nothing_opens_nothing(secretary, quote, changes, sentence):
    page = secretary.send(f"/bureau/devis/{quote.id}/accord", said(**changes))

    assert page.status_code == 422 and sentence in page.text.replace("&#39;", "'")
    assert db.session.query(Order).count() == 0 and quote.state is QuoteState.SENT


def test_a_no_told_by_telephone_is_noted_with_its_reason(secretary, quote):
    told = {"name": "Nora Aubert", "said_on": clock.today().isoformat(), "channel": "telephone"}

    page = secretary.send(f"/bureau/devis/{quote.id}/refus", {**told, "reason": "price"})

    answer = db.session.query(QuoteAnswer).one()
    assert (answer.name, answer.decline_reason) == ("Nora Aubert", DeclineReason.PRICE)
    assert quote.state is QuoteState.DECLINED and "Le refus est noté" in page.text


def test_a_draft_has_no_answer(secretary):
    draft = a_quote(a_contact())
    page = secretary.send(f"/bureau/devis/{draft.id}/accord", said())
    assert db.session.query(Order).count() == 0 and page.status_code in (200, 409)
    assert secretary.get(f"/bureau/devis/{draft.id}/accord").status_code == 409


def test_an_answer_is_noted_once(secretary, quote):
    for _ in range(2):
        secretary.send(f"/bureau/devis/{quote.id}/accord", said())
    assert db.session.query(Order).count() == 1
