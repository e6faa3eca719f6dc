"""A company that came in by itself was there already: its requests and its people go home."""

from erp.core.journal import Actor
from erp.customers import actions as customers
from erp.customers.models import Customer
from erp.sales import actions as sales


def merge_customer(customer: Customer, into: Customer, *, actor: Actor) -> None:
    sales.move_requests(customer, into)
    customers.merge_customer(customer, into, actor=actor)
