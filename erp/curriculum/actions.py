"""What people do about trades, diplomas and competences."""

from erp.core import records
from erp.core.db import db
from erp.curriculum.models import Competence, Diploma, Trade
from erp.curriculum.states import SourceStatus


def add_trade(name: str) -> Trade:
    records.check_free(Trade, name=name)
    trade = Trade(name=name)
    db.session.add(trade)
    return trade


def change_trade(trade: Trade, *, name: str) -> None:
    records.check_free(Trade, but=trade, name=name)
    trade.name = name


def add_diploma(**facts: object) -> Diploma:
    """`facts` are columns of Diploma."""
    diploma = Diploma()
    return _write(diploma, facts)


def change_diploma(diploma: Diploma, **facts: object) -> None:
    _write(diploma, facts)


def _write(diploma: Diploma, facts: dict[str, object]) -> Diploma:
    records.check_free(Diploma, but=diploma, name=facts["name"])
    for name, value in facts.items():
        setattr(diploma, name, value)
    db.session.add(diploma)
    return diploma


def add_competence(
    diploma: Diploma,
    *,
    code: str,
    label: str,
    source_status: SourceStatus = SourceStatus.TO_CHECK,
) -> Competence:
    records.check_free(Competence, code=code, diploma_id=diploma.id)
    competence = Competence(diploma=diploma, code=code, label=label, source_status=source_status)
    db.session.add(competence)
    return competence


def change_competence(
    competence: Competence,
    *,
    diploma: Diploma,
    code: str,
    label: str,
    source_status: SourceStatus,
) -> None:
    records.check_free(Competence, but=competence, code=code, diploma_id=diploma.id)
    competence.diploma, competence.code = diploma, code
    competence.label, competence.source_status = label, source_status
