"""Draws what stands on the board once: most of a week is unchanged when it is asked for again."""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from flask import get_template_attribute
from markupsafe import Markup

from erp.planning.grid import Card, Cell, Sketch, Waiting
from erp.web.shared.shell import icon_again

KEPT = 4096  # ten weeks of a large school, some megabytes
SIGNS = ("lock-fill", "hourglass-split", "exclamation-octagon-fill")  # that any card may bear


class Frame(NamedTuple):
    """What a drawing depends on beside what it shows; `week` and `by` lead back to the page."""

    week: str
    by: str
    moves_cards: bool
    root: str


class Pencil:
    """Draws for one page: `pencil.cell(cell, row key)`, `pencil.tray(waiting)`.

    `cards`: of the teams in the cells, by team; `gone`: those that a draft takes away.
    """

    def __init__(self, cards: dict[int, Card], gone: Collection[int], frame: Frame) -> None:
        self.cards, self.gone, self.frame = cards, gone, frame
        self.icons: set[str] = set()
        self._show(*SIGNS)

    def cell(self, cell: Cell, row: int) -> Markup:
        """The teams that stand, then those of a draft."""
        cards = [self.cards[one.id] for one in cell.teams]
        sketches = [one.sketch for one in cell.drafts]
        self._show(*(one.pictogram for one in cards), *(one.pictogram for one in sketches))
        drawn = [_card(one, row, one.id in self.gone, self.frame) for one in cards]
        return Markup("").join([*drawn, *(_sketch(one) for one in sketches)])

    def tray(self, waiting: Collection[Waiting]) -> Markup:
        self._show(*(one.pictogram for one in waiting))
        return Markup("").join([_waiting(one, self.frame) for one in waiting])

    def _show(self, *icons: str) -> None:
        """The page sends the icons, whoever drew what bears them."""
        for name in set(icons) - self.icons:
            self.icons.add(name)
            icon_again(name)


@lru_cache(maxsize=KEPT)
def _card(card: Card, row: int, is_gone: bool, frame: Frame) -> Markup:
    return _drawn("card", card, row, is_gone, frame)


@lru_cache(maxsize=KEPT)
def _sketch(sketch: Sketch) -> Markup:
    return _drawn("sketch", sketch)


@lru_cache(maxsize=KEPT)
def _waiting(one: Waiting, frame: Frame) -> Markup:
    return _drawn("waiting", one, frame)


def _drawn(name: str, *told: object) -> Markup:
    macro = get_template_attribute("office/board/card.html", name)
    return Markup(macro(*told))  # noqa: S704 - written by the template
