"""A student asks for help: the instructor's page and the board say so by themselves, within five seconds."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import enter
from tests.browser.pages import follow, no_barrier, nothing_overflows, open_page, press
from tests.browser.test_the_tablet_reads_easily import come, enrolled

pytestmark = pytest.mark.browser
SOON = 5_000  # milliseconds


def call(tablet: Page) -> str:
    """« Aide », from the card of a student who has work; the first name."""
    come(tablet)
    press(tablet, "Aide")
    expect(tablet.get_by_text("Le maître est appelé.")).to_be_visible()
    return tablet.locator(".me span").last.inner_text()


def test_a_call_is_seen_by_all_while_a_form_is_half_filled(window):
    phone, board = enter(window("phone"), "maitre"), enter(window("desk"), "maitre")
    tablet = enrolled(window, "desk")
    open_page(phone, "/bureau/a-valider")
    open_page(board, "/bureau/planning")
    aid = phone.locator("form[action$='/valider'] select").first
    chosen = aid.locator("option").last.get_attribute("value")
    aid.select_option(chosen)
    aid.blur()

    name = call(tablet)

    told = f"Aide : {name}"
    tile = phone.locator(".panel-call", has_text=told)
    card = board.locator(".job-call", has_text=told).first
    expect(tile).to_be_visible(timeout=SOON)
    expect(card).to_be_visible(timeout=SOON)
    expect(aid).to_have_value(chosen)
    for page in (phone, board):
        nothing_overflows(page)
        no_barrier(page)
    press(tile, "J'arrive")
    expect(card).to_contain_text("vu par Denis", timeout=SOON)
    expect(tablet.get_by_text("Le maître a vu. Il arrive.")).to_be_visible()
    press(tile, "C'est réglé")
    expect(card).to_have_count(0, timeout=SOON)


def test_a_first_piece_is_judged_on_a_phone(window):
    phone = enter(window("phone"), "maitre")
    open_page(phone, "/bureau/a-valider")
    follow(phone, "Contrôler")
    boxes = phone.locator(".two-measures > div")
    expect(boxes.first).to_be_visible()

    assert boxes.nth(0).bounding_box()["y"] == boxes.nth(1).bounding_box()["y"]
    nothing_overflows(phone)
    no_barrier(phone)
    phone.get_by_label("Votre mesure").first.fill("42,01")
    press(phone, "Bonne")
    expect(phone.get_by_text("La première pièce est jugée.")).to_be_visible()


def test_a_level_is_one_row_of_keys_on_a_phone(window):
    """Four keys a student, each as large as a thumb; a tap chooses another level."""
    phone = enter(window("phone"), "maitre")
    open_page(phone, "/bureau/a-valider")
    rows = phone.locator("form[action$='/valider'] .segments")
    assert rows.count() > 1

    for row in rows.all():
        boxes = [key.bounding_box() for key in row.locator("label").all()]
        assert len(boxes) == 4 and len({round(box["y"]) for box in boxes}) == 1
        assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes), boxes
        cut = "(row) => [...row.querySelectorAll('label')].some((key) => key.scrollWidth > key.clientWidth)"
        assert not row.evaluate(cut)
    nothing_overflows(phone)
    no_barrier(phone)
    row = rows.first
    row.locator("label").last.click()
    expect(row.locator("input").last).to_be_checked()


def test_only_who_is_late_is_asked_for_minutes(window):
    phone = enter(window("phone"), "maitre")
    open_page(phone, "/bureau/appels")
    phone.locator("a[href*='/appels/']").first.click()
    minutes, keys = phone.get_by_label("Retard, min"), phone.locator(".segments").first
    expect(minutes.first).to_be_hidden()

    keys.locator("label").nth(1).click()

    expect(minutes.first).to_be_visible()
    expect(minutes.nth(1)).to_be_hidden()
    nothing_overflows(phone)
    no_barrier(phone)
