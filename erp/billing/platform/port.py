"""The port to an approved platform: send a flow once, ask what is new, say whether it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

FACTUR_X, CDAR = "Factur-X", "CDAR"  # FlowSyntax of XP Z12-013


@dataclass(frozen=True)
class Flow:
    """A file on its way. `tracking_id` is ours: the same id is never taken twice.

    `rule` is the ProcessingRule of XP Z12-013 (B2B, B2G…); `facts` are told beside the file.
    """

    tracking_id: str
    filename: str
    content: bytes
    syntax: str
    rule: str
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class StatusNews:
    """A status that the platform tells of one of our invoices."""

    flow_id: str
    number: str
    issued_on: date | None
    code: str
    reason: str
    words: str
    at: datetime
    amounts: tuple[tuple[str, str], ...] = ()  # (rate, amount) of « Encaissée »


@dataclass(frozen=True)
class AnswerNews:
    """What became of a flow of ours: taken, or refused for these reasons."""

    tracking_id: str
    is_error: bool
    words: str


@dataclass(frozen=True)
class News:
    """What is new; `until` is the moment to ask from next time."""

    statuses: Sequence[StatusNews]
    answers: Sequence[AnswerNews]
    unread: int  # messages that could not be read
    until: datetime


class Platform(Protocol):
    """Any failure is a PlatformFailed, or a GiveUp when trying again would not help."""

    def send(self, flow: Flow) -> str:
        """The platform's own name of the flow; sent again, the same name."""

    def news(self, since: datetime) -> News: ...

    def check(self) -> None:
        """Fails when the platform does not answer as it should."""


class PlatformFailed(Exception):
    """The platform is away, slow, or answers what cannot be understood: try again later."""
