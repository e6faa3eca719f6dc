"""A student asks for help: the instructor's page and the board say so by themselves, within five seconds."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import enter
from tests.browser.pages import no_barrier, nothing_overflows, open_page, press
from tests.browser.test_the_tablet_reads_easily import come, enrolled

pytestmark = pytest.mark.browser
SOON = 5_000  # milliseconds


def call(tablet: Page) -> str:
    """« Aide », from the card of a student at work; the student's first name."""
    come(tablet)
    press(tablet, "Aide")
    expect(tablet.get_by_text("Le maître est appelé.")).to_be_visible()
    return tablet.locator(".me span").last.inner_text()


def test_a_call_comes_while_a_form_is_half_filled(window):
    maitre, tablet = enter(window("phone"), "maitre"), enrolled(window, "desk")
    open_page(maitre, "/bureau/a-valider")
    aid = maitre.locator("form[action$='/valider'] select").first
    before = maitre.locator(".panel-call").count()
    chosen = aid.locator("option").last.get_attribute("value")
    aid.select_option(chosen)
    aid.blur()

    call(tablet)

    expect(maitre.locator(".panel-call")).to_have_count(before + 1, timeout=SOON)
    expect(aid).to_have_value(chosen)
    nothing_overflows(maitre)
    no_barrier(maitre)
