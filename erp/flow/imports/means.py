"""What students work on and toward: machines, and the competences of their diploma."""

from datetime import date
from itertools import zip_longest
from typing import Any

from erp.core import tables
from erp.core.journal import Actor
from erp.core.tables import CellRefused, Column
from erp.core.words import N_
from erp.curriculum import actions as curriculum
from erp.curriculum import queries as diplomas
from erp.curriculum.models import ExamUnit, Framework
from erp.equipment import actions as equipment
from erp.equipment import queries as machines
from erp.equipment.states import Article, MachineMode
from erp.flow.imports.kind import Add, Kind, named
from erp.school import queries as school


def _machine_adder(actor: Actor, today: date) -> Add:
    kinds = {tables.fold(one.name): one for one in machines.machine_types()}
    places = {tables.fold(one.name): one for one in school.places()}
    known = {tables.fold(one.name) for one in machines.machines()}

    def add(facts: dict[str, Any]) -> str | None:
        if tables.fold(facts["name"]) in known:
            return None
        facts["machine_type"] = named(
            N_("créez d'abord ce type de machine et son tarif."), facts["machine_type"], kinds
        )
        facts["place"] = named(N_("créez d'abord ce lieu."), facts["place"], places)
        works = {mode: _articles(facts.pop(mode.value)) for mode in MachineMode}
        known.add(tables.fold(facts["name"]))
        return equipment.add_machine(**facts, works=works, actor=actor).name

    return add


def _articles(value: str | None) -> list[str]:
    """ "D4153-28 D4153-22" → the two articles; "4153-28" and "28" are understood."""
    found = []
    for word in (value or "").replace(",", " ").split():
        article = f"D4153-{word.rsplit('-', 1)[-1]}"
        if article not in set(Article):
            raise CellRefused(value=word, why=N_("écrivez un article comme D4153-28."))
        found.append(article)
    return found


def framework_table(framework: Framework) -> bytes:
    """The version as the table that brings it in: a line for each criterion and each exam."""
    rows = [
        [framework.diploma.short_name, one.code, one.label, one.block.label if one.block else ""]
        + _line(sign, unit)
        for one in framework.competences
        for sign, unit in zip_longest(
            [sign.label for sign in one.criteria] or [""],
            [unit for unit in framework.exam_units if one in unit.competences],
        )
    ]
    return tables.written([column.title for column in COMPETENCES.columns], rows)


def _line(sign: str | None, unit: ExamUnit | None) -> list[str]:
    if unit is None:
        return [sign or "", "", "", ""]
    told = f"{unit.coefficient.normalize():f}" if unit.coefficient is not None else ""
    return [sign or "", unit.code, unit.label, told.replace(".", ",")]


def _competence_adder(actor: Actor, today: date) -> Add:
    known = {}
    for one in diplomas.diplomas():
        known[tables.fold(one.name)] = known[tables.fold(one.short_name)] = one

    def add(facts: dict[str, Any]) -> str | None:
        why = N_("créez d'abord ce diplôme, ou corrigez son nom.")
        diploma = named(why, facts.pop("diploma"), known)
        return curriculum.import_line(diploma.framework, facts)

    return add


MACHINES = Kind(
    N_("Machines"),
    (
        Column("name", "Machine", required=True, others=("Nom",), example="Tour 1", most=80),
        Column("machine_type", "Type", required=True, example="Machines conventionnelles"),
        Column("place", "Lieu", required=True, others=("Atelier",), example="Atelier usinage"),
        Column("production", "Articles en production", example="D4153-28"),
        Column("setting", "Articles en réglage", example="D4153-28"),
        Column("maintenance", "Articles en maintenance"),
    ),
    _machine_adder,
)


COMPETENCES = Kind(
    N_("Compétences"),
    (
        Column("diploma", "Diplôme", required=True, example="CAP RICS"),
        Column("code", "Code", required=True, example="C1", most=12),
        Column("label", "Intitulé", required=True, example="Contrôler la réalisation", most=300),
        Column("block", "Bloc", example="Bloc 2 Fabrication", most=200),
        Column("criterion", "Critère", example="Les cotes sont dans la tolérance", most=300),
        Column("unit", "Épreuve", example="EP2", most=12),
        Column("unit_label", "Intitulé de l'épreuve", example="Fabrication", most=200),
        Column("coefficient", "Coefficient", tables.number, example="8", most=6),
    ),
    _competence_adder,
    strict=True,
)
