"""A new revision of a drawing: sent, answered by the school, confirmed by the buyer."""

from datetime import datetime

from erp.core import journal
from erp.core.db import db, hold
from erp.core.files import StoredFile
from erp.core.journal import Actor
from erp.core.words import N_
from erp.sales import queries, rules
from erp.sales.models import DrawingRevision, OrderLine
from erp.sales.refusals import RevisionIsAskedAlready
from erp.sales.states import REVISION


def send_revision(
    line: OrderLine, stored: StoredFile, *, number: str, revision: str, note: str, actor: Actor,
    now: datetime,
) -> DrawingRevision:  # fmt: skip
    """From now on nobody begins an operation of this line, until both sides know which counts."""
    hold(line.order)  # one at a time
    rules.check_is_open(line.order)
    if queries.lines_in_question([line.id]):
        raise RevisionIsAskedAlready(line=line)
    sent = DrawingRevision(
        line=line, stored_file=stored, number=number.strip(), revision=revision.strip(),
        note=note.strip(), author=actor.name, sent_at=now,
    )  # fmt: skip
    db.session.add(sent)
    journal.write(line.order, "revision", N_("Nouveau plan reçu"), actor=actor, note=str(sent))
    return sent


def answer_revision(sent: DrawingRevision, *, is_taken: bool, answer: str, actor: Actor) -> None:
    """Whether it counts for what is left to make; the buyer still has to confirm."""
    REVISION.check("answer", sent)
    sent.is_taken, sent.answer = is_taken, answer.strip()
    REVISION.make("answer", sent, actor=actor, note=sent.answer)


def confirm_revision(sent: DrawingRevision, *, actor: Actor, now: datetime) -> None:
    """The buyer agrees with what the school answered: the work goes on."""
    verb = "take" if sent.is_taken else "leave"
    REVISION.check(verb, sent)
    sent.settled_at = now
    REVISION.make(verb, sent, actor=actor)
    said = N_("Nouveau plan confirmé") if sent.is_taken else N_("L'ancien plan reste")
    journal.write(sent.order, "revision", said, actor=actor, note=str(sent))


def contest_revision(sent: DrawingRevision, *, actor: Actor, now: datetime) -> None:
    """The buyer does not agree: the school answers again."""
    REVISION.check("contest", sent)
    sent.is_taken, sent.contested_at = None, now
    REVISION.make("contest", sent, actor=actor)


def withdraw_revision(sent: DrawingRevision, *, actor: Actor, now: datetime) -> None:
    """Whoever sent it was wrong: the old one counts as before."""
    REVISION.check("withdraw", sent)
    sent.settled_at = now
    REVISION.make("withdraw", sent, actor=actor)
