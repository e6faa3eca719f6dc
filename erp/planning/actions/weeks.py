"""Whoever changes a week of the board holds it first: two hands never write at once."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from erp.core.db import db
from erp.core.numbering import INSERT
from erp.planning.models import PlanWeek


def hold_weeks(mondays: Iterable[date]) -> list[PlanWeek]:
    """In the order of the calendar, so that two people never wait for each other."""
    return [_hold(one) for one in sorted(set(mondays))]


def _hold(monday: date) -> PlanWeek:
    """The first insert of a week may race: the loser waits on the key."""
    insert = INSERT[db.engine.dialect.name]
    db.session.execute(insert(PlanWeek).values(monday=monday).on_conflict_do_nothing())
    chosen = select(PlanWeek).filter_by(monday=monday).with_for_update(of=PlanWeek)
    return db.session.scalars(chosen.execution_options(populate_existing=True)).one()
