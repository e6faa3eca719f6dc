"""Draws a card of the board once: most of a week is unchanged when it is asked for again."""

from functools import lru_cache
from typing import NamedTuple

from flask import get_template_attribute, request
from markupsafe import Markup

from erp.planning.grid import Card
from erp.web.shared.shell import icon_again

KEPT = 4096  # ten weeks of a large school, some megabytes
SIGNS = ("lock-fill", "hourglass-split", "exclamation-octagon-fill")  # that any card may bear


class Frame(NamedTuple):
    """What a drawing depends on beside the card itself; `week` and `by` lead back to the page."""

    week: str
    by: str
    moves_cards: bool
    root: str


class Pencil:
    """Draws the cards of one page: `pencil(card, row key, is_gone)`."""

    def __init__(self, week: str, by: str, *, moves_cards: bool) -> None:
        self.frame = Frame(week, by, moves_cards, request.script_root)
        self.icons: set[str] = set()
        for name in SIGNS:
            icon_again(name)

    def __call__(self, card: Card, row: int, is_gone: bool) -> Markup:
        if card.pictogram not in self.icons:
            self.icons.add(card.pictogram)
            icon_again(card.pictogram)  # the page sends the icon, whoever drew the card
        return _drawn(card, row, is_gone, self.frame)


@lru_cache(maxsize=KEPT)
def _drawn(card: Card, row: int, is_gone: bool, frame: Frame) -> Markup:
    macro = get_template_attribute("office/board/card.html", "card")
    return Markup(macro(card, row, is_gone, frame))  # noqa: S704 - written by the template
