"""Finished pieces leave, somebody signs, the invoice follows and is paid, or not."""

from base64 import b64encode
from collections.abc import Generator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import sin
from random import Random

from PIL import Image, ImageDraw

from erp.billing import actions as billing
from erp.billing import queries as invoices
from erp.billing.models import Invoice
from erp.billing.settling import Receipt
from erp.billing.states import PaymentMethod
from erp.core import clock
from erp.core.db import db
from erp.delivery import actions as delivery
from erp.delivery.models import DeliverySlip
from erp.demo.selling import Deal, Stage, buyer_of
from erp.demo.stories import Story, Town
from erp.flow import announced_delivery, issued_invoice, signed_delivery
from erp.sales.models import Order


def hand_over(town: Town, deal: Deal, order: Order, done_at: datetime) -> Story:
    """Delivered, invoiced and paid, as far as the stage says."""
    yield town.days.after(done_at, 10, 10)
    slip = announce(town, deal, order)
    if deal.stage is Stage.ANNOUNCED:
        return
    yield town.days.after(clock.now(), 15, 30)
    sign(town, deal, slip)
    if deal.stage <= Stage.DELIVERED:
        return
    yield town.days.after(clock.now(), 9, 40)
    invoice = issue(town, slip)
    yield from settle(town, deal, invoice)


def announce(town: Town, deal: Deal, order: Order) -> DeliverySlip:
    """All the pieces, or two thirds of them."""
    line = order.lines[0]
    share = 2 if deal.stage is Stage.PARTLY_DELIVERED else 3
    wanted = {line.id: Decimal(int(line.quantity) * share // 3)}
    slip = delivery.prepare_slip(order, wanted, actor=town.staff("atelier"))
    announced_delivery.announce_slip(
        slip,
        school=town.school,
        link=f"{town.site}/client/livraisons/{slip.id}",
        actor=town.staff("atelier"),
        now=clock.now(),
    )
    return slip


def sign(town: Town, deal: Deal, slip: DeliverySlip) -> None:
    signed_delivery.sign_slip(
        slip,
        signer_name=buyer_of(town, deal).name,
        signature=scribble(town.random),
        reserves="",
        school=town.school,
        link=f"{town.site}/client/livraisons/{slip.id}",
        actor=None,
        now=clock.now(),
    )


def issue(town: Town, slip: DeliverySlip) -> Invoice:
    secretary = town.staff("secretariat")
    invoice = billing.draft_invoice([slip], actor=secretary)
    db.session.flush()  # the letter names it by its id
    issued_invoice.issue_invoice(
        invoice,
        school=town.school,
        link=f"{town.site}/client/factures/{invoice.id}",
        actor=secretary,
        now=clock.now(),
    )
    return invoice


def settle(town: Town, deal: Deal, invoice: Invoice) -> Generator[datetime, None, None]:
    secretary = town.staff("secretariat")
    if deal.stage is Stage.CREDITED:
        yield town.days.after(clock.now(), 11, 0)
        billing.credit_invoice(
            invoice,
            {invoice.lines[0].id: Decimal(5)},
            reason="5 pièces rayées, rendues par le client",
            school=town.school,
            actor=secretary,
            now=clock.now(),
        )
    if not deal.paid_back:
        return
    yield town.days.at(deal.paid_back, 9, 5)
    db.session.flush()  # what is owed is asked of the database
    left = invoices.to_pay([invoice])[invoice.id]
    reference = f"VIR {invoice.number}"
    receipt = Receipt(left, PaymentMethod.TRANSFER, clock.today(), reference)
    billing.pay_invoice(invoice, receipt, actor=secretary, now=clock.now())


def scribble(random: Random) -> str:
    """A signature as a finger draws it, as the page sends it."""
    picture = Image.new("RGBA", (400, 140), (0, 0, 0, 0))
    pen, turns = ImageDraw.Draw(picture), random.uniform(3, 6)
    points = [(30 + 3.2 * n, 70 - 45 * sin(n * turns / 16) * (1 - n / 130)) for n in range(105)]
    pen.line(points, fill=(20, 30, 60, 255), width=4)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return "data:image/png;base64," + b64encode(kept.getvalue()).decode()
