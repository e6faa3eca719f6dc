"""Closed lists: one word for the code, one for the reader, one tone for the eye."""

from enum import StrEnum
from typing import Self


def N_(sentence: str) -> str:  # noqa: N802 - the customary name of the mark
    """Mark a sentence for translation; the web translates it when it is shown."""
    return sentence


ICONS = {
    "info": "arrow-right-circle",
    "ok": "check-circle-fill",
    "warn": "hourglass-split",
    "bad": "exclamation-octagon-fill",
    "muted": "circle",
    "practice": "tools",
    "theory": "book",
}


class Word(StrEnum):
    """SENT = "sent", N_("Envoyé"), "info": stored as "sent", shown as "Envoyé" on a badge.

    Tones are a colour and an icon, never a meaning of their own: those of ICONS.
    """

    label: str
    tone: str

    def __new__(cls, value: str, label: str, tone: str = "info") -> Self:
        word = str.__new__(cls, value)
        word._value_, word.label, word.tone = value, label, tone
        return word

    @classmethod
    def of(cls, value: object) -> Self:
        """The word stored as `value`; ValueError when there is none."""
        return cls(value)  # type: ignore[arg-type, call-arg]  # looked up by its value, not made

    @property
    def icon(self) -> str:
        """A shape beside the colour, for those who do not see it."""
        return ICONS[self.tone]
