"""What people do with a quote: write it, send it, revise it, answer it."""

from datetime import date, datetime, timedelta

from erp.core import archive, clock
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.core.words import N_
from erp.customers import queries as customers
from erp.documents import acceptance
from erp.documents import quote as quote_paper
from erp.equipment import queries as equipment
from erp.people.models import User
from erp.people.states import Role
from erp.sales import papers, rules
from erp.sales.models import Quote, QuoteAnswer, QuoteLine, QuoteOperation, Request
from erp.sales.refusals import QuoteIsAboveLimit
from erp.sales.states import QUOTE, REQUEST, AnswerKind, DeclineReason, LineNature
from erp.school.models import School

DRAWING = N_("Plan %(drawing)s")


def quote_request(request: Request, *, school: School, actor: User) -> Quote:
    """Begin a quote from a studied request, with a line for each part."""
    REQUEST.check("quote", request)
    rules.check_can_be_quoted(request)
    quote = Quote(
        request=request,
        customer=request.customer,
        contact=request.contact,
        subject=request.label,
        material_by=request.material_by,
        year_of_study=request.sheet.year_of_study if request.sheet else 1,
        promised_week=request.wished_week,
    )
    for part in request.parts:
        line = QuoteLine(position=part.position, label=part.label, quantity=part.quantity)
        line.details = DRAWING % {"drawing": part.drawing} if part.drawing else ""
        line.vat_rate, line.vat_case = rules.usual_vat(request.customer, LineNature.GOODS, school)
        quote.lines.append(line)
    db.session.add(quote)
    REQUEST.make("quote", request, actor=actor)
    return quote


def change_quote(quote: Quote, *, today: date, **facts: object) -> None:
    """Change the head of a draft; another year of study changes the student factors."""
    rules.check_is_draft(quote)
    for name, value in facts.items():
        setattr(quote, name, value)
    if quote.promised_week:
        rules.check_week(quote.promised_week, today=today)
    for line in quote.lines:
        for operation in line.operations:
            known = equipment.operation_type(operation.operation_type_id)
            if known is not None:
                operation.student_factor = known.factor(quote.year_of_study)


def send_quote(quote: Quote, *, school: School, actor: Actor, now: datetime) -> None:
    """Number the quote, give it a deadline, draw it once and hand it to the customer."""
    today = clock.day_of(now)
    QUOTE.check("send", quote)
    rules.check_can_be_sent(quote, today=today)
    quote.number = quote.number or next_number("D", today.year)
    quote.sent_at = now
    quote.valid_until = today + timedelta(days=school.quote_validity_days)
    drawn = quote_paper.draw(papers.quote_paper(quote, school))
    quote.paper = archive.keep(f"{quote.number}-{quote.revision}.pdf", drawn)
    QUOTE.make("send", quote, actor=actor)


def revise_quote(quote: Quote, *, actor: Actor) -> Quote:
    """Put a new draft, one revision up, in the place of a quote that was sent."""
    QUOTE.make("replace", quote, actor=actor)
    revised = Quote(
        number=quote.number,
        revision=quote.revision + 1,
        request=quote.request,
        customer=quote.customer,
        contact=quote.contact,
        subject=quote.subject,
        material_by=quote.material_by,
        year_of_study=quote.year_of_study,
        promised_week=quote.promised_week,
        public_note=quote.public_note,
        internal_note=quote.internal_note,
    )
    revised.lines = [_copy_of(line) for line in quote.lines]
    db.session.add(revised)
    db.session.flush()  # the page goes to the new one by its id
    return revised


def _copy_of(line: QuoteLine) -> QuoteLine:
    kept = ("position", "label", "details", "nature", "vat_rate", "vat_case", "quantity")
    copy = QuoteLine(**{name: getattr(line, name) for name in kept})
    copy.material, copy.subcontracting = line.material, line.subcontracting
    copy.discount_percent = line.discount_percent
    columns = ("position", "operation_type_id", "label", "setup_seconds", "run_seconds")
    for operation in line.operations:
        twin = QuoteOperation(**{name: getattr(operation, name) for name in columns})
        twin.hourly_rate, twin.student_factor = operation.hourly_rate, operation.student_factor
        copy.operations.append(twin)
    return copy


def accept_quote(
    quote: Quote,
    *,
    name: str,
    function: str,
    po_number: str,
    signature: str,
    ip_address: str,
    school: School,
    actor: User,
    now: datetime,
) -> QuoteAnswer:
    """The customer says yes; the proof names the very PDF that was read."""
    QUOTE.check("accept", quote)
    rules.check_is_valid(quote, today=clock.day_of(now))
    _check_may_accept(quote, actor)
    with db.session.no_autoflush:  # the answer is frozen as soon as it is written
        answer = _answer(
            quote, AnswerKind.ACCEPTED, actor, now, name=name, function=function,
            po_number=po_number, signature=signature, ip_address=ip_address,
        )  # fmt: skip
        proof = acceptance.draw(papers.acceptance_proof(answer, school))
        answer.proof = archive.keep(f"{quote.number}-preuve.pdf", proof)
    QUOTE.make("accept", quote, actor=actor, note=po_number)
    return answer


def _check_may_accept(quote: Quote, actor: User) -> None:
    """A buyer's word is worth what the company said; the school notes a yes for anybody."""
    if actor.role is not Role.CUSTOMER:
        return
    able = customers.who_may_accept(quote.customer_id, quote.net)
    if not any(one.user_id == actor.id for one in able):
        raise QuoteIsAboveLimit(who=", ".join(one.name for one in able) or "–")


def decline_quote(
    quote: Quote, *, reason: DeclineReason, note: str, actor: User, now: datetime
) -> None:
    QUOTE.check("decline", quote)
    _answer(quote, AnswerKind.DECLINED, actor, now, decline_reason=reason, note=note)
    QUOTE.make("decline", quote, actor=actor, note=note or reason.label)


def ask_change(quote: Quote, *, note: str, actor: User, now: datetime) -> None:
    QUOTE.check("ask_change", quote)
    _answer(quote, AnswerKind.CHANGE_ASKED, actor, now, note=note)
    QUOTE.make("ask_change", quote, actor=actor, note=note)


def _answer(
    quote: Quote, kind: AnswerKind, actor: User, now: datetime, **facts: object
) -> QuoteAnswer:
    sha256 = quote.paper.sha256 if quote.paper else ""
    known = {"name": actor.name, "user_id": actor.id, "at": now, "quote_sha256": sha256}
    answer = QuoteAnswer(quote=quote, kind=kind, **{**known, **facts})
    db.session.add(answer)
    return answer


def expire_quote(quote: Quote, *, actor: Actor | None) -> None:
    QUOTE.make("expire", quote, actor=actor)
