"""What the others ask about customers."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.customers.models import Contact
from erp.people.models import User


def contact_of(user: User) -> Contact | None:
    """The person at a company whom this user is."""
    whose = select(Contact).filter_by(user_id=user.id).options(joinedload(Contact.customer))
    return db.session.scalar(whose)
