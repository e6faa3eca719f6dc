"""The planning board in a real browser: the mouse, the keyboard, a telephone, and no barrier."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import enter
from tests.browser.pages import no_barrier, nothing_overflows, open_page, press

pytestmark = pytest.mark.browser


def next_week(page) -> None:
    """Where the demo has cards that may move."""
    open_page(page, "/bureau/planning")
    page.get_by_role("link", name="Semaine d'après").click()
    page.locator(".board [data-drop] .job[draggable]").first.wait_for()


def cells_for(card: Locator) -> list[Locator]:
    """The other half days of its row where a card may be dropped."""
    own = card.locator("xpath=ancestor::td[1]").get_attribute("data-label")
    cells = card.locator("xpath=ancestor::tr[1]").locator("[data-drop]:not(.cell-shut)").all()
    return [one for one in cells if one.get_attribute("data-label") != own]


def holds(page: Page, card: Locator, cell: Locator) -> bool:
    """Whether the school takes this drop today; it is done, and is to be taken back."""
    form = page.locator("#drop")
    told = {
        **{
            name: form.locator(f"[name={name}]").input_value()
            for name in ("csrf_token", "semaine", "par")
        },
        **{name: card.get_attribute(f"data-{name}") for name in ("card", "version", "operation")},
        **{name: cell.get_attribute(f"data-{name}") for name in ("row", "day", "half")},
    }
    sent = {name: value for name, value in told.items() if value is not None}
    return page.request.post("/bureau/planning/deposer", form=sent, max_redirects=0).status == 303


def a_drop_that_holds(page: Page) -> tuple[str, str]:
    """The number of a card and a half day that takes it: which it is changes with the day."""
    for card in page.locator(".board [data-drop] .job[draggable]").all():
        for cell in cells_for(card):
            if holds(page, card, cell):
                return card.get_attribute("data-card"), cell.get_attribute("data-label")
    raise AssertionError("no card of the demo may move")


def take_back(page: Page) -> None:
    page.get_by_role("link", name="Déplacements").click()
    press(page, "Annuler")
    page.get_by_text("Le déplacement est annulé").wait_for()


def test_a_card_is_dropped_and_the_move_is_taken_back(window):
    page = enter(window(), "maitre")
    next_week(page)
    number, there = a_drop_that_holds(page)
    page.reload()
    take_back(page)
    card = page.locator(f".board [data-card='{number}']")
    cell = page.locator(f"#carte-{number}").locator("xpath=ancestor::td[1]")
    own = cell.get_attribute("data-label")
    other = next(one for one in cells_for(card) if one.get_attribute("data-label") == there)

    with page.expect_navigation():
        card.drag_to(other, target_position={"x": 20, "y": 12})

    page.get_by_text("C'est noté au planning").wait_for()
    assert cell.get_attribute("data-label") == there != own
    take_back(page)
    assert cell.get_attribute("data-label") == own


def test_work_goes_from_the_tray_to_a_team_without_scrolling(window):
    """Where it comes from and where it goes are on the screen together."""
    page = enter(window(), "maitre")
    next_week(page)
    page.locator("[data-board]").evaluate("it => it.scrollIntoView()")
    work = page.locator(".board-tray .job-wait").first
    number, version = work.get_attribute("data-operation"), work.get_attribute("data-version")
    cells = page.locator(".board tbody tr").first.locator("[data-drop]:not(.cell-shut)").all()
    assert all(seen_in_the_window(page, one) for one in (work, cells[-1]))
    page.route("**/planning/deposer", lambda route: route.fulfill(status=204))  # nothing moves

    with page.expect_request("**/planning/deposer") as asked:
        work.drag_to(cells[-1], target_position={"x": 20, "y": 12})

    sent = parse_qs(asked.value.post_data)
    assert sent["operation"] == [number] and sent["version"] == [version]
    assert sent["day"] == [cells[-1].get_attribute("data-day")]


def seen_in_the_window(page, one) -> bool:
    box = one.bounding_box()
    return box["y"] >= 0 and box["y"] + 20 < page.viewport_size["height"]


def test_no_card_hides_how_many_pieces_who_or_on_what(window):
    """What is too long is cut at its end, never the number, a name's line or the machine's."""
    page = enter(window(), "maitre")
    next_week(page)

    lines = page.locator(".board .job").evaluate_all(
        """all => all.map((one) => [...one.querySelectorAll(".job-name, .job-who, .job-tool")]
            .filter((p) => p.checkVisibility()).map((p) => [p.textContent.trim(), p.clientHeight]))"""
    )

    assert lines
    for card in lines:
        assert "×" in card[0][0].split("\n")[-1][:12] and all(height > 8 for _, height in card)


def test_the_same_with_the_keyboard_alone(window):
    page = enter(window(), "maitre")
    next_week(page)

    pinned = page.locator(".job-pin").count()  # the demo has one of its own
    page.locator(".board [data-drop] .job:not(:has(.job-pin)) .job-name a").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Créneaux qui tiennent").wait_for()
    no_barrier(page)
    page.get_by_role("button", name="Fixer").focus()
    page.keyboard.press("Enter")

    page.get_by_text("C'est noté au planning").wait_for()
    assert page.locator(".job-pin").count() == pinned + 1


@pytest.mark.parametrize("by", ["equipes", "machines", "eleves"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_every_way_to_read_the_board_fits_and_has_no_barrier(window, size, by):
    page = enter(window(size), "maitre")

    open_page(page, f"/bureau/planning?par={by}")

    assert page.locator("[data-board]").get_attribute("data-by") == by
    assert page.locator("[data-board] tbody tr").count(), "no row to read"
    no_barrier(page)


@pytest.mark.parametrize(
    ("address", "title"),
    [("absence", "Absent ce matin"), ("deplacements", "Déplacements"), ("mur", "Semaine")],
)
def test_its_other_pages_too(window, address, title):
    page = enter(window("phone" if address != "mur" else "desk"), "maitre")

    open_page(page, f"/bureau/planning/{address}")

    assert title.lower() in page.get_by_role("heading", level=1).inner_text().lower()
    nothing_overflows(page)
    no_barrier(page)


def test_the_buttons_of_its_head_are_two_a_row_on_a_phone(window):
    page = enter(window("phone"), "maitre")
    open_page(page, "/bureau/planning")

    links = page.locator(".page-head .actions > a.btn")

    tops = [one.bounding_box()["y"] for one in links.all()]
    assert tops[0] == tops[1] < tops[2] == tops[3]


DEEPEST = """rows => rows.map((row) =>
    Math.max(1, ...[...row.cells].map((cell) => cell.querySelectorAll(".job").length)))"""


@pytest.mark.parametrize("press_next", [False, True])
def test_the_wall_view_fits_its_screen_and_is_read_from_afar(window, press_next):
    page = enter(window(), "maitre")
    next_week(page)
    week = parse_qs(urlsplit(page.url).query)["semaine"][0] if press_next else ""
    page.set_viewport_size({"width": 1920, "height": 1080})

    open_page(page, f"/bureau/planning/mur?semaine={week}")

    assert page.locator(".wall .job").count(), "nothing to read"
    assert page.evaluate("document.documentElement.scrollHeight - window.innerHeight") <= 0
    letters = page.locator(".wall .job").first.evaluate(
        "it => parseFloat(getComputedStyle(it).fontSize)"
    )
    deep = page.locator(".wall tbody tr").evaluate_all(DEEPEST)
    assert letters >= (18 if sum(deep) <= 12 else 13)
    no_barrier(page)


def test_the_morning_screen_fits_its_wall_and_fills_it(window):
    page = enter(window(), "maitre")
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_page(page, "/bureau/roles")
    while page.get_by_role("button", name="Donner les rôles").count():
        press(page, "Donner les rôles")
        page.get_by_text("Les rôles sont donnés").wait_for()

    open_page(page, "/bureau/matin")

    assert page.locator(".morning-role").count() >= 4
    assert page.evaluate("document.documentElement.scrollHeight - window.innerHeight") <= 0
    no_barrier(page)
    page.get_by_role("button", name="Plein écran").click()
    page.wait_for_function("document.fullscreenElement !== null")
    assert not page.locator(".morning-tools").is_visible()
