"""What a customer answers to a quote: yes to some quantity of each line, no, or something else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from erp.core import clock
from erp.core.db import db
from erp.core.files import StoredFile
from erp.core.signature import signature_png
from erp.core.words import N_
from erp.customers import queries as customers
from erp.documents import later
from erp.people.models import User
from erp.people.states import Role
from erp.sales import papers, rules
from erp.sales.models import Offer, Quote, QuoteAnswer
from erp.sales.refusals import ProofIsMissing, QuoteIsAboveLimit
from erp.sales.states import QUOTE, AnswerKind, Channel, DeclineReason
from erp.school.models import School

TOO_LATE = N_("Mise à jour demandée : le devis n'était plus valable.")


@dataclass(frozen=True)
class Noted:
    """An answer that came outside the portal: how, and on which day; the actor wrote it down."""

    channel: Channel
    said_on: date


@dataclass(frozen=True)
class Yes:
    """How somebody said yes: `signature` is typed, `drawn` the data URL of a picture.
    `noted`: neither, but a written word that the school received; `po_file` proves it.

    `quantities`: by line id, where another than the line's own was chosen.
    """

    name: str
    function: str
    po_number: str
    signature: str = ""
    ip_address: str = ""
    drawn: str = ""
    quantities: Mapping[int, Decimal] = field(default_factory=dict)
    po_file: StoredFile | None = None
    noted: Noted | None = None


def accept_quote(
    quote: Quote, yes: Yes, *, school: School, actor: User, now: datetime
) -> QuoteAnswer:
    """The customer says yes; the proof names the very words that were read."""
    QUOTE.check("accept", quote)
    rules.check_is_valid(quote, today=_day_of(quote, yes.noted, now))
    offers = rules.chosen_offers(quote, yes.quantities)
    _check_may_accept(quote, offers, actor)
    picture = _proof_of(yes)
    with db.session.no_autoflush:  # the answer is frozen as soon as it is written
        answer = _answer(
            quote, AnswerKind.ACCEPTED, actor, now, name=yes.name, function=yes.function,
            po_number=yes.po_number, signature=yes.signature, ip_address=yes.ip_address,
            po_file=yes.po_file, drawn=picture, **_how(yes.noted),
            chosen={str(one.line.id): str(one.quantity) for one in offers},
        )  # fmt: skip
        told = papers.acceptance_proof(answer, offers, school, by=actor.name)
        answer.proof = later.keep(f"{quote.number}-preuve.pdf", told)
    QUOTE.make("accept", quote, actor=actor, note=yes.po_number)
    return answer


def _day_of(quote: Quote, noted: Noted | None, now: datetime) -> date:
    """The day that counts: a letter of yesterday was in time, though it is opened today."""
    today = clock.day_of(now)
    if noted is None:
        return today
    rules.check_said_on(quote, noted.said_on, today=today)
    return noted.said_on


def _proof_of(yes: Yes) -> bytes | None:
    """The drawn signature, if there is one; a noted yes is proved by what was received."""
    if yes.noted and yes.po_file is None:
        raise ProofIsMissing
    if yes.noted or (yes.signature.strip() and not yes.drawn):
        return None
    return signature_png(yes.drawn)


def _how(noted: Noted | None) -> dict[str, object]:
    return {"channel": noted.channel, "said_on": noted.said_on} if noted else {}


def _check_may_accept(quote: Quote, offers: list[Offer], actor: User) -> None:
    """A buyer's word is worth what the company said; the school notes a yes for anybody."""
    if actor.role is not Role.CUSTOMER:
        return
    net = sum((one.net for one in offers), Decimal(0))
    able = customers.who_may_accept(quote.customer_id, net)
    if not any(one.user_id == actor.id for one in able):
        raise QuoteIsAboveLimit(who=", ".join(one.name for one in able) or "–")


def decline_quote(
    quote: Quote,
    *,
    reason: DeclineReason,
    note: str,
    actor: User,
    now: datetime,
    name: str = "",
    noted: Noted | None = None,
) -> None:
    """`name`: who said no, when the school writes down what it was told."""
    QUOTE.check("decline", quote)
    _day_of(quote, noted, now)
    told = {"decline_reason": reason, "note": note, "name": name or actor.name}
    _answer(quote, AnswerKind.DECLINED, actor, now, **told, **_how(noted))
    QUOTE.make("decline", quote, actor=actor, note=note or reason.label)


def ask_change(quote: Quote, *, note: str, actor: User, now: datetime) -> None:
    QUOTE.check("ask_change", quote)
    _answer(quote, AnswerKind.CHANGE_ASKED, actor, now, note=note)
    QUOTE.make("ask_change", quote, actor=actor, note=note)


def ask_update(quote: Quote, *, note: str, actor: User, now: datetime) -> None:
    """Too late for a yes: the customer asks for the same at today's conditions."""
    QUOTE.check("ask_update", quote)
    rules.check_is_over(quote, today=clock.day_of(now))
    told = " ".join(part for part in (TOO_LATE, note) if part)
    _answer(quote, AnswerKind.CHANGE_ASKED, actor, now, note=told)
    QUOTE.make("ask_update", quote, actor=actor, note=told)


def _answer(
    quote: Quote, kind: AnswerKind, actor: User, now: datetime, **facts: object
) -> QuoteAnswer:
    sha256 = quote.paper.sha256 if quote.paper else ""
    known = {"name": actor.name, "user_id": actor.id, "at": now, "quote_sha256": sha256}
    answer = QuoteAnswer(quote=quote, kind=kind, **{**known, **facts})
    db.session.add(answer)
    return answer
