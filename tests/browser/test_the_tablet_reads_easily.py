"""Gloves, noise, reading difficulties: every page of the tablet, standing and lying."""

import gzip
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PIN, enter
from tests.browser.easy import is_easy
from tests.browser.pages import press

pytestmark = pytest.mark.browser


def enrolled(window, size: str) -> Page:
    maitre, tablet = enter(window("desk"), "maitre"), window(size)
    maitre.goto("/bureau/tablettes")
    press(maitre, "Enrôler un appareil")
    tablet.goto(maitre.locator("code").inner_text())
    press(tablet, "Enrôler")
    expect(tablet.locator(".face").first).to_be_visible()
    return tablet


def come(tablet: Page) -> str:
    """The first face that has work; the address of its card."""
    for n in range(tablet.locator(".face").count()):
        tablet.goto("/atelier/")
        tablet.locator(".face").nth(n).click()
        for digit in PIN:
            tablet.get_by_role("button", name=digit, exact=True).click()
        expect(tablet.get_by_role("button", name="Fini pour moi")).to_be_visible()
        tile = tablet.locator(".reason")
        if tile.count():
            tile.first.click()
        if tablet.locator(".task").count():
            tablet.wait_for_load_state()  # its scripts are there
            return re.sub(r"[#?].*", "", tablet.url)
        press(tablet, "Fini pour moi")
    raise AssertionError("nobody has work in the demo today")


def pages(tablet: Page):
    """Every page of the student's path, one after the other."""
    yield "faces"
    tablet.locator(".face").first.click()
    expect(tablet.locator(".pinpad")).to_be_visible()
    yield "code"
    tablet.goto("/atelier/")
    card = come(tablet)
    yield "card"
    if tablet.locator("a.task-drawing").count():
        tablet.goto(f"{card}/plan")
        press(tablet, "Plus grand")
        yield "plan"
    for name in ("equipe", "pause", "fini", "etapes", "probleme", "defaut", "securite"):
        tablet.goto(f"{card}/{name}")
        yield name
        if name == "fini":
            tablet.locator("[data-stepper]").nth(1).locator('[data-step="1"]').click()
            yield "fini, with scrap"
    for name in ("taches", "confort", "mes-heures", "hors-ligne"):
        tablet.goto(f"/atelier/{name}")
        yield name


@pytest.mark.parametrize("size", ["desk", "tall"])
def test_every_page_is_made_for_gloves_and_easy_reading(window, size):
    tablet, troubles = enrolled(window, size), []
    for name in pages(tablet):
        troubles += is_easy(tablet, name)
    assert troubles == [], "\n".join(troubles)


def test_a_word_is_in_no_finger_s_way(window):
    """It lies over the page: what is below answers, and it goes by itself."""
    tablet = enrolled(window, "desk")
    word = tablet.locator(".flash-success")
    expect(word).to_be_visible()
    under = "(one) => { const box = one.getBoundingClientRect(); return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).closest('.flash') === null; }"
    assert word.evaluate(under)
    expect(word).to_be_hidden()


VOICES = """
  const said = [];
  const voice = { lang: "fr-FR", localService: %s, name: "Une voix" };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [voice], speak: (one) => said.push(one.text), cancel() {}, addEventListener() {},
  } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.heard = said;
"""


@pytest.mark.parametrize(("local", "there"), [("true", True), ("false", False)])
def test_the_page_is_read_aloud_only_where_the_tablet_has_a_french_voice(window, local, there):
    tablet = enrolled(window, "desk")
    tablet.add_init_script(VOICES % local)
    tablet.goto("/atelier/")
    tablet.locator(".face").first.click()
    button = tablet.get_by_role("button", name="Lire à voix haute")
    if not there:
        expect(button).to_be_hidden()
        return
    button.click()
    assert "Tape ton code" in tablet.evaluate("window.heard.join(' ')") or tablet.evaluate(
        "window.heard.join(' ')"
    ).startswith("Bonjour")


def test_a_silent_tablet_counts_down_and_goes_back_to_the_faces(window):
    tablet = enrolled(window, "desk")
    tablet.clock.install()
    come(tablet)
    tablet.clock.run_for(46_000)
    expect(tablet.get_by_text("Tu es encore là ?")).to_be_visible()
    tablet.get_by_role("button", name="Je suis là").click()
    expect(tablet.get_by_text("Tu es encore là ?")).to_be_hidden()
    tablet.clock.run_for(46_000)
    tablet.clock.run_for(11_000)
    expect(tablet.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()


def test_fast_fingers_lose_no_digit_when_the_page_is_whole_at_last(window):
    """Only a page that comes back from the past is emptied of its code."""
    tablet = enrolled(window, "desk")
    tablet.locator(".face").first.click()
    for digit in PIN[:2]:
        tablet.get_by_role("button", name=digit, exact=True).click()
    shown = "(back) => window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: back}))"

    tablet.evaluate(shown, False)
    expect(tablet.get_by_label("Ton code")).to_have_value(PIN[:2])
    tablet.evaluate(shown, True)
    expect(tablet.get_by_label("Ton code")).to_have_value("")


def test_the_first_load_of_the_faces_is_light(window):
    """Compressed as a proxy would send it; drawings apart."""
    tablet = enrolled(window, "desk")
    asked = "performance.getEntriesByType('resource').map((one) => one.name)"
    urls = {tablet.url, *tablet.evaluate(asked)}
    sizes = {url: len(gzip.compress(tablet.request.get(url).body())) for url in urls}
    print(f"first load of the faces: {sum(sizes.values()) // 1024} KB in {len(sizes)} answers")
    assert sum(sizes.values()) <= 250 * 1024
