"""A company that came in by itself was there already: its requests and its people go home."""

from erp.billing import queries as billing
from erp.billing.refusals import CustomerHasPaid
from erp.core.journal import Actor
from erp.customers import actions as customers
from erp.customers import giving
from erp.customers.models import Customer
from erp.sales import actions as sales
from erp.training import actions as training


def merge_customer(customer: Customer, into: Customer, *, actor: Actor) -> None:
    if billing.count_moves(customer.id):
        raise CustomerHasPaid(customer=customer)
    sales.move_requests(customer, into)
    training.move_internships(customer, into)
    training.move_offers(customer, into)
    giving.move_supports(customer, into)
    customers.merge_customer(customer, into, actor=actor)
