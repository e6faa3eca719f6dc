"""Every page of the portal on a phone: nothing overflows, nobody is barred, the first load is light."""

import gzip
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import enter
from tests.browser.pages import no_barrier, nothing_overflows, open_page, press
from tests.browser.test_asking_on_a_phone import Thumb, fill_in
from tests.walls.test_routes import TABLE

pytestmark = pytest.mark.browser
LIGHT = 150 * 1024  # bytes, compressed
SAME = 3  # pages of one kind that are opened: their records are in other states
FILES = (
    "pdf",
    "arc",
    "controle",
    "papiers",
    "preuve",
    "bon-de-commande",
    "apercu",
    "avancement",
    "photo",
    "bon",
    "fichier",
)
RESOURCES = "performance.getEntriesByType('resource').map((one) => one.name)"


def kind_of(address: str) -> str:
    """« /client/devis/12 » and « /client/devis/<int:quote_id> » are of one kind."""
    return re.sub(r"/(\d+|<int:\w+>)(?=/|$)", "/n", urlsplit(address).path)


def is_page(kind: str) -> bool:
    return not kind.endswith(FILES) and not re.search(r"/(fichiers|certificats|pieces)/n$", kind)


def kinds_of_the_portal() -> set[str]:
    """As the table of doors tells."""
    doors = (line.split() for line in TABLE.read_text().splitlines())
    known = {kind_of(path) for verb, path, _ in doors if (verb, path[:8]) == ("GET", "/client/")}
    return {kind for kind in known if is_page(kind)}


def links_of(page: Page) -> list[str]:
    found = page.locator("a[href^='/client/']").evaluate_all(
        "links => links.map((one) => one.getAttribute('href'))"
    )
    return list(dict.fromkeys(found))


def test_every_page_of_a_buyer_is_open_to_all(window):
    page = enter(window("phone"), "client")
    waiting, opened = ["/client/", "/client/recherche?q=axe"], {}
    while waiting:
        address = waiting.pop(0)
        known = opened.setdefault(kind_of(address), set())
        if address in known or len(known) == SAME:
            continue
        known.add(address)
        answer = page.request.get(address)
        assert answer.status == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue  # a paper or a file
        open_page(page, address)
        no_barrier(page)
        waiting += links_of(page)

    assert kinds_of_the_portal() - set(opened) == set()


def link_in_letters(folder: Path, start: str) -> str:
    """The newest letter with such a link; a program of the server writes it within seconds."""
    for _ in range(150):
        letters = sorted((folder / "mails").glob("*"), key=lambda one: one.stat().st_mtime)
        text = "".join(one.read_text() for one in letters).replace("=\n", "")
        found = re.findall(rf"{start}[\w-]+", text)
        if found:
            return found[-1]
        time.sleep(0.2)
    raise AssertionError(f"no letter says {start}")


def test_every_page_of_somebody_without_an_account_too(window, site_folder):
    page = window("phone")
    for address in ("/entrer", "/entrer/lien", "/mot-de-passe-oublie", "/demander"):
        open_page(page, address)
        no_barrier(page)
    fill_in(Thumb(page))
    for label, words in (("Votre entreprise", "Tôlerie"), ("Prénom et nom", "Zoé Essai")):
        page.get_by_label(label).fill(words)
    page.get_by_label("Adresse e-mail").fill("zoe@tolerie.example")
    page.get_by_label("J'accepte que la pièce").check()
    press(page, "Envoyer la demande")
    page.get_by_role("heading", name="Ouvrez votre messagerie").wait_for()
    no_barrier(page)
    open_page(page, link_in_letters(site_folder, "/demander/confirmer/"))
    no_barrier(page)
    press(page, "Confirmer")
    page.wait_for_load_state()
    for check in (no_barrier, nothing_overflows):
        check(page)
    assert page.locator("h1").inner_text() == "Merci, votre demande est reçue"
    open_page(page, link_in_letters(site_folder, "/demande/"))
    no_barrier(page)
    assert page.locator("h1").inner_text() == "Axe d'essai Ø30"


def weight(page: Page, address: str) -> int:
    """All that the browser loads for this page alone, compressed as a proxy would send it."""
    open_page(page, address)
    page.wait_for_load_state("networkidle")
    urls = {page.url, *page.evaluate(RESOURCES)}
    return sum(len(gzip.compress(page.request.get(url).body())) for url in urls)


def tracking_link(page: Page) -> str:
    open_page(page, "/client/commandes")
    page.locator(".panel a").first.click()
    press(page, "Créer un lien")
    return page.locator("code.secret").inner_text()


def test_the_first_load_of_each_page_is_light(window):
    """And a tracking page, of which no link of the portal tells, bars nobody either."""
    page, stranger = enter(window("phone"), "client"), window("phone")
    quote = first_of(page, "/client/devis")
    told = {
        "/demander": weight(stranger, "/demander"),
        "suivi": weight(stranger, tracking_link(page)),
    }
    no_barrier(stranger)
    mine = ("/client/", "/client/demandes/nouvelle", quote, first_of(page, "/client/commandes"),
            "/client/factures", first_of(page, "/client/factures"), "/client/compte")  # fmt: skip
    told |= {address: weight(page, address) for address in mine}
    print({address: f"{size // 1024} KB" for address, size in told.items()})
    assert {address: size for address, size in told.items() if size > LIGHT} == {}


def first_of(page: Page, address: str) -> str:
    open_page(page, address)
    links = [one for one in links_of(page) if kind_of(one) == f"{address}/n"]
    return links[0]
