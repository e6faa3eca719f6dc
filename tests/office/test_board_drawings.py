"""Cards are drawn once and sent again: what changed is drawn anew, whoever looks."""

import re

import pytest

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from tests.builders import a_user
from tests.office.test_board_pages import a_card, week_of, workshop  # noqa: F401


def drawn(page: str, card) -> str:
    return re.search(rf'<article[^>]*id="carte-{card.id}".*?</article>', page, re.S).group()


@pytest.fixture
def board(browse, workshop):  # noqa: F811
    card = a_card(workshop, workshop.sessions[0])
    browser, url = browse(workshop.leader), week_of(workshop.sessions[0])
    return card, lambda: browser.get(url).text


def test_a_card_drawn_before_comes_with_its_icons(board):
    card, look = board
    for page in (look(), look()):
        used = set(re.findall(r'href="#icon-([\w-]+)"', drawn(page, card)))
        sent = set(re.findall(r'<symbol id="icon-([\w-]+)"', page))
        assert used and used <= sent


def test_what_changed_is_drawn_anew(board):
    card, look = board
    before = drawn(look(), card)
    assert drawn(look(), card) == before

    card.is_pinned = True
    card.operation.label = "Perçage <b>"
    card.members[0].student.first_name = "Zoé"
    card.operation.work_order.due_on = clock.today()
    db.session.commit()

    after = drawn(look(), card)
    for words in ("Fixée", "Perçage &lt;b&gt;", "Zoé", "aujourd&#39;hui"):
        assert words in after.replace("'", "&#39;") and words not in before


def test_who_moves_no_cards_is_given_no_links(board, browse, workshop):  # noqa: F811
    card, look = board
    look()
    page = browse(a_user(Role.SECRETARY)).get(week_of(workshop.sessions[0])).text
    assert "<a " in drawn(look(), card)
    assert "<a " not in drawn(page, card) and "draggable" not in drawn(page, card)
