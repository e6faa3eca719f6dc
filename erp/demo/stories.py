"""Each order is a story told step by step; all are woven into one time, in the order of the days.

So numbers follow dates, and two orders wanting the same students settle it as in a real workshop.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush
from pathlib import Path
from random import Random

from erp.core import clock
from erp.curriculum import queries as curriculum
from erp.customers.models import Customer
from erp.demo.calendar import Days
from erp.demo.floor import Floor
from erp.demo.people import People
from erp.demo.wishes import Wishes
from erp.equipment import queries as equipment
from erp.people.models import User
from erp.school.models import School

Story = Generator[datetime, None, None]  # gives the moment of its next step


@dataclass
class Town:
    """What every story needs. `site` is the public address that letters name."""

    wishes: Wishes
    random: Random
    school: School
    site: str
    files_folder: Path
    days: Days
    people: People
    customers: list[Customer]
    floor: Floor

    def __post_init__(self) -> None:
        self.trades = {trade.name: trade for trade in curriculum.trades()}
        self.kinds = {kind.name: kind for kind in equipment.operation_types()}
        self.competences = curriculum.competences()

    def staff(self, name: str) -> User:
        return self.people.users[name]


def weave(stories: Iterable[Story], *, until: datetime) -> None:
    """Tell each step at its own moment, the earliest first; nothing happens after `until`."""
    begun = ((next(story, None), n, story) for n, story in enumerate(stories))
    waiting = [(moment, n, story) for moment, n, story in begun if moment is not None]
    heapify(waiting)
    while waiting:
        moment, n, story = heappop(waiting)
        if moment >= until:
            raise ValueError(f"the story {n} goes on after today: {moment}")
        with clock.living_at(moment):
            following = next(story, None)
        if following is not None:
            heappush(waiting, (max(following, moment), n, story))
