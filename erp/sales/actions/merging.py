"""What a company asked, given to the company it is in truth."""

from sqlalchemy import select, update

from erp.core.db import db
from erp.customers.models import Customer
from erp.sales.models import Quote, Request
from erp.sales.refusals import QuotedAlready


def move_requests(customer: Customer, into: Customer) -> None:
    """Only before the first quote: a paper keeps the name it was written to."""
    if db.session.scalar(select(Quote.id).filter_by(customer_id=customer.id).limit(1)):
        raise QuotedAlready(customer=customer)
    theirs = update(Request).filter_by(customer_id=customer.id)
    db.session.execute(theirs.values(customer_id=into.id))
