"""What the others ask about trades, diplomas and competences."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.curriculum.models import Competence, Diploma, ExamUnit, Framework, Trade

DIPLOMA = joinedload(Competence.framework).joinedload(Framework.diploma)


def trades() -> Sequence[Trade]:
    return db.session.scalars(select(Trade).order_by(Trade.name)).all()


def trade(trade_id: int) -> Trade | None:
    return db.session.get(Trade, trade_id)


def diplomas() -> Sequence[Diploma]:
    chosen = select(Diploma).order_by(Diploma.name)
    versions = selectinload(Diploma.frameworks).selectinload(Framework.competences)
    return db.session.scalars(chosen.options(joinedload(Diploma.trade), versions)).all()


def diploma(diploma_id: int) -> Diploma | None:
    return db.session.get(Diploma, diploma_id)


def frameworks() -> Sequence[Framework]:
    """All versions, the newest of each diploma first."""
    chosen = select(Framework).join(Diploma).order_by(Diploma.name, Framework.version.desc())
    return db.session.scalars(chosen.options(joinedload(Framework.diploma))).all()


def framework(framework_id: int) -> Framework | None:
    """With all that it holds."""
    load = (
        joinedload(Framework.diploma).joinedload(Diploma.trade),
        selectinload(Framework.competences).options(
            selectinload(Competence.criteria), joinedload(Competence.block)
        ),
        selectinload(Framework.exam_units).selectinload(ExamUnit.competences),
        selectinload(Framework.levels),
    )
    return db.session.get(Framework, framework_id, options=load)


def exam_unit(exam_unit_id: int) -> ExamUnit | None:
    return db.session.get(ExamUnit, exam_unit_id)


def competences(ids: Sequence[int] | None = None) -> Sequence[Competence]:
    """Of the newest version of each diploma; by ids, of any."""
    chosen = select(Competence).join(Framework)
    if ids is None:
        last = (
            select(Framework.diploma_id, func.max(Framework.version).label("version"))
            .group_by(Framework.diploma_id)
            .subquery()
        )
        chosen = chosen.join(
            last,
            (last.c.diploma_id == Framework.diploma_id) & (last.c.version == Framework.version),
        )
    else:
        chosen = chosen.where(Competence.id.in_(ids))
    ordered = chosen.order_by(Framework.diploma_id, Competence.code)
    return db.session.scalars(ordered.options(DIPLOMA)).all()


def competence(competence_id: int) -> Competence | None:
    return db.session.get(Competence, competence_id, options=[DIPLOMA])
