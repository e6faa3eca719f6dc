"""Drafts like another draft, by the dozen: issuing them is what is tried."""

from erp.billing.models import Invoice
from erp.core.db import db


def twin_of(first: Invoice) -> Invoice:
    twin = copy_of(first)
    twin.customer, twin.order = first.customer, first.order
    for line in first.lines:
        twin.lines.append(copy_of(line))
        twin.lines[-1].slip_line = line.slip_line
    db.session.add(twin)
    db.session.flush()
    return twin


def copy_of(record):
    kept = {column.key: getattr(record, column.key) for column in record.__mapper__.column_attrs}
    return type(record)(**{k: v for k, v in kept.items() if k not in ("id", "version")})
