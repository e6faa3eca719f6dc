"""Which days are closed: their hours stand on a statement that the school has drawn."""

from datetime import date

from sqlalchemy import select

from erp.core import clock
from erp.core.db import db
from erp.training.models import StatementBatch
from erp.training.queries.sums import ONE_DAY


def is_closed(day: date) -> bool:
    """The statements of everybody, asked for once the day was over, tell its hours."""
    chosen = select(StatementBatch.id).where(
        StatementBatch.begins <= day,
        StatementBatch.ends >= day,
        StatementBatch.asked_at >= clock.start_of(day + ONE_DAY),
    )
    return db.session.scalar(chosen.limit(1)) is not None
