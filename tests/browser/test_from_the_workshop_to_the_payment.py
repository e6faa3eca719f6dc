"""The second half of the road: made by students, signed with a finger, invoiced and paid."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import selling
from tests.browser.conftest import PIN, enter
from tests.browser.pages import (
    draw,
    follow,
    no_barrier,
    nothing_overflows,
    number_in,
    open_page,
    panel,
    press,
    yes,
)

pytestmark = pytest.mark.browser
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)
LABEL = "Bague d'essai Ø42"


def test_students_make_it_the_customer_signs_and_the_buyer_pays(window):
    buyer, maitre = enter(window("phone"), "client"), enter(window("desk"), "maitre")
    office, tablet = enter(window("desk"), "secretariat"), window("tall")
    sell(buyer, maitre, office)

    enrol(maitre, tablet)
    student = form_a_team(maitre, tablet)
    make(tablet, student)
    validate(maitre)
    deliver(office)
    sign(office, tablet)
    invoice(office)
    receive_the_money(office)
    read_the_invoice(buyer)
    expect(buyer.locator("main")).to_contain_text("Payée")


def sell(buyer: Page, maitre: Page, office: Page) -> None:
    selling.ask(buyer, LABEL)
    selling.study(maitre, LABEL)
    selling.quote(office, maitre.url)
    selling.accept(buyer, LABEL)


def enrol(maitre: Page, tablet: Page) -> None:
    maitre.goto("/bureau/tablettes")
    press(maitre, "Enrôler un appareil")
    tablet.goto(maitre.locator("code").inner_text())
    press(tablet, "Enrôler")
    expect(tablet.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()


def an_adult(maitre: Page, tablet: Page) -> int:
    """Somebody of the tablet whom no law forbids the hour at which the tests happen to run."""
    for face in tablet.locator(".face").all():
        student = number_in(face.get_attribute("href"))
        open_page(maitre, f"/bureau/eleves/{student}")
        words = maitre.locator("main").inner_text()
        day, month, year = re.search(r"Née? le (\d+)\S* (\S+) (\d{4})", words).groups()
        of_age = date(int(year) + 18, MONTHS.index(month) + 1, int(day))
        if of_age <= date.today():
            return student
    pytest.fail("nobody on this tablet is of age")


def form_a_team(maitre: Page, tablet: Page) -> int:
    """An adult of the tablet gets the job, at the session of today where they sit."""
    student = an_adult(maitre, tablet)
    open_page(maitre, "/bureau/equipes")
    folded = maitre.locator("aside summary")
    if folded.count():
        folded.click()
    maitre.locator("aside p", has_text=LABEL).get_by_role("link").click()
    nothing_overflows(maitre)
    today = maitre.locator("section.panel", has_text="Aujourd'hui").get_by_role("link")
    for address in [link.get_attribute("href") for link in today.all()]:
        open_page(maitre, address)
        if maitre.locator(f'input[value="{student}"]').count():
            break
    maitre.locator(f'input[value="{student}"]').check()
    press(maitre, "Former l'équipe")
    expect(maitre.get_by_role("status")).to_contain_text("L'équipe est formée")
    nothing_overflows(maitre)
    return student


def make(tablet: Page, student: int) -> None:
    """A face, a code, « Commencer », « Fini », the pieces."""
    tablet.reload()
    tablet.locator(f'.face[href$="/{student}"]').click()
    nothing_overflows(tablet)
    for digit in PIN:
        tablet.get_by_role("button", name=digit, exact=True).click()
    expect(tablet.get_by_role("button", name="Fini pour moi")).to_be_visible()
    nothing_overflows(tablet)
    choose_the_job(tablet)
    open_question(tablet, "Commencer", "Avec qui ?")
    press(tablet, "C'est bon")
    choose_the_job(tablet)
    open_question(tablet, "Fini", "Combien de pièces ?")
    tablet.get_by_text("Facile").click()
    press(tablet, "C'est bon")
    expect(tablet.get_by_text("C'est fait.")).to_be_visible()
    expect(tablet.get_by_text(LABEL)).to_have_count(0)
    press(tablet, "Fini pour moi")
    expect(tablet.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()


def open_question(tablet: Page, link: str, heading: str) -> None:
    follow(tablet, link)
    expect(tablet.get_by_role("heading", name=heading)).to_be_visible()
    nothing_overflows(tablet)
    no_barrier(tablet)


def choose_the_job(tablet: Page) -> None:
    """Who has several jobs today chooses on a tile; who has one is there already."""
    expect(tablet.get_by_text(LABEL).first).to_be_visible()
    tile = tablet.locator(".reason", has_text=LABEL)
    if tile.count():
        tile.click()
    expect(tablet.locator(".task")).to_be_visible()
    nothing_overflows(tablet)


def validate(maitre: Page) -> None:
    open_page(maitre, "/bureau/a-valider")
    work = panel(maitre, LABEL)
    expect(work).to_contain_text("Bonnes : 10 · ratées : 0")
    press(work, "Valider")
    expect(maitre.get_by_role("status")).to_contain_text("est validée")
    nothing_overflows(maitre)


def deliver(office: Page) -> None:
    open_page(office, "/bureau/commandes")
    follow(office, LABEL)
    nothing_overflows(office)
    follow(office, "Préparer une livraison")
    expect(office.get_by_label("À livrer")).to_have_value("10")
    nothing_overflows(office)
    press(office, "Préparer le bon")
    expect(office.get_by_role("status")).to_contain_text("Le bon est prêt")
    nothing_overflows(office)
    press(office, "Annoncer")
    expect(office.get_by_role("status")).to_contain_text("est annoncé")


def sign(office: Page, tablet: Page) -> None:
    """The office hands over a screen: the tablet, where nobody is signed in."""
    slip = office.url
    press(office, "Faire signer ici")
    office.wait_for_url("**/signer/*")
    open_page(tablet, office.url)
    no_barrier(tablet)
    tablet.get_by_label("Votre nom").fill("Nora Bailly")
    draw(tablet, tablet.locator("[data-signature-canvas]"))
    expect(tablet.locator(".signature.signed")).to_be_visible()
    nothing_overflows(tablet)
    press(tablet, "Signer")
    expect(tablet.get_by_text("Rendez l'écran")).to_be_visible()
    nothing_overflows(tablet)
    open_page(office, slip)
    expect(office.get_by_text("Nora Bailly")).to_be_visible()


def invoice(office: Page) -> None:
    open_page(office, "/bureau/factures/a-facturer")
    press(panel(office, LABEL), "Préparer la facture")
    expect(office.get_by_role("heading", name="Brouillon")).to_be_visible()
    nothing_overflows(office)
    press(office, "Émettre")
    yes(office)
    expect(office.get_by_role("status")).to_contain_text("est émise")
    nothing_overflows(office)


def receive_the_money(office: Page) -> None:
    expect(office.get_by_label("Montant")).not_to_have_value("")
    press(office, "Enregistrer le règlement")
    expect(office.locator("header .state")).to_contain_text("Payée")
    nothing_overflows(office)
    no_barrier(office)


def read_the_invoice(buyer: Page) -> None:
    open_page(buyer, "/client/factures")
    follow(panel(buyer, LABEL), "F")
    expect(buyer.locator("header .state")).to_contain_text("Payée")
    expect(buyer.get_by_text("À vous")).to_have_count(0)
    nothing_overflows(buyer)
    no_barrier(buyer)
    paper = buyer.request.get(buyer.get_by_role("link", name="Lire le PDF").get_attribute("href"))
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF") and len(paper.body()) > 5_000
