"""What people do about machines, their rates and the operations done on them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from erp.core import journal, records
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.equipment.models import (
    Machine,
    MachineType,
    OperationType,
    RegulatedWork,
    StudentFactor,
)
from erp.equipment.states import MachineMode
from erp.school.models import Place


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
    name: str,
    machine_type: MachineType,
    place: Place,
    works: Mapping[MachineMode, Iterable[str]],
    actor: Actor | None,
    is_in_service: bool = True,
) -> Machine:
    """`works`: the articles of the Code du travail that using it falls under, by mode."""
    records.check_free(Machine, name=name)
    machine = Machine(name=name, machine_type=machine_type, place=place)
    machine.is_in_service = is_in_service
    machine.regulated_works = _works(works)
    db.session.add(machine)
    journal.write(machine, "add", N_("Machine ajoutée"), actor=actor)
    return machine


def change_machine(
    machine: Machine,
    *,
    name: str,
    machine_type: MachineType,
    place: Place,
    works: Mapping[MachineMode, Iterable[str]],
    is_in_service: bool,
    actor: Actor,
) -> None:
    records.check_free(Machine, but=machine, name=name)
    machine.name, machine.machine_type, machine.place = name, machine_type, place
    machine.is_in_service = is_in_service
    machine.regulated_works.clear()
    db.session.flush()  # the same article may come back
    machine.regulated_works = _works(works)
    journal.write(machine, "change", N_("Machine modifiée"), actor=actor)


def _works(works: Mapping[MachineMode, Iterable[str]]) -> list[RegulatedWork]:
    return [
        RegulatedWork(mode=mode, article=article)
        for mode, articles in works.items()
        for article in sorted(set(articles))
    ]


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
