"""The A3 of a week hangs on a wall: letters as large as fit, and nothing left out when it is full."""

from io import BytesIO

import pypdfium2

from erp.documents import week_plan
from erp.documents.week_plan import PlanCard, PlanCell, PlanRow, WeekPlanPaper
from tests.documents.parts import words_of

DAYS = ("lundi 23/11", "mardi 24/11", "mercredi 25/11", "jeudi 26/11", "vendredi 27/11")


def a_week(rows: int, cards: int) -> WeekPlanPaper:
    """Each cell has so many cards, but for a lesson and a closed day."""
    card = PlanCard("25 × Axe de convoyeur", "Tournage", "Inès, Malik · Tour 1")
    cells = (
        PlanCell("Mathématiques", True),
        PlanCell("pont"),
        *[PlanCell("", False, (card,) * cards)] * 8,
    )
    teams = tuple(PlanRow(f"CAP {n}", "9 élèves", cells) for n in range(rows))
    return WeekPlanPaper("École", "Semaine 48", "imprimé", DAYS, teams)


def letters(data: bytes, word: str) -> float:
    """How high they are on the first page, in points."""
    with pypdfium2.PdfDocument(BytesIO(data)) as pdf:
        page = pdf[0].get_textpage()
        first, _count = page.search(word).get_next()
        _left, bottom, _right, top = page.get_charbox(first)
        return top - bottom


def test_a_light_week_is_written_large_on_one_page_and_a_full_one_smaller():
    light, full = (week_plan.draw(a_week(4, cards)) for cards in (1, 3))

    assert len(words_of(light)) == len(words_of(full)) == 1
    assert letters(light, "Tournage") > 1.3 * letters(full, "Tournage")


def test_more_than_a_page_goes_on_with_its_days_and_leaves_nothing_out():
    pages = words_of(week_plan.draw(a_week(30, 3)))

    assert len(pages) > 1 and all("lundi 23/11" in one for one in pages)
    assert sum(one.count("Inès, Malik") for one in pages) == 30 * 8 * 3
    assert sum(one.count("Mathématiques") for one in pages) == 30
