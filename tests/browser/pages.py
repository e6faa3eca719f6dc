"""What every browser test does with a page."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page


def nothing_overflows(page: Page) -> None:
    page.wait_for_function("document.documentElement !== null")  # a press leads to a new page
    page.wait_for_load_state()  # without its styles every page is too wide
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide}px too wide"


def no_barrier(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == [], page.url


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def yes(page: Page) -> None:
    """The answer to « Voulez-vous vraiment… ? »"""
    page.locator("#confirm [data-confirm-yes]").click()


def open_page(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer.status == 200, address
    nothing_overflows(page)


def follow(page: Page | Locator, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def panel(page: Page, words: str) -> Locator:
    return page.locator(".panel", has_text=words).first


def draw(page: Page, sheet: Locator) -> None:
    """A finger on the glass: a stroke of touches, as a tablet sends them."""
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    steps = [(0.2, 0.7), (0.35, 0.25), (0.5, 0.75), (0.65, 0.3), (0.8, 0.6)]
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in steps]
    glass = page.context.new_cdp_session(page)
    for n, (x, y) in enumerate(points):
        kind = "touchMove" if n else "touchStart"
        glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    glass.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    glass.detach()


def number_in(address: str | None) -> int:
    """The last number of an address."""
    return int(re.findall(r"\d+", address or "")[-1])


def until(page: Page, question: str) -> None:
    """Ask the page until it says yes, also what takes it a promise: wait_for_function() awaits none."""
    for _ in range(200):
        if page.evaluate(question):
            return
        page.wait_for_timeout(50)
    raise AssertionError(question)
