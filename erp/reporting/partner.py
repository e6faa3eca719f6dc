"""All that links a company and the school, on one card: a number of questions that does not grow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.customers import giving
from erp.customers.models import Customer, Support
from erp.customers.states import SupportKind
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.people.models import Student
from erp.production import queries as production
from erp.production.models import CustomerMaterial, MaterialBalance
from erp.sales.models import Order
from erp.sales.states import OrderState, PromiseReason, Satisfaction
from erp.training import queries as training
from erp.training.models import CompanyOffer, Internship, OfferInterest

WEEK = timedelta(days=6)  # from its Monday to its Sunday


@dataclass(frozen=True)
class Punctuality:
    """Of the orders delivered in full with a promise, how many came within the promised week."""

    on_time: int
    delivered: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.on_time / self.delivered) if self.delivered else None


@dataclass(frozen=True)
class Partner:
    """`totals` is what orders are worth without VAT, the cancelled ones left out."""

    orders: Mapping[OrderState, int]
    total: Decimal
    punctuality: Punctuality
    words: Mapping[Satisfaction, int]
    internships: Sequence[Internship]
    offers: Sequence[CompanyOffer]
    interests: Mapping[int, Sequence[OfferInterest]]
    supports: Sequence[Support]
    materials: Sequence[CustomerMaterial]
    balances: Mapping[int, MaterialBalance]

    @property
    def given(self) -> dict[SupportKind, Decimal]:
        told: dict[SupportKind, Decimal] = {}
        for one in self.supports:
            told[one.kind] = told.get(one.kind, Decimal(0)) + one.amount
        return told


def partner(customer: Customer) -> Partner:
    orders = db.session.scalars(_orders(customer)).all()
    offers = training.company_offers(customer_id=customer.id).rows
    materials = production.customer_materials(customer_id=customer.id, held=True).rows
    kept = [one for one in orders if one.state is not OrderState.CANCELLED]
    return Partner(
        orders={state: sum(one.state is state for one in orders) for state in OrderState},
        total=sum((one.net for one in kept), Decimal("0.00")),
        punctuality=_punctuality(customer, orders),
        words={word: sum(one.satisfaction is word for one in orders) for word in Satisfaction},
        internships=db.session.scalars(_internships(customer)).all(),
        offers=offers,
        interests=training.interests_of([one.id for one in offers]),
        supports=giving.supports_of(customer.id),
        materials=materials,
        balances=production.balances(materials),
    )


def _orders(customer: Customer) -> Select[Any]:
    return select(Order).filter_by(customer_id=customer.id).options(selectinload(Order.lines))


def _internships(customer: Customer) -> Select[Any]:
    load = joinedload(Internship.student).joinedload(Student.cohort)
    chosen = select(Internship).filter_by(customer_id=customer.id).options(load)
    return chosen.order_by(Internship.starts_on.desc())


def _punctuality(customer: Customer, orders: Sequence[Order]) -> Punctuality:
    """By the last slip, against the first promise; the new one when the customer moved it."""
    last = (
        select(DeliverySlip.order_id, func.max(DeliverySlip.delivered_on))
        .join(Order)
        .where(Order.customer_id == customer.id, DeliverySlip.state == SlipState.SIGNED)
        .group_by(DeliverySlip.order_id)
    )
    days = {order_id: day for order_id, day in db.session.execute(last)}
    weeks = [(_promise(one), days.get(one.id)) for one in orders if _is_over(one)]
    told = [(week, day) for week, day in weeks if week is not None and day is not None]
    return Punctuality(sum(day <= week + WEEK for week, day in told), len(told))


def _is_over(order: Order) -> bool:
    return order.state is OrderState.DELIVERED


def _promise(order: Order) -> date | None:
    asked = order.promise_reason is PromiseReason.CUSTOMER
    return order.promised_week if asked else order.first_promised_week
