"""What people do with a quote: write it, send it, revise it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from erp.core import clock
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.core.words import N_
from erp.documents import later
from erp.equipment import queries as equipment
from erp.people.models import User
from erp.sales import papers, rules
from erp.sales.models import Quote, QuoteBreak, QuoteLine, QuoteOperation, Request
from erp.sales.states import QUOTE, REQUEST, LineNature
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
        line.breaks = [QuoteBreak(quantity=Decimal(other)) for other in part.breaks]
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
    """Number the quote, give it a deadline, freeze its words and hand it to the customer."""
    today = clock.day_of(now)
    QUOTE.check("send", quote)
    rules.check_can_be_sent(quote, today=today)
    quote.number = quote.number or next_number("D", today.year)
    quote.sent_at = now
    quote.valid_until = today + timedelta(days=school.quote_validity_days)
    told = papers.quote_paper(quote, school)
    quote.paper = later.keep(f"{quote.number}-{quote.revision}.pdf", told)
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
    copy.no_bid, copy.market_price = line.no_bid, line.market_price
    copy.market_source, copy.market_on = line.market_source, line.market_on
    columns = ("position", "operation_type_id", "label", "setup_seconds", "run_seconds")
    for operation in line.operations:
        twin = QuoteOperation(**{name: getattr(operation, name) for name in columns})
        twin.hourly_rate, twin.student_factor = operation.hourly_rate, operation.student_factor
        copy.operations.append(twin)
    copy.breaks = [_same_offer(one) for one in line.breaks]
    return copy


def _same_offer(one: QuoteBreak) -> QuoteBreak:
    facts = {name: getattr(one, name) for name in ("quantity", "material", "promised_week")}
    return QuoteBreak(**facts)


def expire_quote(quote: Quote, *, actor: Actor | None) -> None:
    QUOTE.make("expire", quote, actor=actor)
