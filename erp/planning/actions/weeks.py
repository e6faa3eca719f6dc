"""Whoever changes a week of the board holds it first: two hands never write at once."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from erp.core.db import db
from erp.core.numbering import INSERT
from erp.core.prepared import prepared
from erp.planning.models import PlanWeek


def hold_weeks(mondays: Iterable[date]) -> list[PlanWeek]:
    """In the order of the calendar, so that two people never wait for each other."""
    return [_hold(one) for one in sorted(set(mondays))]


def _hold(monday: date) -> PlanWeek:
    """The first insert of a week may race: the loser waits on the key."""
    db.session.connection().execute(_making(db.engine.dialect.name), {"monday": monday})
    return _held.result(monday).scalar_one()


@cache
def _making(dialect: str) -> Any:
    return INSERT[dialect](PlanWeek.__table__).on_conflict_do_nothing()


@prepared
def _held(monday: date) -> Select[PlanWeek]:
    chosen = select(PlanWeek).filter_by(monday=monday).with_for_update(of=PlanWeek)
    return chosen.execution_options(populate_existing=True)
