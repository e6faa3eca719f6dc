"""Draws what stands on the board once: most of a week is unchanged when it is asked for again."""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from flask import get_template_attribute
from markupsafe import Markup

from erp.planning.grid import By, Card, Cell, Shut, Sketch, Waiting
from erp.planning.queries import Week
from erp.web.shared.shell import icon_again

KEPT = 4096  # ten weeks of a large school, some megabytes
END = Markup("</td>")
SIGNS = ("lock-fill", "hourglass-split", "exclamation-octagon-fill")  # that any card may bear


class Frame(NamedTuple):
    """What a drawing depends on beside what it shows; `week` and `by` lead back to the page."""

    week: str
    by: str
    moves_cards: bool
    root: str


class Box(NamedTuple):
    """A cell around its cards. `drop`: its row, day and half, when a card may be put there."""

    half: str
    shut: tuple[Shut, ...]
    is_held: bool
    is_full: bool
    planned: int
    possible: int
    tone: str
    drop: tuple[int, str, str] | None


class Pencil:
    """Draws for one page: `pencil.cell(cell, row key)`, `pencil.tray(waiting)`.

    `gone`: the teams that a draft takes away; `halves`: half-days in words, by number.
    """

    def __init__(
        self, week: Week, gone: Collection[int], halves: dict[int, str], frame: Frame
    ) -> None:
        self.cards, self.now, self.gone = week.cards, week.work.now, gone
        self.halves, self.frame = halves, frame
        self.icons: set[str] = set()
        self._show(*SIGNS)

    def cell(self, cell: Cell, row: int) -> Markup:
        """Why it is shut, how full it is, the teams that stand, then those of a draft."""
        return Markup("").join([_box(self._box(cell, row)), self._cards(cell, row), END])

    def _box(self, cell: Cell, row: int) -> Box:
        half, drop, possible = cell.half, None, cell.possible
        if self.frame.moves_cards and cell.is_to_come(self.now):
            drop = row, half.day.isoformat(), "matin" if half.is_morning else "soir"
        if self.frame.by != By.COHORTS.value:
            possible = 0  # only teams have a bar in each cell
        held, full, shut = bool(cell.sessions), bool(cell.teams), tuple(cell.shut)
        name, tone = self.halves[half.number], cell.tone
        return Box(name, shut, held, full, cell.planned, possible, tone, drop)

    def _cards(self, cell: Cell, row: int) -> Markup:
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
def _box(box: Box) -> Markup:
    return _drawn("box", box)


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
