"""What a paper says is kept; what is drawn from it later is the paper itself, and stays."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
import time_machine
from pypdfium2 import PdfDocument

from erp import checkup
from erp.core import archive, clock
from erp.core.archive import DrawnPaper, PaperToDraw
from erp.core.db import db
from erp.documents import later, quote
from erp.documents.acceptance import NotedBlock
from erp.documents.quote import OtherQuantity, QuotePaper
from erp.documents.vat import GROUNDS
from erp.sales import queries
from tests.builders import a_school
from tests.builders_sales import an_order
from tests.builders_work import a_signature, a_signed_slip
from tests.documents import samples

INK = later.b64decode(a_signature().partition(",")[2])


def papers() -> dict[str, later.Kept]:
    confirmation = samples.an_order_confirmation(3)
    line = replace(confirmation.lines[0], quantity=Decimal("1E+2"), ground=GROUNDS["eu_goods"])
    noted = NotedBlock("Paul", "Par e-mail", date(2026, 11, 3), "bon.pdf", "ab" * 32)
    said = samples.a_proof(quantities=(("Axe « à gauche »", "25 pièces"), ("Bride", "1 pièce")))
    signed = samples.a_signature(png=INK)
    return {
        "slip": samples.a_slip(12),
        "signed slip": samples.a_slip(2, signature=signed, consumer=("L217-3", "1641")),
        "confirmation": replace(confirmation, lines=(line, *confirmation.lines[1:])),
        "proof": said,
        "drawn proof": replace(said, png=INK),
        "noted proof": replace(said, noted=noted, signature=""),
    }


def a_sent_quote() -> QuotePaper:
    other = OtherQuantity("Axe", Decimal(50), "pièces", Decimal("4.5"), Decimal(225), "semaine 4")
    return replace(samples.a_quote(3), others=(other,), not_priced=(("Bride", "trop fine"),))


@pytest.mark.parametrize("name", papers())
def test_what_is_kept_draws_the_very_same_file(name):
    paper = papers()[name]
    _, pencil = later.DRAWS[later.NAMES[type(paper)]]

    assert later.draw(later.written(paper)) == pencil(paper)


def test_a_quote_is_drawn_from_its_words_and_carries_them():
    paper, words = a_sent_quote(), later.written(a_sent_quote())

    file = later.draw(words)

    assert pictures(file) == pictures(quote.draw(paper))
    assert file == later.draw(words)


def pictures(file: bytes) -> list[bytes]:
    return [page.render(scale=1).to_pil().tobytes() for page in PdfDocument(file)]


def test_the_same_words_have_the_same_hash_however_their_numbers_were_read():
    slip = samples.a_slip(1)
    read = replace(slip, lines=(replace(slip.lines[0], ordered=Decimal("15.0000")),))
    typed = replace(slip, lines=(replace(slip.lines[0], ordered=Decimal("15")),))
    assert later.written(read) == later.written(typed)


def test_a_paper_says_what_was_true_when_it_was_signed():
    """The school moves and the customer is renamed before anybody reads it."""
    slip = a_signed_slip()
    at_once = later.file_of(slip.paper)
    school = a_school()
    school.name, slip.order.customer.name = "Autre école", "Autre client"
    db.session.commit()

    assert later.file_of(slip.paper) == at_once
    later.draw_waiting()
    assert later.file_of(slip.paper) == at_once


def test_the_worker_draws_each_paper_once_and_readers_are_given_its_bytes(monkeypatch):
    order = an_order()
    proof = queries.answer_of_order(order.quote_id).proof
    waiting = [order.quote.paper_id, proof.id, order.confirmation.id]
    assert archive.waiting() == waiting

    later.draw_waiting()

    kept = db.session.query(DrawnPaper).order_by(DrawnPaper.paper_id).all()
    assert [one.paper_id for one in kept] == waiting
    assert all(one.sha256 == sha256(one.content).hexdigest() for one in kept)
    assert archive.waiting() == []
    monkeypatch.setattr(later, "draw", None)  # a later version would draw something else
    assert later.file_of(proof) == kept[1].content


def test_whoever_draws_first_is_right():
    paper = an_order().confirmation
    archive.keep_drawing(paper.id, b"%PDF of the first", now=clock.now())
    archive.keep_drawing(paper.id, b"%PDF of the second", now=clock.now())

    assert later.file_of(paper) == b"%PDF of the first"
    assert db.session.get(PaperToDraw, paper.id) is None


def test_a_file_that_came_whole_is_given_as_it_is():
    paper = archive.keep("facture.pdf", b"%PDF of an invoice")
    db.session.commit()

    assert later.file_of(paper) == b"%PDF of an invoice"


def test_a_buyer_checks_on_the_file_of_a_quote_what_was_accepted():
    sold = an_order().quote
    accepted = queries.answer_of_order(sold.id)

    with pikepdf.open(BytesIO(later.file_of(sold.paper))) as pdf:
        inside = pdf.attachments["devis.json"].get_file().read_bytes()

    assert sha256(inside).hexdigest() == accepted.quote_sha256
    assert sold.lines[0].label in inside.decode()


def test_the_words_of_a_draft_are_never_kept():
    with pytest.raises(ValueError, match="draft"):
        later.draw(later.written(replace(samples.a_quote(1), sent_on=None)))


def test_the_doctor_tells_that_no_worker_draws(app):
    an_order()
    with time_machine.travel(clock.now() + timedelta(minutes=20)):
        told = [str(one) for one in checkup.outbox(app)]
        later.draw_waiting()
        quiet = [str(one) for one in checkup.outbox(app)]

    assert "[attention] 3 papier(s) à dessiner : lancez « erp serve » ou « erp worker »." in told
    assert not any("papier" in one for one in quiet)


def test_a_paper_that_cannot_be_drawn_keeps_no_other_waiting():
    bad = archive.keep_to_draw("faux.pdf", later.MARK + b'"nothing of ours"}')
    db.session.flush()
    good = later.keep("bon.pdf", papers()["slip"])
    db.session.commit()
    numbers = bad.id, good.id

    with pytest.raises(ExceptionGroup, match="cannot be drawn") as told:
        later.draw_waiting()

    assert told.value.exceptions[0].__notes__ == [f"stored_paper {numbers[0]}"]
    assert archive.waiting() == [numbers[0]]
    assert db.session.get(DrawnPaper, numbers[1]) is not None
