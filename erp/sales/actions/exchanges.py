"""What people say about an order, and how the school answers."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from erp.core import journal
from erp.core.db import db
from erp.core.files import StoredFile
from erp.core.journal import Actor
from erp.core.words import N_
from erp.documents import format as french
from erp.sales import rules
from erp.sales.models import Attachment, Certificate, Claim, Message, Order
from erp.sales.states import CLAIM, ORDER, ClaimKind, ClaimState, Satisfaction


def say(
    order: Order,
    text: str,
    *,
    from_school: bool,
    files: Sequence[StoredFile] = (),
    actor: Actor,
    now: datetime,
) -> Message:
    message = Message(
        order=order, from_school=from_school, author=actor.name, text=text.strip(), said_at=now
    )
    message.files = [Attachment(order=order, stored_file=stored) for stored in files]
    db.session.add(message)
    return message


def raise_claim(
    order: Order,
    kind: ClaimKind,
    *,
    text: str,
    quantity: Decimal | None = None,
    files: Sequence[StoredFile] = (),
    actor: Actor,
    now: datetime,
) -> Claim:
    """The buyer asks to change, to cancel, or shows a fault."""
    if kind is not ClaimKind.FAULT:
        rules.check_is_open(order)
    claim = Claim(
        order=order, kind=kind, state=ClaimState.OPEN, text=text.strip(), quantity=quantity,
        author=actor.name, raised_at=now,
    )  # fmt: skip
    claim.files = [Attachment(order=order, stored_file=stored) for stored in files]
    db.session.add(claim)
    journal.write(order, kind.value, kind.label, actor=actor, note=claim.text)
    return claim


def answer_claim(
    claim: Claim, verb: str, *, answer: str, wants_return: bool = False, actor: Actor, now: datetime
) -> None:
    """`verb` is grant or refuse; the buyer reads `answer`. `wants_return`: the pieces come back."""
    CLAIM.check(verb, claim)
    claim.wants_return = wants_return and verb == "grant" and claim.kind is ClaimKind.FAULT
    claim.answer, claim.answered_at = answer.strip(), now
    CLAIM.make(verb, claim, actor=actor, note=claim.answer)


def note_return(claim: Claim, quantity: Decimal, *, actor: Actor, today: date) -> None:
    """The pieces are back at the school."""
    rules.check_is_awaited(claim)
    claim.returned, claim.returned_on = quantity, today
    many = french.quantity(quantity)
    journal.write(claim.order, "return", N_("Pièces revenues"), actor=actor, note=many)


def add_certificate(order: Order, label: str, stored: StoredFile, *, actor: Actor) -> Certificate:
    kept = Certificate(order=order, label=label.strip(), stored_file=stored)
    db.session.add(kept)
    journal.write(order, "certificate", N_("Certificat joint"), actor=actor, note=kept.label)
    return kept


def cancel_order(order: Order, *, actor: Actor, note: str) -> None:
    """Whoever asked; what was made so far is told by the page, and settled apart."""
    ORDER.make("cancel", order, actor=actor, note=note)


def mute_order(order: Order, is_muted: bool) -> None:
    """The buyer wants no more letters about this order, or wants them again."""
    order.is_muted = is_muted


def note_satisfaction(order: Order, word: Satisfaction, *, note: str, actor: Actor) -> None:
    rules.check_is_delivered(order)
    order.satisfaction, order.satisfaction_note = word, note.strip()
    journal.write(
        order, "satisfaction", N_("Avis du client"), actor=actor, note=f"{word.label}. {note}"
    )
