"""A workflow is a table of moves: a verb, the states it leaves, the state it reaches."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from erp.core import journal
from erp.core.journal import Actor
from erp.core.refusal import MoveRefused
from erp.core.words import Word


class HasState(Protocol):
    state: Any


@dataclass(frozen=True)
class Move:
    """`past` is the sentence of the journal; by default the button's word."""

    label: str
    leaves: Collection[Word]
    reaches: Word
    past: str = ""


class Workflow:
    """Declared once per kind of record, in its states.py; used by its actions.py."""

    def __init__(self, **moves: Move) -> None:
        self.moves = moves

    def verbs(self, state: Word) -> dict[str, str]:
        """The moves open from this state, with their words: the buttons of the page."""
        return {verb: m.label for verb, m in self.moves.items() if state in m.leaves}

    def check(self, verb: str, record: HasState) -> None:
        move = self.moves[verb]
        if record.state not in move.leaves:
            raise MoveRefused(move=move.label, record=record, state=record.state.label)

    def make(self, verb: str, record: Any, *, actor: Actor | None, note: str = "") -> None:
        """Move the record and write it in the journal; refuse loudly if it cannot."""
        self.check(verb, record)
        move = self.moves[verb]
        before, record.state = record.state, move.reaches
        sentence = move.past or move.label
        journal.write(
            record, verb, sentence, actor=actor, before=before, after=move.reaches, note=note
        )
