"""Whose papers the signed-in buyer may see: those of one company."""

from flask import abort
from flask_login import current_user

from erp.customers import queries
from erp.customers.models import Contact


def own_contact() -> Contact:
    """The buyer; a customer's user without a company has nothing to see here."""
    return queries.contact_of(current_user) or abort(404)


def own_customer_id() -> int:
    return own_contact().customer_id
