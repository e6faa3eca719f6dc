"""A quote, an answer, an order → the frozen data of their papers."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from erp.core import clock
from erp.core.money import vat_by_rate
from erp.core.words import N_
from erp.customers.models import Customer
from erp.customers.papers import customer_block, school_block
from erp.documents import format as french
from erp.documents.acceptance import AcceptanceProof, NotedBlock
from erp.documents.lines import GOODS, SERVICE, PaperLine, Totals
from erp.documents.order_confirmation import OrderConfirmationPaper
from erp.documents.quote import OtherQuantity, QuotePaper
from erp.documents.vat import GROUNDS, VatGround
from erp.sales.models import Offer, Order, OrderLine, Quote, QuoteAnswer, QuoteLine, offers_of
from erp.sales.states import LineNature, QuoteState, VatCase
from erp.school.models import School

NATURES = {LineNature.GOODS: GOODS, LineNature.SERVICE: SERVICE}
CONSUMER = (
    N_("Garantie légale de conformité de deux ans (code de la consommation, L217-3)."),
    N_("Garantie des vices cachés (code civil, article 1641)."),
    N_("Pièce faite sur mesure : pas de rétractation (code de la consommation, L221-28, 3°)."),
)
MEDIATOR = N_("Médiateur de la consommation : %(who)s (code de la consommation, L612-1).")
PIECE, PIECES = N_("pièce"), N_("pièces")


def quote_paper(quote: Quote, school: School) -> QuotePaper:
    """`draft` until it is sent: its words are frozen with its number first."""
    return QuotePaper(
        school=school_block(school),
        customer=customer_block(quote.customer, quote.contact),
        number=quote.number or "",
        revision=quote.revision,
        sent_on=clock.day_of(quote.sent_at) if quote.sent_at else None,
        valid_until=quote.valid_until,
        subject=quote.subject,
        lines=paper_lines(quote.offered),
        totals=totals(quote.offered),
        delay=week_in_words(quote.promised_week),
        material_by=quote.material_by.label,
        payment_terms=payment_terms(quote.customer, school),
        notes=quote.public_note,
        consumer=consumer_notes(quote.customer, school),
        others=other_quantities(quote),
        not_priced=tuple((line.label, line.no_bid) for line in quote.lines if line.no_bid),
        draft=quote.state is QuoteState.DRAFT and quote.sent_at is None,
    )


def paper_lines(lines: Sequence[QuoteLine] | Sequence[OrderLine]) -> tuple[PaperLine, ...]:
    return tuple(
        PaperLine(
            label=line.label,
            details=line.details,
            nature=NATURES[line.nature],
            quantity=line.quantity,
            unit=unit_of(line.quantity),
            unit_price=line.unit_price,
            discount_percent=line.discount_percent,
            vat_rate=line.vat_rate,
            net=line.net,
            ground=ground_of(line.vat_case),
        )
        for line in lines
    )


def consumer_notes(customer: Customer, school: School) -> tuple[str, ...]:
    """What the consumer code asks to tell a private person; nothing for a company."""
    if not customer.is_private:
        return ()
    mediator = [MEDIATOR % {"who": " ".join(school.consumer_mediator.split())}]
    return (*CONSUMER, *(mediator if school.consumer_mediator else []))


def ground_of(case: VatCase) -> VatGround | None:
    """The code and the words of the law for a line without VAT."""
    return GROUNDS.get(case.value)


def unit_of(quantity: Decimal) -> str:
    """In French the plural begins at two."""
    return PIECES if abs(quantity) >= 2 else PIECE


def other_quantities(quote: Quote) -> tuple[OtherQuantity, ...]:
    """What other quantities would cost; the buyer chooses when accepting."""
    return tuple(
        OtherQuantity(
            label=line.label,
            quantity=offer.quantity,
            unit=unit_of(offer.quantity),
            unit_price=offer.unit_price,
            net=offer.net,
            delay=week_in_words(offer.promised_week),
        )
        for line in quote.offered
        for offer in offers_of(line)[1:]
    )


def totals(lines: Sequence[QuoteLine] | Sequence[OrderLine] | Sequence[Offer]) -> Totals:
    net = sum((line.net for line in lines), Decimal("0.00"))
    vat = vat_by_rate((line.vat_rate, line.net) for line in lines)
    return Totals(net=net, vat=vat, gross=net + sum(amount for _, _, amount in vat))


def week_in_words(monday: date | None) -> str:
    if monday is None:
        return ""
    friday = monday + timedelta(days=4)
    number = monday.isocalendar().week
    return f"semaine {number} (du {french.day(monday)} au {french.day(friday)})"


def payment_terms(customer: Customer, school: School) -> str:
    days = customer.days_to_pay(school.payment_days)
    if not days:
        return "Au comptant, à réception de la facture, par virement."
    return (
        f"{days} {'jours' if days > 1 else 'jour'} à compter de la date de facture, par virement."
    )


def acceptance_proof(
    answer: QuoteAnswer, offers: Sequence[Offer], school: School, *, by: str
) -> AcceptanceProof:
    """`offers`: what was chosen of each line; `by`: who typed the answer."""
    quote = answer.quote
    return AcceptanceProof(
        school=school_block(school),
        customer=customer_block(quote.customer, quote.contact),
        quote_number=quote.number or "",
        revision=quote.revision,
        subject=quote.subject,
        gross=totals(offers).gross,
        quantities=tuple(map(named_quantity, offers)),
        po_file=answer.po_file.name if answer.po_file else "",
        png=answer.drawn,
        accepted_by=answer.name,
        function=answer.function,
        po_number=answer.po_number,
        signature=answer.signature,
        accepted_at=answer.at.astimezone(clock.PARIS),
        ip_address=answer.ip_address,
        quote_sha256=answer.quote_sha256,
        sentence=NOTED if answer.channel else ACCEPTED,
        noted=noted(answer, by),
    )


def named_quantity(offer: Offer) -> tuple[str, str]:
    return offer.line.label, french.quantity(offer.quantity, unit_of(offer.quantity))


def noted(answer: QuoteAnswer, by: str) -> NotedBlock | None:
    """Who at the school wrote it down, and what was received."""
    if answer.channel is None or answer.said_on is None or answer.po_file is None:
        return None
    return NotedBlock(
        by=by,
        how=answer.channel.label,
        said_on=answer.said_on,
        file=answer.po_file.name,
        file_sha256=answer.po_file.sha256,
    )


NOTED = N_(
    "Le client a accepté ce devis par écrit, hors du portail. L'école a reçu le document nommé "
    "ci-dessous et l'a noté : il est gardé avec la commande."
)


ACCEPTED = N_(
    "J'accepte ce devis et ses conditions. Je sais que les pièces sont faites par des élèves "
    "en formation, sous la conduite de maîtres professionnels."
)


def order_confirmation(order: Order, school: School, today: date) -> OrderConfirmationPaper:
    return OrderConfirmationPaper(
        school=school_block(school),
        customer=customer_block(order.customer, order.contact, order.delivery_address),
        number=order.number,
        confirmed_on=today,
        po_number=order.po_number,
        quote_number=str(order.quote),
        subject=order.subject,
        lines=paper_lines(order.lines),
        totals=totals(order.lines),
        promised=week_in_words(order.promised_week),
        payment_terms=payment_terms(order.customer, school),
        consumer=consumer_notes(order.customer, school),
    )
