"""What people do with an order: open it from a yes, move its promise."""

from datetime import date, datetime

from erp.core import clock, journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.core.words import N_
from erp.documents import later
from erp.sales import papers, rules
from erp.sales.models import Offer, Order, OrderLine, QuoteAnswer
from erp.sales.states import PromiseReason
from erp.school.models import School


def open_order(answer: QuoteAnswer, *, school: School, actor: Actor, now: datetime) -> Order:
    """The accepted quote becomes an order, confirmed on paper (ARC)."""
    quote = answer.quote
    offers = rules.chosen_offers(quote, answer.quantities)
    weeks = [one.promised_week for one in offers if one.promised_week]
    promised = max(weeks, default=None)
    order = Order(
        number=next_number("C", clock.day_of(now).year),
        quote=quote,
        customer=quote.customer,
        contact=quote.contact,
        subject=quote.subject,
        po_number=answer.po_number,
        delivery_address=quote.customer.delivery_address,
        accepted_at=now,
        first_promised_week=promised,
        promised_week=promised,
        lines=[_line_of(offer) for offer in offers],
    )
    db.session.add(order)
    told = papers.order_confirmation(order, school, clock.day_of(now))
    order.confirmation = later.keep(f"{order.number}-ARC.pdf", told)
    journal.write(order, "open", N_("Commande ouverte"), actor=actor)
    return order


def _line_of(offer: Offer) -> OrderLine:
    line = offer.line
    kept = ("position", "label", "details", "nature", "vat_rate", "vat_case", "discount_percent")
    facts = {name: getattr(line, name) for name in kept}
    facts |= {"quantity": offer.quantity, "unit_price": offer.unit_price}
    return OrderLine(quote_line=line, **facts)


def change_promise(
    order: Order,
    *,
    promised_week: date,
    promise_reason: PromiseReason,
    promise_note: str,
    actor: Actor,
    today: date,
) -> None:
    """Tell the customer another week, with the reason they will read."""
    rules.check_week(promised_week, today=today)
    order.promised_week = promised_week
    order.promise_reason, order.promise_note = promise_reason, promise_note
    journal.write(order, "promise", N_("Semaine promise changée"), actor=actor, note=promise_note)


def change_reference(order: Order, po_number: str, *, actor: Actor) -> None:
    """The buyer's own number of it: a purchase order, or a public body's commitment."""
    order.po_number = po_number
    journal.write(
        order, "reference", N_("Référence du client changée"), actor=actor, note=po_number
    )
