"""How long the search may go on: iterations make a run repeatable, seconds only cap it."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int, int | None], None]  # percent, best points, bound


def never() -> bool:
    return False


def silent(percent: int, best: int, bound: int | None) -> None:
    """Nobody looks."""


@dataclass
class Budget:
    """`is_cancelled` is asked at every iteration; `progress` is told about every hundredth."""

    seconds: float = 10.0
    iterations: int | None = None
    is_cancelled: Callable[[], bool] = never
    progress: Progress = silent
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    told: int = -1
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.clock()

    def spent(self) -> float:
        return self.clock() - self.started

    def share(self) -> float:
        """From 0 to 1: of the iterations when they are bounded, else of the time."""
        if self.iterations is not None:
            return self.done / self.iterations if self.iterations else 1.0
        return self.spent() / self.seconds if self.seconds else 1.0

    def part(self, share: float) -> "Budget":
        """A share of the time and iterations left, for one of several ways to search."""
        left = max(0.0, self.seconds - self.spent())
        tries = (
            None if self.iterations is None else math.ceil((self.iterations - self.done) * share)
        )
        return Budget(left * share, tries, self.is_cancelled, self.progress, self.clock)

    def is_over(self) -> bool:
        return self.share() >= 1 or self.spent() >= self.seconds or self.is_cancelled()

    def goes_on(self, best: int, bound: int | None) -> bool:
        if self.is_over():
            return False
        share = self.share()
        percent = min(100, int(share * 100))
        if percent > self.told:
            self.told = percent
            self.progress(percent, best, bound)
        self.done += 1
        return True
