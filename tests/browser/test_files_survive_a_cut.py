"""Files chosen on a phone whose line is cut in the middle: they go on by themselves and arrive once."""

from datetime import date, timedelta
from hashlib import sha256
from random import Random

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import SIZES, enter
from tests.browser.pages import no_barrier, nothing_overflows, open_page

pytestmark = pytest.mark.browser
PIECE = 512 * 1024
BIG = b"%PDF-1.4\n1 0 obj<<>>endobj\n" + Random(7).randbytes(5 * PIECE) + b"\ntrailer<<>>\n%%EOF"
FILE = {"name": "bâti soudé.pdf", "mimeType": "application/pdf", "buffer": BIG}


class BadLine:
    """Carries some pieces, then none, as told; `seen` says where each began."""

    def __init__(self, page: Page) -> None:
        self.page, self.seen, self.cut_after, self.loses_answers = page, [], 10**9, False
        page.route("**/envois/**", self.carry)

    def carry(self, route: Route) -> None:
        if route.request.method == "POST":
            self.seen.append(route.request.url.partition("start=")[2])
        if self.cut_after <= 0:
            route.abort("connectionfailed")
            return
        self.cut_after -= route.request.method == "POST"
        if self.loses_answers and not self.cut_after:
            route.fetch()  # it arrived, and nobody says so
            route.abort("connectionfailed")
            return
        route.continue_()

    def is_back(self) -> None:
        self.cut_after, self.loses_answers = 10**9, False


@pytest.fixture
def phone(chromium, site):
    """Its console may complain: the line is cut on purpose."""
    width, height = SIZES["phone"]
    size = {"width": width, "height": height}
    context = chromium.new_context(viewport=size, base_url=site, locale="fr-FR")
    context.set_default_timeout(15_000)
    yield enter(context.new_page(), "client")
    context.close()


def fill_in(page: Page) -> None:
    page.get_by_label("Quelle pièce ?").first.fill("Bâti soudé d'essai")
    page.get_by_label("Combien ?").first.fill("2")
    page.get_by_label("Semaine souhaitée").fill(f"{date.today() + timedelta(days=42):%G-W%V}")
    page.get_by_label("J'accepte que la pièce").check()


def arrived_once(page: Page) -> None:
    """One file of the request, byte for byte what was chosen."""
    expect(page.get_by_role("status")).to_contain_text("reçue")
    link = page.get_by_role("link", name=FILE["name"])
    expect(link).to_have_count(1)
    with page.expect_download() as download:
        link.click()
    assert sha256(download.value.path().read_bytes()).digest() == sha256(BIG).digest()


@pytest.mark.parametrize("loses_answers", [False, True])
def test_a_line_cut_in_the_middle_costs_one_piece(phone, loses_answers):
    line = BadLine(phone)
    line.cut_after, line.loses_answers = 3, loses_answers
    open_page(phone, "/client/demandes/nouvelle")
    phone.get_by_label("Plans").set_input_files(FILE)
    fill_in(phone)

    expect(phone.get_by_text("La connexion est coupée")).to_be_visible()
    bar = phone.locator("progress")
    assert 0 < bar.evaluate("bar => bar.value / bar.max") < 1
    nothing_overflows(phone)
    no_barrier(phone)
    phone.get_by_role("button", name="Envoyer la demande").click()
    expect(bar).to_be_visible()  # the form waits for its file
    line.is_back()

    arrived_once(phone)
    asked = [int(start) for start in line.seen]
    assert set(asked) == set(range(0, len(BIG), PIECE))
    assert max(asked.count(start) for start in set(asked)) <= 2, asked


def test_a_page_loaded_again_goes_on_where_the_file_stopped(phone, tmp_path):
    chosen = tmp_path / FILE["name"]
    chosen.write_bytes(BIG)
    line = BadLine(phone)
    line.cut_after = 3
    open_page(phone, "/client/demandes/nouvelle")
    phone.get_by_label("Plans").set_input_files(chosen)
    expect(phone.get_by_text("La connexion est coupée")).to_be_visible()
    line.is_back()
    line.seen.clear()
    open_page(phone, "/client/demandes/nouvelle")
    phone.get_by_label("Plans").set_input_files(chosen)
    fill_in(phone)
    phone.get_by_role("button", name="Envoyer la demande").click()

    arrived_once(phone)
    assert [int(start) for start in line.seen] == list(range(3 * PIECE, len(BIG), PIECE))


def test_without_network_at_all_nothing_is_lost(phone):
    open_page(phone, "/client/demandes/nouvelle")
    fill_in(phone)
    phone.context.set_offline(True)
    phone.get_by_label("Plans").set_input_files(FILE)
    phone.get_by_role("button", name="Envoyer la demande").click()
    expect(phone.get_by_text("La connexion est coupée")).to_be_visible()
    expect(phone.get_by_label("Quelle pièce ?").first).to_have_value("Bâti soudé d'essai")
    phone.context.set_offline(False)

    arrived_once(phone)


def test_what_is_no_drawing_is_told_at_once_and_the_rest_goes(phone):
    wrong = {"name": "axe.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + BIG[2:]}
    empty = {"name": "vide.pdf", "mimeType": "application/pdf", "buffer": b""}
    open_page(phone, "/client/demandes/nouvelle")
    fill_in(phone)
    phone.get_by_label("Plans").set_input_files([wrong, empty, FILE])
    expect(phone.get_by_role("alert")).to_contain_text(["un fichier que nous lisons", "est vide"])
    unwanted = {**FILE, "name": "autre.pdf"}
    phone.get_by_label("Plans").set_input_files(unwanted)
    phone.get_by_role("checkbox", name="autre.pdf").uncheck()
    no_barrier(phone)
    phone.get_by_role("button", name="Envoyer la demande").click()

    arrived_once(phone)
    expect(phone.locator("main")).not_to_contain_text("autre.pdf")


def test_a_browser_without_scripts_sends_the_form_itself(chromium, site):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = enter(context.new_page(), "client")
    assert page.goto("/client/demandes/nouvelle").status == 200
    page.get_by_label("Plans").set_input_files(FILE)
    fill_in(page)
    page.get_by_role("button", name="Envoyer la demande").click()

    arrived_once(page)
    context.close()
