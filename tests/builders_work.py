"""Ready-made tablets, visits and teams."""

from base64 import b64encode
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw

from erp.billing import actions as billing
from erp.billing.models import Invoice, Payment
from erp.billing.settling import Receipt
from erp.billing.states import PaymentMethod
from erp.core import clock
from erp.core.db import db
from erp.customers.models import Customer
from erp.delivery import actions as delivery
from erp.delivery.models import DeliverySlip
from erp.flow import signed_delivery
from erp.people import actions as people
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production import actions, queries
from erp.production.models import PieceCount
from erp.production.states import OperationState
from erp.sales.models import Order
from tests.builders import a_class_session, a_place, a_school, a_student, a_user, saved
from tests.builders_sales import an_order

PIN = "2580"


class Bench:
    """A workshop at work: a session going on, a team of two, a tablet with the first student."""

    def __init__(self, order: Order | None = None) -> None:
        a_school()
        self.order = order or an_order()
        self.place = a_place()
        self.session = a_class_session(place=self.place, starts_in=timedelta(minutes=-30))
        self.ines = a_student(self.session.cohort, pin=PIN)
        self.malik = a_student(self.session.cohort, pin=PIN, first_name="Malik")
        self.instructor = a_user(Role.INSTRUCTOR)
        self.tablet: Tablet = saved(Tablet(name="Tournage 1", place=self.place))
        self.work = queries.work_orders_of_order(self.order.id)[0]
        self.operation = self.work.operations[0]
        self.assignment = actions.assign_team(
            self.operation,
            self.session,
            [self.ines, self.malik],
            instructor=self.instructor,
            actor=self.instructor,
        )
        db.session.commit()

    def device(self, browse):
        """A browser that is the enrolled tablet."""
        secret = people.prepare_enrolment(self.tablet, now=clock.now())
        db.session.commit()
        browser = browse()
        browser.send(f"/atelier/enroler/{secret}")
        return browser

    def enter(self, browse, student=None, pin: str = PIN):
        """The tablet with a student who gave the PIN."""
        browser = self.device(browse)
        browser.send(f"/atelier/eleve/{(student or self.ines).id}", {"pin": pin})
        return browser


def a_signature(size: tuple[int, int] = (400, 140), inked: bool = True) -> str:
    """What signature.js sends: a PNG as a data URL, dark ink on white."""
    picture = Image.new("RGB", size, "white")
    if inked:
        ImageDraw.Draw(picture).line([(30, 100), (150, 30), (220, 110), (360, 60)], "#17202b", 4)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return "data:image/png;base64," + b64encode(kept.getvalue()).decode()


SIGNATURE = a_signature()


def a_finished_order(contact=None, **quoted) -> Order:
    """Every operation made and validated, all pieces good."""
    order = an_order(contact, **quoted)
    instructor, now = a_user(Role.INSTRUCTOR), clock.now()
    for work in queries.work_orders_of_order(order.id):
        for operation in work.operations:
            operation.state = OperationState.TO_VALIDATE
            operation.counts.append(PieceCount(good=work.quantity, scrapped=0, declared_at=now))
            actions.validate_operation(operation, actor=instructor, now=now)
    db.session.commit()
    return order


def a_signed_slip(order: Order | None = None, quantity: str | None = None) -> DeliverySlip:
    order = order or a_finished_order()
    line = order.lines[0]
    slip = delivery.prepare_slip(
        order, {line.id: Decimal(quantity or line.quantity)}, actor=a_user()
    )
    delivery.announce_slip(slip, actor=a_user(), now=clock.now())
    return sign(slip)


def sign(slip: DeliverySlip) -> DeliverySlip:
    signed_delivery.sign_slip(
        slip, signer_name="Nora", signature=SIGNATURE, reserves="",
        school=a_school(), link="http://school.test/client", actor=None, now=clock.now(),
    )  # fmt: skip
    db.session.commit()
    return slip


def an_invoice(slip: DeliverySlip | None = None, issued: bool = False) -> Invoice:
    invoice = billing.draft_invoice([slip or a_signed_slip()], actor=a_user())
    db.session.commit()
    if issued:
        billing.issue_invoice(invoice, school=a_school(), actor=a_user(), now=clock.now())
        db.session.commit()
    return invoice


def a_receipt(amount: str, day: date | None = None, **facts) -> Receipt:
    told = {"method": PaymentMethod.TRANSFER, "reference": "VIR", **facts}
    return Receipt(Decimal(amount), received_on=day or clock.today(), **told)


def pay(invoice: Invoice, amount: str, day: date | None = None, **facts) -> Payment:
    """Money for this invoice alone."""
    receipt, who = a_receipt(amount, day), {"actor": a_user(), "now": clock.now()}
    payment = billing.pay_invoice(invoice, receipt, **who, **facts)
    db.session.commit()
    return payment


def receive(customer: Customer, amount: str, *paid: tuple[Invoice, str], **facts) -> Payment:
    """Money from a customer, shared as told; the rest stays to their credit."""
    shares = {invoice.id: Decimal(part) for invoice, part in paid}
    who = {"actor": a_user(), "now": clock.now(), "keep_rest": True}
    payment = billing.record_payment(customer, a_receipt(amount), shares, **{**who, **facts})
    db.session.commit()
    return payment


def credit(invoice: Invoice, quantity: str, **facts) -> Invoice:
    """A credit note on the first line."""
    note = billing.credit_invoice(
        invoice, {invoice.lines[0].id: Decimal(quantity)}, reason="Pièces reprises",
        school=a_school(), actor=a_user(), now=clock.now(), **facts,
    )  # fmt: skip
    db.session.commit()
    return note


def pay_back(customer: Customer, amount: str) -> Payment:
    """Money out of a customer's credit."""
    who = {"actor": a_user(), "now": clock.now()}
    refund = billing.pay_back(customer, a_receipt(amount), **who)
    db.session.commit()
    return refund
