"""The ledger: each issued record is one link of a signed chain, so that a change behind is seen.

A link signs the record's canonical form and the link before it, with a key that is not in the
database; a signed tail counts the links, so that the last ones do not vanish unseen.
"""

from erp.core.ledger.anchors import (
    Anchor,
    NotAnAnchor,
    anchor_of,
    anchors_in,
    last_anchor,
    read_anchor,
    write_anchor,
)
from erp.core.ledger.breaks import Break
from erp.core.ledger.events import TechnicalEvent, TechnicalKind, note, note_change
from erp.core.ledger.keys import fingerprint, lend, sign
from erp.core.ledger.kinds import KINDS, Chain, Kind, register
from erp.core.ledger.models import Seal, Tail
from erp.core.ledger.seals import ClockIsBehind, hold, last_key, seal, seal_rows
from erp.core.ledger.verify import Progress, Verdict, one_moment, verify

__all__ = [
    "KINDS",
    "Anchor",
    "Break",
    "Chain",
    "ClockIsBehind",
    "Kind",
    "NotAnAnchor",
    "Progress",
    "Seal",
    "Tail",
    "TechnicalEvent",
    "TechnicalKind",
    "Verdict",
    "anchor_of",
    "anchors_in",
    "fingerprint",
    "hold",
    "last_anchor",
    "last_key",
    "lend",
    "note",
    "note_change",
    "one_moment",
    "read_anchor",
    "register",
    "seal",
    "seal_rows",
    "sign",
    "verify",
    "write_anchor",
]
