"""The lists a school brings from a spreadsheet: columns, and what one line makes.

A dry run is the same import, undone at the end: what it says is what will happen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from erp.core import clock, tables
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.tables import CellRefused, Column, Report
from erp.core.words import N_
from erp.curriculum import actions as curriculum
from erp.curriculum import queries as diplomas
from erp.customers import actions as customers
from erp.customers import queries as companies
from erp.equipment import actions as equipment
from erp.equipment import queries as machines
from erp.equipment.states import Article, MachineMode
from erp.people import actions as people
from erp.people import queries as students
from erp.school import queries as school
from erp.school.states import PlaceKind
from erp.timetable import actions as sessions
from erp.timetable import cells, ical
from erp.timetable import queries as timetable
from erp.timetable.states import Nature

A_MINUTE = timedelta(minutes=1)
Add = Callable[[dict[str, Any]], str | None]


@dataclass(frozen=True)
class Kind:
    """`adder(actor, today)` gives what adds one line."""

    title: str
    columns: tuple[Column, ...]
    adder: Callable[[Actor, date], Add]
    reads_ical: bool = False


OWN: dict[str, Callable[[], Sequence[Any]]] = {
    "cohort": students.cohorts,
    "machine_type": machines.machine_types,
    "place": lambda: school.places(PlaceKind.WORKSHOP),
    "diploma": diplomas.diplomas,
}


def columns_of(kind: Kind) -> list[Column]:
    """The columns, with the school's own names as examples: a line like them can be imported."""
    return [_with_own_example(column) for column in kind.columns]


def _with_own_example(column: Column) -> Column:
    known = OWN[column.name]() if column.name in OWN else ()
    return replace(column, example=known[0].name) if known else column


class NotAsked(Exception):
    """Carries a dry run out of its transaction."""


def bring(kind: Kind, content: bytes, *, actor: Actor, today: date, dry: bool) -> Report:
    """Everything, or nothing when a line has a problem or when this is a dry run."""
    report = Report()
    rows = _rows(kind, content, report)
    try:
        with db.session.begin_nested():
            tables.import_rows(rows, kind.adder(actor, today), report)
            if dry or report.problems:
                raise NotAsked
    except NotAsked:
        db.session.expire_all()
    return report


def _rows(kind: Kind, content: bytes, report: Report) -> Sequence[tables.Row]:
    if kind.reads_ical and content.lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return ical.rows(content)
    return tables.read_table(content, kind.columns, report)


def _named(what: str, name: str, known: dict[str, Any]) -> Any:
    """The record of this name; the sentence says which one is missing."""
    found = known.get(tables.fold(name))
    if found is None:
        raise CellRefused(value=name, why=what)
    return found


def _student_adder(actor: Actor, today: date) -> Add:
    cohorts = {tables.fold(one.name): one for one in reversed(students.cohorts())}

    def add(facts: dict[str, Any]) -> str | None:
        why = N_("créez d'abord cette promotion, ou corrigez son nom.")
        cohort = _named(why, facts.pop("cohort"), cohorts)
        who = (facts["first_name"], facts["last_name"], facts["birth_date"])
        if students.same_student(*who):
            return None
        facts["joined_on"] = facts["joined_on"] or today
        student = people.add_student(**facts, cohort_id=cohort.id, actor=actor, today=today)
        return student.name

    return add


def _customer_adder(actor: Actor, today: date) -> Add:
    def add(facts: dict[str, Any]) -> str | None:
        contact = {key: facts.pop(f"contact_{key}") or "" for key in ("name", "email", "function")}
        if companies.same_customer(facts["name"], facts["siret"] or ""):
            return None
        days = facts.pop("payment_days")
        told = {key: value or "" for key, value in facts.items()}
        customer = customers.add_customer(**told, payment_days=_days(days), actor=actor)
        if contact["name"] and contact["email"]:
            customers.add_contact(customer, **contact)
        return customer.name

    return add


def _days(value: Decimal | None) -> int | None:
    if value is None:
        return None
    if value != int(value) or not 0 <= value <= 60:
        raise CellRefused(value=value, why=N_("tapez un nombre de jours entre 0 et 60."))
    return int(value)


def _machine_adder(actor: Actor, today: date) -> Add:
    kinds = {tables.fold(one.name): one for one in machines.machine_types()}
    places = {tables.fold(one.name): one for one in school.places()}
    known = {tables.fold(one.name) for one in machines.machines()}

    def add(facts: dict[str, Any]) -> str | None:
        if tables.fold(facts["name"]) in known:
            return None
        facts["machine_type"] = _named(
            N_("créez d'abord ce type de machine et son tarif."), facts["machine_type"], kinds
        )
        facts["place"] = _named(N_("créez d'abord ce lieu."), facts["place"], places)
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


