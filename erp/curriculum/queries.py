"""What the others ask about trades, diplomas and competences."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.curriculum.models import Competence, Diploma, Trade


def trades() -> Sequence[Trade]:
    return db.session.scalars(select(Trade).order_by(Trade.name)).all()


def trade(trade_id: int) -> Trade | None:
    return db.session.get(Trade, trade_id)


def diplomas() -> Sequence[Diploma]:
    chosen = select(Diploma).order_by(Diploma.name)
    load = (joinedload(Diploma.trade), selectinload(Diploma.competences))
    return db.session.scalars(chosen.options(*load)).all()


def diploma(diploma_id: int) -> Diploma | None:
    return db.session.get(Diploma, diploma_id)


def competences(ids: Sequence[int] | None = None) -> Sequence[Competence]:
    chosen = select(Competence).order_by(Competence.diploma_id, Competence.code)
    if ids is not None:
        chosen = chosen.where(Competence.id.in_(ids))
    return db.session.scalars(chosen.options(joinedload(Competence.diploma))).all()


def competence(competence_id: int) -> Competence | None:
    return db.session.get(Competence, competence_id, options=[joinedload(Competence.diploma)])


def competence_by_code(diploma_id: int, code: str) -> Competence | None:
    return db.session.scalar(select(Competence).filter_by(diploma_id=diploma_id, code=code))
