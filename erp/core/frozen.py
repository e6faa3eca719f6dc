"""What is issued never changes: refused here by the session, and by triggers in the database.

Corrections are other papers (a credit note, a new revision), never an UPDATE.
"""

from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from erp.core.refusal import Refusal
from erp.core.words import N_


class IssuedPaperCannotChange(Refusal):
    message = N_("%(record)s est déjà émis et ne change plus : corrigez-le par un autre document.")


class Frozen:
    """A record that never changes once it has left its `drafts` states (none: from birth).

    `thaws` names the few columns that may still move (the state itself, a link to a later paper).
    The state column of such a record needs `active_history=True`.
    """

    drafts: frozenset[str] = frozenset()
    thaws: frozenset[str] = frozenset()

    def was_issued(self) -> bool:
        """Whether the row was issued as last loaded: the issuing flush itself is let through."""
        if not self.drafts:
            return True
        history = inspect(self).attrs["state"].history
        before = history.deleted or history.unchanged
        return bool(before) and before[0] not in self.drafts


def _changed(record: Any) -> set[str]:
    state = inspect(record)
    columns = {attribute.key for attribute in state.mapper.column_attrs}
    return {
        key for key in columns if state.attrs[key].history.has_changes() and key not in record.thaws
    }


@event.listens_for(Session, "before_flush")
def _keep_frozen(session: Session, _context: object, _instances: object) -> None:
    for record in session.deleted:
        if isinstance(record, Frozen) and record.was_issued():
            raise IssuedPaperCannotChange(record=record)
    for record in session.dirty:
        if isinstance(record, Frozen) and record.was_issued() and _changed(record):
            raise IssuedPaperCannotChange(record=record)
