"""What people do about machines, their rates and the operations done on them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from erp.core import journal, records
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.equipment.models import (
    Machine,
    MachineType,
    MachineUse,
    MaintenanceWindow,
    OperationType,
    RegulatedWork,
    StudentFactor,
)
from erp.equipment.refusals import WindowIsReversed
from erp.equipment.states import MachineMode, Use


def add_machine_type(name: str, hourly_rate: Decimal, *, actor: Actor | None) -> MachineType:
    records.check_free(MachineType, name=name)
    kind = MachineType(name=name, hourly_rate=hourly_rate)
    db.session.add(kind)
    journal.write(kind, "add", N_("Type de machine créé"), actor=actor, after=str(hourly_rate))
    return kind


def change_machine_type(
    kind: MachineType, *, name: str, hourly_rate: Decimal, actor: Actor
) -> None:
    """Quotes already written keep the rate they were computed with."""
    records.check_free(MachineType, but=kind, name=name)
    before, kind.name, kind.hourly_rate = str(kind.hourly_rate), name, hourly_rate
    facts = {"before": before, "after": str(hourly_rate)}
    journal.write(kind, "change", N_("Tarif horaire modifié"), actor=actor, **facts)


def add_machine(
    *,
    works: Mapping[MachineMode, Iterable[str]],
    uses: Mapping[MachineMode, Use] | None = None,
    actor: Actor | None,
    **facts: Any,
) -> Machine:
    """`works`: the articles of the Code du travail that using it falls under, by mode.

    `facts`: name, machine_type, place, is_in_service, capacity, inspection_due_on, ppe.
    """
    records.check_free(Machine, name=facts["name"])
    machine = Machine(**facts)
    machine.regulated_works, machine.uses = _works(works), _uses(uses or {})
    db.session.add(machine)
    journal.write(machine, "add", N_("Machine ajoutée"), actor=actor)
    return machine


def change_machine(
    machine: Machine,
    *,
    works: Mapping[MachineMode, Iterable[str]],
    uses: Mapping[MachineMode, Use] | None = None,
    actor: Actor,
    **facts: Any,
) -> None:
    """`facts`: as for a new one."""
    records.check_free(Machine, but=machine, name=facts["name"])
    for name, value in facts.items():
        setattr(machine, name, value)
    machine.regulated_works.clear()
    machine.uses.clear()
    db.session.flush()  # the same article and mode may come back
    machine.regulated_works, machine.uses = _works(works), _uses(uses or {})
    journal.write(machine, "change", N_("Machine modifiée"), actor=actor)


def _uses(uses: Mapping[MachineMode, Use]) -> list[MachineUse]:
    return [MachineUse(mode=mode, **use._asdict()) for mode, use in uses.items()]


def _works(works: Mapping[MachineMode, Iterable[str]]) -> list[RegulatedWork]:
    return [
        RegulatedWork(mode=mode, article=article)
        for mode, articles in works.items()
        for article in sorted(set(articles))
    ]


def add_window(
    machine: Machine, *, starts_at: datetime, ends_at: datetime, reason: str, actor: Actor | None
) -> MaintenanceWindow:
    """Nobody is put on the machine meanwhile; teams already there are told by the planning."""
    if ends_at <= starts_at:
        raise WindowIsReversed
    window = MaintenanceWindow(machine=machine, starts_at=starts_at, ends_at=ends_at, reason=reason)
    db.session.add(window)
    journal.write(machine, "maintain", N_("Entretien prévu"), actor=actor, note=reason)
    return window


def change_window(
    window: MaintenanceWindow, *, starts_at: datetime, ends_at: datetime, reason: str, **_: object
) -> None:
    if ends_at <= starts_at:
        raise WindowIsReversed
    window.starts_at, window.ends_at, window.reason = starts_at, ends_at, reason


def add_operation_type(
    *,
    name: str,
    verb: str,
    machine_type: MachineType,
    factors: Mapping[int, Decimal],
    pictogram: str = "tools",
) -> OperationType:
    """`factors`: student time over sold time, by year of study."""
    records.check_free(OperationType, name=name)
    kind = OperationType(name=name, verb=verb, machine_type=machine_type, pictogram=pictogram)
    kind.factors = [StudentFactor(year_of_study=y, factor=f) for y, f in sorted(factors.items())]
    db.session.add(kind)
    return kind


def change_operation_type(
    kind: OperationType,
    *,
    name: str,
    verb: str,
    machine_type: MachineType,
    factors: Mapping[int, Decimal],
    pictogram: str,
) -> None:
    records.check_free(OperationType, but=kind, name=name)
    kind.name, kind.verb, kind.machine_type, kind.pictogram = name, verb, machine_type, pictogram
    known = {factor.year_of_study: factor for factor in kind.factors}
    for year, factor in factors.items():
        if year in known:
            known[year].factor = factor
        else:
            kind.factors.append(StudentFactor(year_of_study=year, factor=factor))
