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
    return page.locator(f"#lines tbody tr:nth-child({row}) :is(input, select)").evaluate_all(asked)


def test_cells_fill_the_table_from_where_they_are_pasted(window):
    page = the_table(enter(window(), "secretariat"))
    no_barrier(page)
    told, usual = page.locator("[data-paste-told]"), ["goods", "usual"]
    paste(page, "#lines-1-label", "Axe\t4\t1 120,50\r\n Bride \t10\t\t80\t5\tPrestation\t10 %\r\n")
    assert values(page, 1) == ["", "", "", "", "", *usual]
    assert values(page, 2) == ["Axe", "4", "1 120,50", "", "", *usual]
    assert values(page, 3) == ["Bride", "10", "", "80", "5", "service", "10"]
    expect(told).to_be_hidden()

    paste(page, "#lines-3-quantity", "12")
    assert values(page, 4)[:3] == ["", "12", ""]
    paste(page, "#lines-4-label", '"Plaque ""A""\nlongue"\t3\n3/4" mâle\t2\n')
    assert values(page, 5)[:2] == ['Plaque "A" longue', "3"]
    assert values(page, 6)[:2] == ['3/4" mâle', "2"]
    expect(told).to_be_hidden()


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("#lines-8-label", "Un\nDeux\nTrois"),  # too many rows
        ("#lines-8-label", "Un\t1\t\t\t\tRéparation\nDeux\t2"),  # no such choice
        ("#lines-8-discount_percent", "5\tBien\t20\tautre"),  # too many columns
    ],
)
def test_what_finds_no_place_is_told(window, field, cells):
    page = the_table(enter(window(), "secretariat"))
    paste(page, field, cells)
    expect(page.locator("[data-paste-told]")).to_contain_text("Tout n'est pas collé")


def test_the_table_stands_on_a_phone_too(window):
    page = the_table(enter(window("phone"), "secretariat"))
    nothing_overflows(page)
    no_barrier(page)
    fields = page.locator("#lines tbody tr").first.locator("input, select")
    boxes = [field.bounding_box() for field in fields.all()]
    tops = [box["y"] for box in boxes]
    assert len(tops) == 7 and tops == sorted(set(tops)), "one below the other"
    assert {round(box["x"]) for box in boxes} == {round(boxes[0]["x"])}, "in one column"
