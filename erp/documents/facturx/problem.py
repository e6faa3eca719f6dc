"""One thing to complete, and the shape of the rules that find it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Problem:
    """`name` says to a program what is missing; `str` says to a reader what to complete."""

    name: str
    message: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.message % self.facts


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """`broken` says whether this paper, or this line, breaks it."""

    name: str
    broken: Callable[[Subject], bool]
    message: str
