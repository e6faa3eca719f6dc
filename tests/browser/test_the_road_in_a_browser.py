"""What only a browser can show: real screens, a finger, a tablet, four people."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PIN, enter

pytestmark = pytest.mark.browser


def nothing_overflows(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide}px too wide"


def no_barrier(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == [], page.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def yes(page: Page) -> None:
    page.locator("#confirm").get_by_role("button", name="Confirmer").click()


def test_four_people_take_an_order_from_the_wish_to_the_quote_and_back(window):
    buyer, maitre = enter(window("phone"), "client"), enter(window("desk"), "maitre")
    office = enter(window("desk"), "secretariat")
    label = "Moyeu d'essai Ø80"
    later = date.today() + timedelta(days=28)

    buyer.goto("/client/demandes/nouvelle")
    buyer.get_by_label("Quelle pièce ?").fill(label)
    buyer.get_by_label("Combien ?").fill("10")
    buyer.get_by_label("Semaine souhaitée").fill(f"{later:%G-W%V}")
    buyer.get_by_label("J'accepte que la pièce").check()
    press(buyer, "Envoyer la demande")
    expect(buyer.get_by_role("status")).to_contain_text("reçue")
    nothing_overflows(buyer)

    maitre.goto("/bureau/demandes")
    maitre.get_by_role("link", name=label).click()
    maitre.get_by_role("link", name="Remplir la fiche").click()
    maitre.get_by_label("Pourquoi ?").fill("Tournage simple, délai souple.")
    press(maitre, "Enregistrer l'étude")
    expect(maitre.get_by_role("status")).to_contain_text("enregistrée")

    office.goto(maitre.url)
    press(office, "Préparer le devis")
    office.get_by_role("link", name="Ajouter une opération").click()
    office.get_by_label("Réglage").fill("1 h")
    office.get_by_label("Par pièce").fill("9 min")
    press(office, "Ajouter l'opération")
    press(office, "Envoyer au client")
    expect(office.get_by_role("status")).to_contain_text("est envoyé")

    buyer.goto("/client/devis")
    buyer.get_by_role("link", name=label).click()
    buyer.get_by_label("Votre fonction").fill("Achats")
    buyer.get_by_label("Signature").fill("Nora")
    buyer.get_by_label("J'accepte ce devis").check()
    press(buyer, "Accepter le devis")
    expect(buyer.get_by_role("status")).to_contain_text("est lancée")
    expect(buyer.get_by_text("Rien à faire")).to_be_visible()
    nothing_overflows(buyer)
    no_barrier(buyer)


@pytest.mark.parametrize("size", ["desk", "tall"])
def test_a_student_works_at_the_tablet_without_a_keyboard(window, size):
    maitre, tablet = enter(window("desk"), "maitre"), window(size)
    maitre.goto("/bureau/tablettes")
    press(maitre, "Enrôler un appareil")
    tablet.goto(maitre.locator("code").inner_text())
    press(tablet, "Enrôler")
    expect(tablet.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()
    nothing_overflows(tablet)
    no_barrier(tablet)

    tablet.locator(".face").first.click()
    for digit in PIN:
        tablet.get_by_role("button", name=digit, exact=True).click()
    expect(tablet.get_by_role("button", name="Fini pour moi")).to_be_visible()
    nothing_overflows(tablet)
    no_barrier(tablet)

    press(tablet, "Fini pour moi")
    expect(tablet.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()


PAGES = {
    "direction": ("", "comptes", "recherche?q=axe", "promotions", "emploi-du-temps"),
    "secretariat": (
        "demandes",
        "devis",
        "commandes",
        "livraisons",
        "factures",
        "clients",
        "eleves",
    ),
    "maitre": ("a-valider", "equipes", "fabrication", "tablettes", "appels"),
}


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize("who", PAGES)
def test_no_page_of_the_office_overflows_or_bars_anybody(window, who, size):
    page = enter(window(size), who)
    for address in PAGES[who]:
        answer = page.goto(f"/bureau/{address}")
        assert answer.status == 200, address
        nothing_overflows(page)
        no_barrier(page)


def test_the_first_record_of_each_list_opens_well(window):
    page = enter(window("desk"), "secretariat")
    for address in (
        "demandes",
        "devis",
        "commandes",
        "livraisons",
        "factures",
        "clients",
        "eleves",
    ):
        page.goto(f"/bureau/{address}")
        page.locator(".cell-title a").first.click()
        expect(page.locator("h1")).to_be_visible()
        nothing_overflows(page)
        no_barrier(page)