def _competence_adder(actor: Actor, today: date) -> Add:
    known = {}
    for one in diplomas.diplomas():
        known[tables.fold(one.name)] = known[tables.fold(one.short_name)] = one

    def add(facts: dict[str, Any]) -> str | None:
        why = N_("créez d'abord ce diplôme, ou corrigez son nom.")
        diploma = _named(why, facts.pop("diploma"), known)
        if diplomas.competence_by_code(diploma.id, facts["code"]):
            return None
        return str(curriculum.add_competence(diploma, **facts))

    return add


def _session_adder(actor: Actor, today: date) -> Add:
    cohorts = {tables.fold(one.name): one for one in reversed(students.cohorts())}
    places = {tables.fold(one.name): one for one in school.places()}
    leaders = {one.email: one for one in students.staff()}

    def add(facts: dict[str, Any]) -> str | None:
        facts["cohort"] = _named(
            N_("créez d'abord cette promotion, ou corrigez son nom."),
            facts["cohort"] or "",
            cohorts,
        )
        facts["place"] = _named(N_("créez d'abord ce lieu."), facts["place"] or "", places)
        why = N_("tapez l'adresse e-mail d'un maître ou d'un enseignant.")
        facts["leader"] = _named(why, (facts["leader"] or "").lower(), leaders)
        facts["nature"] = facts["nature"] or Nature.WORKSHOP
        facts["subject"] = facts["subject"] or ""
        begins = clock.at(facts["day"], facts["starts_at"])
        known = timetable.overlapping(facts["cohort"].id, begins, begins + A_MINUTE)
        if known is not None and known.starts_at == begins:
            return None
        session = sessions.add_session(**facts)
        return f"{session.cohort.name}, {session.day:%d/%m/%Y} {facts['starts_at']:%H:%M}"

    return add


STUDENTS = Kind(
    N_("Élèves"),
    (
        Column("first_name", "Prénom", required=True, example="Inès", most=80),
        Column("last_name", "Nom", required=True, example="Marchal", most=80),
        Column(
            "birth_date",
            "Date de naissance",
            tables.day,
            required=True,
            others=("Né le", "Née le", "Naissance"),
            example="14/03/2010",
        ),
        Column("cohort", "Promotion", required=True, others=("Classe",), example="CAP 1re année"),
        Column("joined_on", "Arrivée", tables.day, others=("Entrée",), example="01/09/2026"),
    ),
    _student_adder,
)
CUSTOMERS = Kind(
    N_("Clients"),
    (
        Column("name", "Nom", required=True, others=("Raison sociale",), example="Méca du Val"),
        Column("siret", "SIRET", example="20000000800017", most=20),
        Column("vat_number", "Numéro de TVA", others=("TVA",), most=20),
        Column("street", "Rue", others=("Adresse",), example="3 rue du Vallon"),
        Column("postal_code", "Code postal", others=("CP",), example="38100", most=10),
        Column("city", "Ville", example="Saint-Aubin", most=100),
        Column("email", "E-mail", others=("Mail", "Courriel"), example="achats@example.org"),
        Column("phone", "Téléphone", others=("Tél",), example="01 99 00 45 67", most=30),
        Column("payment_days", "Délai de paiement", tables.number, example="30"),
        Column("contact_name", "Contact", example="Paul Verdier", most=120),
        Column("contact_email", "E-mail du contact", example="p.verdier@example.org"),
        Column("contact_function", "Fonction du contact", example="Acheteur", most=120),
    ),
    _customer_adder,
)
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
    ),
    _competence_adder,
)
SESSIONS = Kind(
    N_("Séances"),
    (
        Column("cohort", "Promotion", required=True, others=("Classe",), example="CAP 1re année"),
        Column("day", "Jour", tables.day, required=True, others=("Date",), example="23/11/2026"),
        Column("starts_at", "Début", cells.hour, required=True, others=("De",), example="08:00"),
        Column("ends_at", "Fin", cells.hour, required=True, others=("À",), example="12:00"),
        Column("nature", "Nature", cells.nature, example="Atelier"),
        Column("subject", "Matière", most=80),
        Column("place", "Lieu", required=True, others=("Salle",), example="Atelier usinage"),
        Column("leader", "Avec", required=True, others=("E-mail",), example="maitre@example.org"),
    ),
    _session_adder,
    reads_ical=True,
)
KINDS = {
    "eleves": STUDENTS,
    "clients": CUSTOMERS,
    "machines": MACHINES,
    "competences": COMPETENCES,
    "seances": SESSIONS,
}
