"""Matching codes and the sets that may bear them. Pure."""

from collections.abc import Iterable
from string import ascii_uppercase

Item = tuple[str, int]  # "invoice" or "payment", and its id


def code_of(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA, as columns of a spreadsheet."""
    code = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        code = ascii_uppercase[letter] + code
    return code


def sets_of(links: Iterable[tuple[Item, Item]]) -> list[set[Item]]:
    """Items that pay one another, whatever the way."""
    home: dict[Item, set[Item]] = {}
    for one, other in links:
        smaller, larger = sorted((home.get(one, {one}), home.get(other, {other})), key=len)
        if smaller is not larger:
            larger = larger | smaller
            home.update(dict.fromkeys(larger, larger))
    found = {id(items): items for items in home.values()}
    return list(found.values())
