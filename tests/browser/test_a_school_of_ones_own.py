"""The first hour of a new school in a real Chromium: four pages, then its students by CSV."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import code_of, served
from tests.browser.pages import follow, no_barrier, nothing_overflows, open_page, panel, press

pytestmark = pytest.mark.browser
PASSWORD = "quatre-copeaux-bleus"
GOOD = "Prénom;Nom;Date de naissance;Promotion\nInès;Marchal;14/03/2010;CAP RICS 1re année\n"
BAD = f"{GOOD}Léo;Fontviel;31/02/2010;CAP RICS 1re année\n"


@pytest.fixture
def site(tmp_path):
    """A server with a database and nobody in it."""
    with served(tmp_path, school=False) as url:
        yield url


@pytest.fixture
def code(site, tmp_path):
    return code_of(tmp_path)


def checked(page: Page) -> None:
    nothing_overflows(page)
    no_barrier(page)


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


def found(page: Page, code: str) -> None:
    page.goto("/")
    checked(page)
    fill(page, code=code)
    press(page, "Commencer")
    fill(page, name="École du Val", street="3 rue des Forges", postal_code="74100")
    fill(page, city="Bourg-les-Forges", siret="100 000 009 00017")
    checked(page)
    press(page, "Continuer")
    checked(page)
    press(page, "Continuer")
    page.get_by_label("CAP RICS 1re année").check()
    checked(page)
    press(page, "Continuer")
    fill(page, first_name="Claire", last_name="Dumas", email="claire@example.org")
    fill(page, password=PASSWORD, again=PASSWORD)
    checked(page)
    press(page, "Créer l'école")
    expect(page.locator(".flash")).to_contain_text("Votre école est prête")
    checked(page)


def bring_students(page: Page) -> None:
    follow(panel(page, "Préparer l'école"), "Vos élèves")
    follow(page.locator("main"), "Importer")
    send_table(page, BAD)
    expect(page.locator(".panel-need")).to_contain_text("1 ligne à corriger, rien n'est écrit")
    expect(page.locator(".panel-need")).to_contain_text("Ligne 3")
    checked(page)
    send_table(page, GOOD)
    expect(panel(page, "Essai : rien n'est encore écrit")).to_contain_text("Inès Marchal")
    checked(page)
    press(page, "Ajouter 1 fiche")
    expect(page.locator(".flash")).to_contain_text("1 fiche ajoutée")
    expect(page.get_by_role("link", name="Inès Marchal")).to_be_visible()
    checked(page)


def send_table(page: Page, words: str) -> None:
    table = {"name": "eleves.csv", "mimeType": "text/csv", "buffer": words.encode()}
    page.locator("input[type=file]").set_input_files(table)
    press(page, "Essayer")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_school_is_founded_and_brings_its_students(window, code, size):
    page = window(size)
    found(page, code)
    bring_students(page)
    for address in ("", "/lieux", "/diplomes", "/machines", "/operations", "/calendrier"):
        open_page(page, f"/bureau/reglages{address}")
    open_page(page, "/bureau/emploi-du-temps/semaine-type")
    expect(page.locator("h1")).to_contain_text("Semaine type")
