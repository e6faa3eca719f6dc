"""Pictures of the demo for the README: `make screenshots` writes them to docs/screenshots."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import NAMES, QUIET, SIZES, code_of, enter, served

FOLDER = Path("docs/screenshots")
SHOTS = (
    ("secretariat", "desk", "/bureau/", "bureau"),
    ("secretariat", "desk", "/bureau/devis", "devis"),
    ("maitre", "phone", "/bureau/a-valider", "a-valider"),
    ("maitre", "desk", "/bureau/equipes", "equipes"),
    ("client", "phone", "/client/commandes", "suivi"),
    ("direction", "desk", "/bureau/promotions", "promotions"),
    ("direction", "desk", "/bureau/reglages", "reglages"),
    ("direction", "desk", "/bureau/imports/eleves", "import"),
    ("maitre", "desk", "/bureau/emploi-du-temps", "emploi-du-temps"),
)
OPEN_FIRST = {"devis": ".cell-title a", "suivi": ".panel a"}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = next(found for name in NAMES if (found := shutil.which(name)))
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        for who, size, address, name in SHOTS:
            width, height = SIZES[size]
            context = browser.new_context(
                viewport={"width": width, "height": height}, base_url=site, locale="fr-FR"
            )
            page = enter(context.new_page(), who)
            page.goto(address)
            if name in OPEN_FIRST:
                page.locator(OPEN_FIRST[name]).first.click()
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        tablet(browser, site)
        first_start(browser)


def tablet(browser, site) -> None:
    """The faces, the keys and the card, as a student sees them."""
    maitre = enter(browser.new_context(base_url=site).new_page(), "maitre")
    maitre.goto("/bureau/tablettes")
    maitre.get_by_role("button", name="Enrôler un appareil").first.click()
    width, height = SIZES["desk"]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=site)
    page = context.new_page()
    page.goto(maitre.locator("code").inner_text())
    page.get_by_role("button", name="Enrôler").click()
    page.screenshot(path=FOLDER / "tablette.png")
    page.locator(".face").first.click()
    page.screenshot(path=FOLDER / "code.png")
    for digit in "4826":
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Fini pour moi").wait_for()
    page.wait_for_load_state("networkidle")  # the drawing is there
    page.screenshot(path=FOLDER / "tache.png")
    context.close()


def first_start(browser) -> None:
    """The first of the four pages that found a school, on an installation without one."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), school=False) as site:
        width, height = SIZES["desk"]
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=site)
        page = context.new_page()
        page.goto("/")
        page.get_by_label("Code du premier démarrage").fill(code_of(Path(folder)))
        page.get_by_role("button", name="Commencer").click()
        page.screenshot(path=FOLDER / "premier-demarrage.png")
        context.close()


if __name__ == "__main__":
    main()
