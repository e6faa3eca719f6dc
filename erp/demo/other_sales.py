"""One sale of each lawful kind: the cases of VAT, deposits, parts, replacements, credit notes.

What these customers bought is not made turn by turn as the rest: only its papers matter here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from erp.billing import actions as billing
from erp.billing import queries as invoices
from erp.billing.models import Invoice
from erp.billing.settling import Receipt
from erp.billing.states import PaymentMethod
from erp.core import clock
from erp.core.db import db
from erp.delivery import actions as delivery
from erp.demo import selling
from erp.demo.other_customers import BUILDER, GERMAN, PERSON, SWISS, TOWN
from erp.demo.paying import scribble
from erp.demo.stories import Story, Town
from erp.flow import announced_delivery, issued_invoice, sent_quote, signed_delivery
from erp.production import actions as production
from erp.production import queries as made
from erp.production.models import PieceCount
from erp.production.states import OperationState
from erp.sales import actions as sales
from erp.sales.models import Order, Quote
from erp.sales.states import LineNature, MaterialBy, QuoteState, Vat, VatCase

GOODS, SERVICE = LineNature.GOODS, LineNature.SERVICE


@dataclass(frozen=True)
class Sale:
    """`lines` are (words, nature, price of one piece, pieces, VAT or None: as usual)."""

    customer: int
    asked: int  # school days ago
    lines: Sequence[tuple[str, LineNature, int, int, Vat | None]]
    deposit: int = 0  # percent
    parts: tuple[int, ...] = (100,)  # percent of each line, one slip each
    together: bool = False  # the slips on one invoice
    paid_before: bool = False
    twist: str = ""  # "corrective", "credit" or "half" (half the slip is invoiced first), "draft"
    paid: bool = True


TEN, FIVE = (Decimal(10), VatCase.TAXED), (Decimal("5.5"), VatCase.TAXED)
LESSON, FEAST, BEFORE = (
    (Decimal(0), case) for case in (VatCase.TEACHING, VatCase.NON_PROFIT, VatCase.FRANCHISE)
)
SALES = (
    Sale(0, 40, [("Carter de protection", GOODS, 210, 12, None)], deposit=30),
    Sale(4, 41, [("Gabarit d'essai, avant l'option pour la TVA", GOODS, 130, 2, BEFORE)]),
    Sale(1, 39, [("Reprise de soudures sur cuve", SERVICE, 480, 2, None)]),
    Sale(PERSON, 38, [("Pose d'un garde-corps", SERVICE, 1250, 1, TEN)], deposit=40),
    Sale(PERSON, 31, [("Pose d'un conduit de poêle", SERVICE, 690, 1, FIVE)]),
    Sale(PERSON, 22, [("Portillon de jardin", GOODS, 380, 1, None)], paid_before=True),
    Sale(BUILDER, 37, [("Pose de rampes d'escalier", SERVICE, 940, 4, None)]),
    Sale(BUILDER, 25, [("Platines d'ancrage", GOODS, 32, 60, None)], parts=(50, 50), together=True),
    Sale(GERMAN, 36, [("Bagues de centrage", GOODS, 18, 200, None)]),
    Sale(GERMAN, 28, [("Contrôle tridimensionnel", SERVICE, 85, 6, None)], paid=False),
    Sale(SWISS, 35, [("Arbres de transmission", GOODS, 146, 15, None)]),
    Sale(SWISS, 24, [("Étude d'un gabarit", SERVICE, 620, 1, None)], paid=False),
    Sale(7, 23, [("Lampes de la kermesse de l'école", GOODS, 25, 12, FEAST)]),
    Sale(TOWN, 26, [("Corbeilles de rue", GOODS, 290, 6, None)], parts=(50, 50), paid=False),
    Sale(TOWN, 20, [("Redressage de barrières", SERVICE, 75, 8, None)]),
    Sale(3, 34, [("Stage de soudage, deux jours", SERVICE, 900, 1, LESSON)]),
    Sale(
        5,
        33,
        [("Châssis de remorque", GOODS, 1480, 2, None), ("Montage", SERVICE, 260, 2, None)],
    ),
    Sale(2, 32, [("Crochets de serre", GOODS, 7, 300, None)], twist="corrective"),
    Sale(4, 30, [("Supports de fûts", GOODS, 54, 20, None)], twist="credit"),
    Sale(7, 29, [("Rouleaux de guidage", GOODS, 88, 30, None)], twist="half"),
    Sale(6, 27, [("Grilles de caniveau", GOODS, 115, 24, None)], parts=(25, 50, 25), paid=False),
    Sale(3, 10, [("Équerres de fixation", GOODS, 23, 40, None)], paid=False),
    Sale(1, 12, [("Bacs de rétention", GOODS, 145, 8, None)], twist="draft"),
    Sale(6, 19, [("Tôles pliées", GOODS, 12, 90, None)], twist="credit"),
    Sale(2, 18, [("Chapes de vérin", GOODS, 64, 25, None)], deposit=20),
    Sale(0, 21, [("Galets tendeurs", GOODS, 39, 48, None)], deposit=50, parts=(50, 50)),
)


def tell(town: Town, sale: Sale) -> Story:
    """From the quote to the last payment."""
    yield town.days.at(sale.asked, 10, 15)
    quote = offer(town, sale)
    yield town.days.at(sale.asked - 1, 9, 5)
    order = selling.accept(town, town.customers[sale.customer], quote)
    if sale.deposit:
        yield town.days.at(sale.asked - 2, 9, 30)
        deposit = billing.draft_deposit(
            order, percent=Decimal(sale.deposit), actor=town.staff("secretariat")
        )
        issue(town, deposit)
        yield town.days.at(sale.asked - 4, 11, 0)
        pay(town, deposit)
    yield town.days.at(sale.asked - 6, 16, 30)
    finish(town, order)
    yield from deliver(town, sale, order)


def offer(town: Town, sale: Sale) -> Quote:
    """Its price is that of the material: the hours were sold long ago."""
    customer = town.customers[sale.customer]
    quote = Quote(
        customer=customer,
        contact=customer.contacts[0],
        subject=sale.lines[0][0],
        material_by=MaterialBy.SCHOOL,
        year_of_study=2,
        state=QuoteState.DRAFT,
        promised_week=town.days.week(clock.today(), 3),
    )
    db.session.add(quote)
    write_lines(town, sale, quote)
    link = f"{town.site}/client/devis/{quote.id}"
    staff = town.staff("atelier")
    sent_quote.send_quote(quote, school=town.school, link=link, actor=staff, now=clock.now())
    return quote


def write_lines(town: Town, sale: Sale, quote: Quote) -> None:
    for words, nature, price, pieces, vat in sale.lines:
        line = sales.add_line(
            quote,
            school=town.school,
            vat=vat,
            label=words,
            nature=nature,
            quantity=Decimal(pieces),
            material=Decimal(price * pieces),
        )
        checking = town.kinds["Contrôle"]
        sales.add_operation(line, checking, label="", setup_seconds=0, run_seconds=0)


def finish(town: Town, order: Order) -> None:
    """Counted and validated by the workshop manager at once."""
    chief, now = town.staff("atelier"), clock.now()
    for work in made.work_orders_of_order(order.id):
        for operation in work.operations:
            operation.state = OperationState.TO_VALIDATE
            operation.counts.append(PieceCount(good=work.quantity, scrapped=0, declared_at=now))
            production.validate_operation(operation, actor=chief, now=now)


def deliver(town: Town, sale: Sale, order: Order) -> Story:
    slips = []
    for part in sale.parts:
        yield town.days.after(clock.now(), 14, 10)
        wanted = {line.id: line.quantity * part / 100 for line in order.lines}
        slip = delivery.prepare_slip(order, wanted, actor=town.staff("atelier"))
        link = f"{town.site}/client/livraisons/{slip.id}"
        facts: dict[str, Any] = {"school": town.school, "link": link, "now": clock.now()}
        announced_delivery.announce_slip(slip, actor=town.staff("atelier"), **facts)
        signed_delivery.sign_slip(
            slip,
            signer_name=order.customer.contacts[0].name,
            signature=scribble(town.random),
            reserves="",
            actor=None,
            **facts,
        )
        slips.append(slip)
        if not sale.together:
            yield from invoice(town, sale, [slip])
    if sale.together:
        yield from invoice(town, sale, slips)


def invoice(town: Town, sale: Sale, slips: list) -> Story:
    secretary = town.staff("secretariat")
    yield town.days.after(clock.now(), 9, 20)
    draft = billing.draft_invoice(slips, actor=secretary)
    if sale.twist == "half":
        line = draft.lines[0]
        billing.change_line(line, quantity=line.quantity / 2)
    if sale.twist == "draft":
        return
    if sale.paid_before:
        card = PaymentMethod.CARD
        billing.note_paid(draft, paid_on=clock.today(), paid_by=card, now=clock.now())
    issue(town, draft)
    if sale.twist == "half":
        issue(town, billing.draft_invoice(slips, actor=secretary))
    yield from follow(town, sale, draft)


def follow(town: Town, sale: Sale, issued: Invoice) -> Story:
    """What happens to it afterwards."""
    yield town.days.after(clock.now(), 10, 0)
    if sale.twist == "credit":
        give_back(town, issued)
        return
    if sale.twist == "corrective":
        reason, staff = "Le numéro de votre commande manquait", town.staff("secretariat")
        issued = billing.draft_corrective(issued, reason=reason, actor=staff)
        issue(town, issued)
    if sale.paid:
        pay(town, issued)


def issue(town: Town, draft: Invoice) -> None:
    db.session.flush()  # the letter names it by its id
    issued_invoice.issue_invoice(
        draft,
        school=town.school,
        link=f"{town.site}/client/factures/{draft.id}",
        actor=town.staff("secretariat"),
        now=clock.now(),
    )


def give_back(town: Town, one: Invoice) -> None:
    billing.credit_invoice(
        one,
        {line.id: line.quantity for line in one.lines},
        reason="Commande livrée deux fois",
        school=town.school,
        actor=town.staff("secretariat"),
        now=clock.now(),
    )


def pay(town: Town, one: Invoice) -> None:
    db.session.flush()  # what is owed is asked of the database
    left = invoices.to_pay([one])[one.id]
    if left > 0:
        receipt = Receipt(left, PaymentMethod.TRANSFER, clock.today(), f"VIR {one.number}")
        billing.pay_invoice(one, receipt, actor=town.staff("secretariat"), now=clock.now())
