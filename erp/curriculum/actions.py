"""What people do about trades, diplomas and the versions of their frameworks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from erp.core import records
from erp.core.db import db
from erp.curriculum import rules
from erp.curriculum.models import (
    Competence,
    CompetenceBlock,
    Criterion,
    Diploma,
    ExamUnit,
    Framework,
    Level,
    Trade,
    first_version,
)
from erp.curriculum.refusals import CodeHasTwoLabels, LineIsThereTwice, UnitIsElsewhere
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
    diploma = Diploma(frameworks=[first_version()])
    return _write(diploma, facts)


def change_diploma(diploma: Diploma, **facts: object) -> None:
    _write(diploma, facts)


def _write(diploma: Diploma, facts: dict[str, object]) -> Diploma:
    records.check_free(Diploma, but=diploma, name=facts["name"])
    for name, value in facts.items():
        setattr(diploma, name, value)
    db.session.add(diploma)
    return diploma


def add_competence(framework: Framework, *, code: str, label: str, **more: Any) -> Competence:
    """`more`: source_status, block (its words) and criteria (their words)."""
    rules.check_open(framework)
    records.check_free(Competence, code=code, framework_id=framework.id)
    competence = Competence(framework=framework, code=code, label=label)
    db.session.add(competence)
    _detail(competence, **more)
    return competence


def change_competence(
    competence: Competence, *, framework: Framework, code: str, label: str, **more: Any
) -> None:
    rules.check_open(competence.framework)
    rules.check_open(framework)
    records.check_free(Competence, but=competence, code=code, framework_id=framework.id)
    competence.framework, competence.code, competence.label = framework, code, label
    _detail(competence, **more)


def _detail(
    competence: Competence,
    *,
    source_status: SourceStatus = SourceStatus.TO_CHECK,
    block: str = "",
    criteria: Iterable[str] = (),
) -> None:
    competence.source_status = source_status
    competence.block = _block(competence.framework, block) if block else None
    competence.criteria = [Criterion(position=n, label=one) for n, one in enumerate(criteria, 1)]


def _block(framework: Framework, label: str) -> CompetenceBlock:
    known = next((one for one in framework.blocks if one.label == label), None)
    if known is None:
        known = CompetenceBlock(position=len(framework.blocks) + 1, label=label)
        framework.blocks.append(known)
    return known


def remove_competence(competence: Competence) -> None:
    rules.check_open(competence.framework)
    records.remove(competence)


def add_exam_unit(framework: Framework, **facts: Any) -> ExamUnit:
    """`facts`: code, label, coefficient, mode, competences."""
    rules.check_open(framework)
    records.check_free(ExamUnit, code=facts["code"], framework_id=framework.id)
    unit = ExamUnit(framework=framework, **facts)
    db.session.add(unit)
    return unit


def change_exam_unit(unit: ExamUnit, **facts: Any) -> None:
    rules.check_open(unit.framework)
    records.check_free(ExamUnit, but=unit, code=facts["code"], framework_id=unit.framework_id)
    for name, value in facts.items():
        setattr(unit, name, value)


def remove_exam_unit(unit: ExamUnit) -> None:
    rules.check_open(unit.framework)
    records.remove(unit)


def import_line(framework: Framework, facts: dict[str, Any]) -> str | None:
    """One line of a framework's table: a competence, or one more criterion of it.

    Nothing new in the line means that it is known: None.
    """
    known = next((one for one in framework.competences if one.code == facts["code"]), None)
    if known is None:
        known = add_competence(
            framework, code=facts["code"], label=facts["label"], block=facts["block"] or ""
        )
    elif known.label != facts["label"]:
        raise CodeHasTwoLabels(code=known.code, label=known.label)
    elif not facts["criterion"] and not facts["unit"]:
        return None
    else:
        rules.check_open(framework)
    new = _add_criterion(known, facts["criterion"] or "")
    new = _join_unit(known, facts) or new
    return str(known) if new or known.id is None else None


def _add_criterion(competence: Competence, label: str) -> bool:
    if not label:
        return competence.id is None
    if any(one.label == label for one in competence.criteria):
        raise LineIsThereTwice(code=competence.code)
    position = len(competence.criteria) + 1
    competence.criteria.append(Criterion(position=position, label=label))
    return True


def _join_unit(competence: Competence, facts: dict[str, Any]) -> bool:
    code, framework = facts["unit"], competence.framework
    if not code:
        return False
    unit = next((one for one in framework.exam_units if one.code == code), None)
    if unit is None:
        told = {"label": facts["unit_label"] or code, "coefficient": facts["coefficient"]}
        unit = add_exam_unit(framework, code=code, **told)
    elif facts["unit_label"] and unit.label != facts["unit_label"]:
        raise UnitIsElsewhere(code=code, label=unit.label)
    if competence in unit.competences:
        return False
    unit.competences.append(competence)
    return True


def freeze(framework: Framework, *, now: datetime) -> None:
    """Somebody was observed against it: from now on it is copied, never changed."""
    framework.frozen_at = framework.frozen_at or now


def copy_framework(framework: Framework, *, label: str) -> tuple[Framework, dict[int, Competence]]:
    """A new version that may change; with it, by the old competence's id, the new competence."""
    diploma = framework.diploma
    made = Framework(
        version=diploma.framework.version + 1,
        label=label,
        needed_observations=framework.needed_observations,
        needed_rank=framework.needed_rank,
        on_different_jobs=framework.on_different_jobs,
        levels=[Level(rank=one.rank, label=one.label) for one in framework.levels],
    )
    diploma.frameworks.append(made)
    copies = {}
    for one in framework.competences:
        copy = Competence(framework=made, code=one.code, label=one.label)
        db.session.add(copy)
        block, signs = one.block.label if one.block else "", [c.label for c in one.criteria]
        _detail(copy, source_status=one.source_status, block=block, criteria=signs)
        copies[one.id] = copy
    for unit in framework.exam_units:
        kept = {"code": unit.code, "label": unit.label, "mode": unit.mode}
        mine = [copies[one.id] for one in unit.competences]
        made.exam_units.append(ExamUnit(**kept, coefficient=unit.coefficient, competences=mine))
    db.session.flush()  # what comes after points to the new competences by their ids
    return made, copies
