"""Give a code to what balances, and take it away from what no longer does."""

from collections.abc import Collection
from datetime import datetime

from erp.billing import queries
from erp.billing.lettering import Item, code_of, sets_of
from erp.billing.models import MatchedItem, Matching, MatchingUndone
from erp.core import clock
from erp.core.db import db
from erp.customers.models import Customer


def match(customer: Customer, *, now: datetime) -> None:
    """Every set of this customer that balances by now takes the next code. They are held."""
    db.session.flush()  # what balances is asked of the database
    sets = sets_of(queries.links(customer.id))
    if not sets:
        return
    open_ = queries.unbalanced({item for items in sets for item in items})
    number = queries.count_matchings(customer.id)
    for items in sorted(sets, key=min):
        if not items & open_:
            number += 1
            db.session.add(_matching(customer, items, code_of(number), now))
    db.session.flush()  # whoever reads next sees the codes


def _matching(customer: Customer, items: set[Item], code: str, now: datetime) -> Matching:
    return Matching(
        customer_id=customer.id,
        code=code,
        matched_on=clock.day_of(now),
        recorded_at=now,
        items=[MatchedItem(**{f"{kind}_id": key}) for kind, key in sorted(items)],
    )


def unmatch(items: Collection[Item], *, now: datetime) -> None:
    """The sets that hold one of these no longer balance."""
    for matching in queries.matchings_with(items):
        db.session.add(MatchingUndone(matching_id=matching.id, recorded_at=now))
    db.session.flush()  # their items are free again
