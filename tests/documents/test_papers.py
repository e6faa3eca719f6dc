"""Every paper, however long: readable, complete, the same twice, with its fonts inside."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from erp.documents import delivery_slip, invoice, order_confirmation, quote, traveller
from erp.documents.layout import DRAFT, DUPLICATE
from tests.documents import parts, samples

ROOT = Path(__file__).parents[2]
LENGTHS = (1, 12, 60)
NASTY = '<img src="file:///etc/passwd"/> 1\u202f234 → ✓ 漢字 \x00\ud800 <b>gras</b> &nbsp;'


@pytest.mark.parametrize("count", LENGTHS)
@pytest.mark.parametrize("name", samples.PAPERS)
def test_each_page_says_which_it_is_and_how_many_there_are(name, count):
    pages = parts.words_of(samples.drawn(name, count))

    for place, words in enumerate(pages, start=1):
        assert f"page {place}/{len(pages)}" in words
        assert "SIRET 100 000 009 00017" in words


@pytest.mark.parametrize("name", samples.PAPERS)
def test_every_font_is_inside_the_file(name):
    data = samples.drawn(name, 12)

    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        assert [str(font.BaseFont) for font in fonts if "/FontDescriptor" not in font] == []
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


@pytest.mark.parametrize("name", samples.PAPERS)
def test_the_same_paper_is_the_same_file(name):
    assert samples.drawn(name, 12) == samples.drawn(name, 12)


def test_papers_drawn_at_the_same_time_do_not_mix():
    names = list(samples.PAPERS) * 3
    alone = [samples.drawn(name, 3) for name in names]

    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(lambda name: samples.drawn(name, 3), names))

    assert together == alone


def test_another_process_draws_the_same_file():
    asked = (
        "import hashlib; from tests.documents import samples;"
        "print(hashlib.sha256(samples.drawn('invoice', 12)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}

    said = subprocess.check_output(
        [sys.executable, "-c", asked], env=environment, cwd=ROOT, text=True
    )

    assert said.strip() == hashlib.sha256(samples.drawn("invoice", 12)).hexdigest()


def test_the_file_carries_the_day_of_the_paper():
    with pikepdf.open(BytesIO(samples.drawn("invoice"))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261121000000Z"
        assert str(pdf.docinfo["/Title"]) == "Facture F2026-00001"


def test_a_paper_is_not_changed_after_it_was_filled():
    with pytest.raises(FrozenInstanceError):
        samples.a_quote().number = "D2026-00043"


def test_every_line_is_printed_with_its_amount_and_the_heads_come_back():
    pages = parts.words_of(samples.drawn("invoice", 60))
    lines = parts.priced_lines(60)

    whole = " ".join(pages)
    assert all(f"{line.quantity} pièces" in whole for line in lines)
    assert pages[1].count("Montant HT") == 1
    assert whole.count("Total TTC") == 1


def test_a_description_of_several_pages_is_printed_to_its_end():
    line = replace(parts.priced_lines(1)[0], details="mot " * 6000 + "FIN")

    pages = parts.words_of(quote.draw(samples.a_quote(lines=(line,))))

    assert len(pages) > 2
    assert any("FIN" in words for words in pages)


def test_notes_of_several_pages_are_printed_to_their_end():
    pages = parts.words_of(quote.draw(samples.a_quote(notes="ligne\n" * 300 + "FIN")))

    assert any("FIN" in words for words in pages)


def test_words_from_outside_stay_words():
    data = quote.draw(samples.a_quote(subject=NASTY, notes=NASTY, delay=NASTY, number=NASTY))

    words = " ".join(parts.words_of(data))
    assert '<img src="file:///etc/passwd"/> 1 234 -> √ ?? ? <b>gras</b> &nbsp;' in words
    with pikepdf.open(BytesIO(data)) as pdf:
        assert all("/XObject" not in page.Resources for page in pdf.pages)
        assert all("/Annots" not in page for page in pdf.pages)


@pytest.mark.parametrize("name", ["W" * 120, "Anne " * 30, ""])
def test_a_name_of_any_length_has_its_place(name):
    school = parts.a_school(name=name, address=(name, name), logo_png=parts.a_drawing())
    customer = parts.a_customer(name=name, contact=name)

    words = parts.words_of(invoice.draw(samples.an_invoice(school=school, customer=customer)))

    assert "page 1/" in words[0]
    assert "F2026-00001" in words[0]


def test_amounts_too_wide_for_their_column_stay_on_one_line():
    net = Decimal("-999999999999.99")
    line = replace(parts.priced_lines(1)[0], net=net, unit_price=net, quantity=Decimal("1e9"))

    words = parts.words_of(quote.draw(samples.a_quote(lines=(line,))))[0]

    assert words.count("-999 999 999 999,99 €") == 2


@pytest.mark.parametrize(
    ("data", "mark"),
    [
        (quote.draw(samples.a_quote(12, draft=True, sent_on=None)), DRAFT),
        (invoice.draw(samples.an_invoice(12, draft=True, issued_on=None)), DRAFT),
        (invoice.draw(samples.an_invoice(12, duplicate=True)), DUPLICATE),
    ],
)
def test_a_draft_and_a_copy_say_so_on_every_page(data, mark):
    pages = parts.words_of(data)

    assert len(pages) > 1
    assert all(words.count(mark) == 2 for words in pages)  # across, and at the top over all


def test_a_draft_shows_no_number():
    words = parts.words_of(invoice.draw(samples.an_invoice(draft=True)))[0]

    assert "F2026-00001" not in words


def test_the_quote_has_room_to_agree():
    words = parts.words_of(samples.drawn("quote"))[0]

    for told in ("Bon pour accord", "Nom", "Fonction", "Date", "Signature", "Livraison de biens"):
        assert told in words
    assert "semaine 49 (du 30 novembre au 4 décembre 2026)" in words


def test_the_proof_tells_who_when_where_and_which_file():
    words = parts.words_of(samples.drawn("acceptance"))[0]

    assert "21 novembre 2026 à 14 h 05 min 09 s (UTC+01:00)" in words
    for told in ("Claire Fontanel", "Responsable des achats", "PO-2026-118", "203.0.113.24"):
        assert told in words
    assert samples.a_proof().quote_sha256 in words.replace(" ", "")


@pytest.mark.parametrize("count", LENGTHS)
def test_the_traveller_has_one_row_per_operation(count):
    pages = parts.words_of(samples.drawn("traveller", count))

    whole = " ".join(pages)
    assert whole.count("Par pièce") == count
    assert all("Contrôlé" in words and "OF2026-00012" in words for words in pages)


def test_an_operation_with_very_long_words_still_fits():
    step = samples.an_operation(0, label="Z" * 3000, machine="M " * 500, ppe=("gants " * 200,))

    pages = parts.words_of(traveller.draw(samples.a_traveller(operations=(step,))))

    assert "".join(pages).count("Z") >= 3000


def test_the_slip_tells_what_is_left():
    words = parts.words_of(samples.drawn("delivery_slip", 2))[0]

    assert "25 pièces 5 10 pièces soldé" in words
    assert "25 pièces 5 10 pièces 10" in words
    assert "notez vos réserves" in words


def test_a_signed_slip_shows_the_drawing_the_name_and_the_reserves():
    data = delivery_slip.draw(samples.a_slip(signature=samples.a_signature()))

    words = parts.words_of(data)[0]
    assert "Claire Fontanel" in words
    assert "Un carton abîmé" in words
    assert "notez vos réserves" not in words
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_a_slip_without_reserve_says_so():
    signature = samples.a_signature(reserves="", png=None)

    words = parts.words_of(delivery_slip.draw(samples.a_slip(signature=signature)))[0]

    assert "Aucune réserve" in words


@pytest.mark.parametrize(
    ("draw", "make"),
    [
        (quote.draw, samples.a_quote),
        (order_confirmation.draw, samples.an_order_confirmation),
        (delivery_slip.draw, samples.a_slip),
        (invoice.draw, samples.an_invoice),
    ],
)
def test_a_private_person_reads_what_the_consumer_code_asks(draw, make):
    told = ("Garantie légale de deux ans.", "Médiateur : M. Dupré.")

    assert "Particulier" not in " ".join(parts.words_of(draw(make())))
    words = " ".join(parts.words_of(draw(make(consumer=told))))
    assert all(sentence in words for sentence in told)


def test_the_statement_tells_practice_theory_and_target_in_words():
    words = parts.words_of(samples.drawn("hours_statement", 12))[0]

    assert "Pratique 235 h 45" in words
    assert "Théorie 110 h 00" in words
    assert "Pratique 68,2 % · objectif 66,7 %" in words


def test_a_statement_without_hours_divides_by_nothing():
    assert "Aucune heure" in parts.words_of(samples.drawn("hours_statement", 0))[0]
