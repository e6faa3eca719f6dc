"""A newcomer on a phone: a request with three files, counted in taps, with and without an account."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import enter
from tests.browser.pages import no_barrier, nothing_overflows, open_page

pytestmark = pytest.mark.browser
MOST_TAPS = 15
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
STEP = b"ISO-10303-21;\nHEADER;\nENDSEC;\nEND-ISO-10303-21;\n"
DXF = b"  0\nSECTION\n  2\nHEADER\n  0\nENDSEC\n  0\nEOF\n"
FILES = [
    {"name": "axe.pdf", "mimeType": "application/pdf", "buffer": PDF},
    {"name": "axe.step", "mimeType": "model/step", "buffer": STEP},
    {"name": "axe.dxf", "mimeType": "image/vnd.dxf", "buffer": DXF},
]


class Thumb:
    """A finger: each field it goes to, and each button, is a tap."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, what: Locator) -> None:
        self.taps += 1
        what.click()

    def write(self, label: str, words: str) -> None:
        self.taps += 1
        self.page.get_by_label(label).first.fill(words)


def fill_in(thumb: Thumb) -> None:
    later = date.today() + timedelta(days=42)
    thumb.write("Quelle pièce ?", "Axe d'essai Ø30")
    thumb.write("Combien ?", "25")
    thumb.write("Semaine souhaitée", f"{later:%G-W%V}")
    thumb.taps += 2  # the picker opens, the three files are chosen at once
    thumb.page.get_by_label("Plans").set_input_files(FILES)


def test_a_buyer_asks_with_three_files_in_fifteen_taps(window):
    page = enter(window("phone"), "client")
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name="Demander un prix"))
    nothing_overflows(page)
    no_barrier(page)
    fill_in(thumb)
    thumb.tap(page.get_by_label("J'accepte que la pièce"))
    thumb.tap(page.get_by_role("button", name="Envoyer la demande"))

    expect(page.get_by_role("status")).to_contain_text("reçue")
    for name in ("axe.pdf", "axe.step", "axe.dxf"):
        expect(page.locator("main")).to_contain_text(name)
    nothing_overflows(page)
    assert thumb.taps <= MOST_TAPS


def test_somebody_without_an_account_asks_in_fifteen_taps_too(window):
    page = window("phone")
    open_page(page, "/demander")
    no_barrier(page)
    thumb = Thumb(page)
    fill_in(thumb)
    thumb.write("Votre entreprise", "Tôlerie d'essai")
    thumb.write("Prénom et nom", "Ana Essai")
    thumb.write("Adresse e-mail", "ana@tolerie.example")
    thumb.tap(page.get_by_label("J'accepte que la pièce"))
    thumb.tap(page.get_by_role("button", name="Envoyer la demande"))

    expect(page.get_by_role("heading", name="Ouvrez votre messagerie")).to_be_visible()
    nothing_overflows(page)
    no_barrier(page)
    assert thumb.taps <= MOST_TAPS


PAGES = ("", "demandes", "devis", "commandes", "factures", "compte", "equipe", "equipe/nouveau",
         "cles", "recherche?q=axe")  # fmt: skip


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_no_page_of_the_portal_overflows_or_bars_anybody(window, size):
    page = enter(window(size), "client")
    for address in PAGES:
        open_page(page, f"/client/{address}")
        no_barrier(page)
    open_page(page, "/client/commandes")
    page.locator(".panel a").first.click()
    nothing_overflows(page)
    no_barrier(page)
    for name in ("Écrire à l'école", "Signaler un défaut"):
        page.get_by_role("link", name=name).click()
        nothing_overflows(page)
        no_barrier(page)
        page.go_back()
    page.get_by_role("button", name="Créer un lien").click()
    link = page.locator("code.secret").inner_text()
    stranger = window(size)
    open_page(stranger, link)
    no_barrier(stranger)
    expect(stranger.locator("main")).to_contain_text("Livraison prévue")
