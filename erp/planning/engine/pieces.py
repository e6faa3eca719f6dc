"""Slots of one calendar as others number them, in pieces where one more is always as many more."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from erp.planning.engine.parts import Option
from erp.planning.engine.problem import Problem

Seen = Callable[[int], tuple[int, ...]]


@dataclass(frozen=True)
class Piece:
    """Starts in a row, `first` to `last`; what the first is seen as, and how much more each next."""

    first: int
    last: int
    at: tuple[int, ...]
    step: tuple[int, ...]


def pieces_of(starts: Iterable[int], seen: Seen) -> list[Piece]:
    """`seen` holds pairs of a begin and an end: no piece has both empty spans and others."""
    found: list[Piece] = []
    for slot in starts:
        values = seen(slot)
        piece = _longer(found[-1], slot, values) if found else None
        if piece is None:
            found.append(Piece(slot, slot, values, (0,) * len(values)))
        else:
            found[-1] = piece
    return found


def _longer(piece: Piece, slot: int, values: tuple[int, ...]) -> Piece | None:
    count = slot - piece.first
    if slot != piece.last + 1 or _empty(values) != _empty(piece.at):
        return None
    if count == 1:
        step = tuple(b - a for a, b in zip(piece.at, values, strict=True))
        return Piece(piece.first, slot, piece.at, step)
    goes_on = all(
        a + count * more == b for a, more, b in zip(piece.at, piece.step, values, strict=True)
    )
    return Piece(piece.first, slot, piece.at, piece.step) if goes_on else None


def _empty(values: tuple[int, ...]) -> tuple[bool, ...]:
    return tuple(a == b for a, b in zip(values[::2], values[1::2], strict=True))


def runs_of(mask: int) -> list[tuple[int, int]]:
    """The first and the last bit of each row of bits that are set."""
    found, at = [], 0
    while mask:
        skip = (mask & -mask).bit_length() - 1
        mask >>= skip
        length = (mask ^ (mask + 1)).bit_length() - 1
        found.append((at + skip, at + skip + length - 1))
        mask >>= length
        at += skip + length
    return found


def _cut(pieces: list[Piece], mask: int) -> list[Piece]:
    """What these starts leave of pieces that are in order and leave nothing out."""
    found, here = [], 0
    for first, last in runs_of(mask):
        while pieces[here].last < first:
            here += 1
        while pieces[here].last < last:
            found.append(_part(pieces[here], first, last))
            here += 1
        found.append(_part(pieces[here], first, last))
    return found


def _part(piece: Piece, first: int, last: int) -> Piece:
    if first <= piece.first and piece.last <= last:
        return piece
    first, last = max(first, piece.first), min(last, piece.last)
    count = first - piece.first
    at = tuple(a + count * more for a, more in zip(piece.at, piece.step, strict=True))
    return Piece(first, last, at, piece.step)


class Views:
    """A span of slots, as the whole school numbers it and as it is shared with other calendars."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._ranks: dict[tuple[int, int], list[int]] = {}
        self._whole: dict[tuple[int, ...], list[Piece]] = {}

    def pieces(self, mask: int, option: Option, others: list[int]) -> list[Piece]:
        """The starts of this mask; those of a whole calendar are worked out once."""
        key = (option.calendar, option.length, *others)
        if key not in self._whole:
            starts = len(self.problem.grid.calendars[option.calendar].times) - option.length + 1
            self._whole[key] = pieces_of(range(starts), self.of(option, others))
        return _cut(self._whole[key], mask)

    def of(self, option: Option, others: list[int]) -> Seen:
        """Begin and end in all the school's slots, then among those shared with each other one."""
        grid, length = self.problem.grid, option.length
        calendar = grid.calendars[option.calendar]
        ranks = [self._rank(option.calendar, other) for other in others]

        def seen(slot: int) -> tuple[int, ...]:
            ends = calendar.times[slot + length - 1] + grid.size
            found = [calendar.numbers[slot], bisect_left(grid.times, ends)]
            for rank in ranks:
                found += [rank[slot], rank[slot + length]]
            return tuple(found)

        return seen

    def _rank(self, here: int, there: int) -> list[int]:
        """By slot of one calendar, how many before it both have."""
        if (here, there) not in self._ranks:
            seen = self.problem.grid.seen_from(here, there)
            self._ranks[here, there] = [mask.bit_count() for mask in seen]
        return self._ranks[here, there]
