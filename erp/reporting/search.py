"""The search over everything: one line per kind of record that somebody may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.access.permissions import May, is_granted
from erp.billing.models import Invoice, Payment, SupplierInvoice
from erp.core.db import db
from erp.core.search import matches
from erp.curriculum.models import Competence, Diploma, Trade
from erp.customers.models import Contact, Customer
from erp.delivery.models import DeliverySlip
from erp.equipment.models import Machine, MachineType, OperationType
from erp.people.models import Cohort, Student, Tablet, User
from erp.production.models import CustomerMaterial, WorkOrder
from erp.sales.models import Order, Quote, Request, Routing
from erp.school.models import Place
from erp.timetable.models import ClosedDays
from erp.training.models import CompanyOffer

LIMIT = 8  # of each kind


@dataclass(frozen=True)
class Found:
    """A record that answers; `id` is what its page is called by, `line` says what it is."""

    id: int
    title: str
    line: str


@dataclass(frozen=True)
class Kind:
    """Who finds it, and what its line tells; `beside` is read with it, `page` names its page."""

    permission: May
    model: Any
    line: Callable[[Any], str] = lambda _row: ""
    beside: str = ""
    page: str = "id"


def search_everything(words: str, *, user: User) -> dict[str, list[Found]]:
    """At most LIMIT of each kind that this person may read, the newest first."""
    found = {
        name: _found(kind, words)
        for name, kind in KINDS.items()
        if is_granted(user, kind.permission)
    }
    return {name: rows for name, rows in found.items() if rows}


def _found(kind: Kind, words: str) -> list[Found]:
    chosen = select(kind.model).where(*matches(kind.model, words))
    if kind.beside:
        chosen = chosen.options(joinedload(getattr(kind.model, kind.beside)))
    rows = db.session.scalars(chosen.order_by(kind.model.id.desc()).limit(LIMIT))
    return [told(kind, row) for row in rows]


def told(kind: Kind, row: Any) -> Found:
    return Found(getattr(row, kind.page), str(row), kind.line(row))


def _subject(row: Any) -> str:
    return f"{row.subject} · {row.customer.name}"


def _invoice(row: Invoice) -> str:
    return f"{row.kind.label} · {row.customer.name}"


def _payment(row: Payment) -> str:
    return " · ".join(filter(None, (row.customer.name, row.reference)))


def _offer(row: CompanyOffer) -> str:
    return f"{row.kind.label} · {row.customer.name}"


def _contact(row: Contact) -> str:
    return " · ".join(filter(None, (row.function, row.customer.name)))


KINDS: dict[str, Kind] = {
    "order": Kind(May.READ_QUOTES, Order, _subject, "customer"),
    "quote": Kind(May.READ_QUOTES, Quote, _subject, "customer"),
    "request": Kind(
        May.READ_REQUESTS, Request, lambda row: f"{row.label} · {row.customer.name}", "customer"
    ),
    "work_order": Kind(May.READ_WORK, WorkOrder, lambda row: row.label),
    "customer_material": Kind(
        May.READ_WORK, CustomerMaterial, lambda row: row.order.number, "order"
    ),
    "delivery_slip": Kind(
        May.READ_DELIVERIES, DeliverySlip, lambda row: row.order.subject, "order"
    ),
    "invoice": Kind(May.READ_INVOICES, Invoice, _invoice, "customer"),
    "payment": Kind(May.READ_INVOICES, Payment, _payment, "customer"),
    "supplier_invoice": Kind(May.READ_INVOICES, SupplierInvoice, lambda row: str(row.state.label)),
    "customer": Kind(May.READ_CUSTOMERS, Customer, lambda row: row.city),
    "company_offer": Kind(May.READ_STUDENTS, CompanyOffer, _offer, "customer"),
    "contact": Kind(May.READ_CUSTOMERS, Contact, _contact, "customer", "customer_id"),
    "student": Kind(May.READ_STUDENTS, Student, lambda row: row.cohort.name, "cohort"),
    "cohort": Kind(May.READ_STUDENTS, Cohort, lambda row: row.years),
    "machine": Kind(May.MANAGE_SETTINGS, Machine, lambda row: row.place.name, "place"),
    "machine_type": Kind(May.MANAGE_SETTINGS, MachineType),
    "operation_type": Kind(May.MANAGE_SETTINGS, OperationType, lambda row: row.verb),
    "routing": Kind(May.WRITE_QUOTES, Routing),
    "place": Kind(May.MANAGE_SETTINGS, Place, lambda row: str(row.kind.label)),
    "tablet": Kind(May.MANAGE_TABLETS, Tablet, lambda row: row.place.name, "place"),
    "trade": Kind(May.MANAGE_SETTINGS, Trade),
    "diploma": Kind(May.MANAGE_SETTINGS, Diploma, lambda row: row.name),
    "competence": Kind(
        May.MANAGE_SETTINGS, Competence, lambda row: row.diploma.short_name, "framework"
    ),
    "closed_days": Kind(May.WRITE_TIMETABLE, ClosedDays),
    "user": Kind(May.MANAGE_USERS, User, lambda row: str(row.role.label)),
}
