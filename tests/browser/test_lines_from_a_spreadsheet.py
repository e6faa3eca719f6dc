"""The lines of a quote, copied in a spreadsheet and pasted into the table."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import enter
from tests.browser.pages import follow, no_barrier, nothing_overflows

pytestmark = pytest.mark.browser


def the_table(page: Page) -> Page:
    page.goto("/bureau/devis?state=draft")
    page.locator("main .cell-title a").first.click()
    follow(page, "Plusieurs à la fois")
    return page


def paste(page: Page, field: str, cells: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(cells) => navigator.clipboard.writeText(cells)", cells)
    page.locator(field).focus()
    page.keyboard.press("Control+V")


def values(page: Page, row: int) -> list[str]:
    asked = "(fields) => fields.map((field) => field.value)"
    return page.locator(f"#lines tbody tr:nth-child({row}) input").evaluate_all(asked)


def test_cells_fill_the_table_from_where_they_are_pasted(window):
    page = the_table(enter(window(), "secretariat"))
    no_barrier(page)
    paste(page, "#lines-1-label", "Axe\t4\t1 120,50\r\n Bride \t10\t\t80\t5\r\n")
    assert values(page, 1) == [""] * 5
    assert values(page, 2) == ["Axe", "4", "1 120,50", "", ""]
    assert values(page, 3) == ["Bride", "10", "", "80", "5"]
    expect(page.locator("[data-paste-told]")).to_be_hidden()

    paste(page, "#lines-3-quantity", "12")
    assert values(page, 4) == ["", "12", "", "", ""]
    paste(page, "#lines-8-label", "Un\nDeux\nTrois")
    assert [values(page, row)[0] for row in (9, 10)] == ["Un", "Deux"]
    expect(page.locator("[data-paste-told]")).to_contain_text("Il reste des lignes à coller")


def test_the_table_stands_on_a_phone_too(window):
    page = the_table(enter(window("phone"), "secretariat"))
    nothing_overflows(page)
    no_barrier(page)
