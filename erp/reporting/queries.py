"""Questions over the whole school: what waits, and the search over everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from erp.people.models import User


@dataclass(frozen=True)
class Waiting:
    """So many records of a kind wait for this person; `kind` names the page that shows them."""

    kind: str
    count: int


@dataclass(frozen=True)
class Found:
    """A record that answers a search; `kind` names its page, `line` says what it is."""

    kind: str
    id: int
    title: str
    line: str


def what_waits(user: User, *, today: date) -> Sequence[Waiting]:
    return []


def search_everything(words: str, *, user: User, limit: int = 8) -> dict[str, list[Found]]:
    """At most `limit` of each kind that this person may read."""
    return {}
