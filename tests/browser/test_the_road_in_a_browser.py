"""What only a browser can show: real screens, a finger, a tablet, four people."""

import pytest
from playwright.sync_api import expect

from tests.browser import selling
from tests.browser.conftest import PIN, enter
from tests.browser.pages import no_barrier, nothing_overflows, press

pytestmark = pytest.mark.browser


def test_four_people_take_an_order_from_the_wish_to_the_quote_and_back(window):
    buyer, maitre = enter(window("phone"), "client"), enter(window("desk"), "maitre")
    office, label = enter(window("desk"), "secretariat"), "Moyeu d'essai Ø80"

    selling.ask(buyer, label)
    selling.study(maitre, label)
    selling.quote(office, maitre.url)
    selling.accept(buyer, label)

    no_barrier(buyer)
    expect(buyer.get_by_role("status")).to_contain_text("est lancée")


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
    "maitre": ("a-valider", "equipes", "fabrication", "tablettes", "appels", "roles", "matin"),
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
