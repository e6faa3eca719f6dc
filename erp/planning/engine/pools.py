"""What there is only so much of, slot by slot: a machine, a resource, an instructor's attention.

Every calendar numbers its own slots from 0, and one int is one row of bits. `used[calendar][n]`
holds the slots where at least n places are taken, so that « k places left all along » is one
bitwise « and », whatever the capacity.
"""


def starts_of_runs(mask: int, length: int) -> int:
    """Bit i is set where bits i to i + length − 1 all are."""
    have = 1
    while have < length and mask:
        step = min(have, length - have)
        mask &= mask >> step
        have += step
    return mask


class Pool:
    """`cache` keeps the starts of runs that were asked for, until the pool changes."""

    __slots__ = ("cache", "capacity", "open", "top", "used")

    def __init__(self, capacity: int, full: dict[int, int], closed: dict[int, int]) -> None:
        """`full`: all the slots of each calendar; `closed`: those where nothing can be asked."""
        self.capacity = capacity
        self.open = {calendar: every & ~closed[calendar] for calendar, every in full.items()}
        self.used = {calendar: [every] + [0] * capacity for calendar, every in full.items()}
        self.top = dict.fromkeys(full, 0)  # no level above this one holds a slot
        self.cache: dict[tuple[int, int, int], int] = {}

    def room(self, calendar: int, amount: int) -> int:
        """The slots with this many places left."""
        if amount > self.capacity:
            return 0
        return self.open[calendar] & ~self.used[calendar][self.capacity - amount + 1]

    def starts(self, calendar: int, amount: int, length: int) -> int:
        key = (calendar, amount, length)
        found = self.cache.get(key)
        if found is None:
            found = self.cache[key] = starts_of_runs(self.room(calendar, amount), length)
        return found

    def take(self, calendar: int, mask: int, amount: int) -> None:
        rows = self.used[calendar]
        top = self.top[calendar] = min(self.capacity, self.top[calendar] + amount)
        for level in range(top, 0, -1):
            rows[level] |= (rows[level - amount] & mask) if level > amount else mask
        self.cache.clear()

    def give_back(self, calendar: int, mask: int, amount: int) -> None:
        rows, top = self.used[calendar], self.top[calendar]
        for level in range(1, top + 1):
            above = rows[level + amount] if level + amount <= top else 0
            rows[level] = (rows[level] & ~mask) | (above & mask)
        while top and not rows[top]:
            top -= 1
        self.top[calendar] = top
        self.cache.clear()
