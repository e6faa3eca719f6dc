"""What the others ask about trades, diplomas and competences."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.curriculum.models import Competence, Diploma, ExamUnit, Framework, Trade

DIPLOMA = joinedload(Competence.framework).joinedload(Framework.diploma)


def trades() -> Sequence[Trade]:
    return db.session.scalars(select(Trade).order_by(Trade.name)).all()


def trade_names() -> dict[int, str]:
    """By name: to choose from."""
    return {one.id: one.name for one in _trade_names.columns()}


@prepared
def _trade_names() -> Select[int, str]:
    return select(Trade.id, Trade.name).order_by(Trade.name)


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
        chosen = _of_newest(chosen)
    elif ids:
        chosen = chosen.where(Competence.id.in_(ids))
    else:
        return []
    ordered = chosen.order_by(Framework.diploma_id, Competence.code)
    return db.session.scalars(ordered.options(DIPLOMA)).all()


def _of_newest(chosen: Any) -> Any:
    """Of a question that joins the framework: of the newest version of each diploma."""
    last = (
        select(Framework.diploma_id, func.max(Framework.version).label("version"))
        .group_by(Framework.diploma_id)
        .subquery()
    )
    newest = (last.c.diploma_id == Framework.diploma_id) & (last.c.version == Framework.version)
    return chosen.join(last, newest)


def competence_names() -> dict[int, str]:
    """« CAP · C1 Décoder un plan », of the newest version of each diploma: to choose from."""
    return {one.id: f"{one.short_name} · {one.code} {one.label}" for one in _names.columns()}


@prepared
def _names() -> Any:
    told = (Competence.id, Competence.code, Competence.label, Diploma.short_name)
    chosen = select(*told).join(Framework, Framework.id == Competence.framework_id)
    joined = _of_newest(chosen).join(Diploma, Diploma.id == Framework.diploma_id)
    return joined.order_by(Framework.diploma_id, Competence.code)


def competence(competence_id: int) -> Competence | None:
    return db.session.get(Competence, competence_id, options=[DIPLOMA])
