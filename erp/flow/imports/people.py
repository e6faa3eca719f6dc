"""Students and the sessions they are expected at."""

from datetime import date, timedelta
from typing import Any

from erp.core import clock, tables
from erp.core.journal import Actor
from erp.core.tables import CellRefused, Column
from erp.core.words import N_
from erp.flow.imports.kind import Add, Kind, named
from erp.people import actions as people
from erp.people import queries as students
from erp.people.models import Cohort, Student
from erp.school import queries as school
from erp.timetable import actions as sessions
from erp.timetable import cells
from erp.timetable import queries as timetable
from erp.timetable.states import Nature

A_MINUTE = timedelta(minutes=1)


def _student_adder(actor: Actor, today: date) -> Add:
    cohorts = {tables.fold(one.name): one for one in reversed(students.cohorts())}

    def add(facts: dict[str, Any]) -> str | None:
        why = N_("créez d'abord cette promotion, ou corrigez son nom.")
        cohort = named(why, facts.pop("cohort"), cohorts)
        who = (facts["first_name"], facts["last_name"], facts["birth_date"])
        known = students.same_student(*who)
        if known is not None:
            _check_same_cohort(known, cohort)
            return None
        facts["joined_on"] = facts["joined_on"] or today
        student = people.add_student(**facts, cohort_id=cohort.id, actor=actor, today=today)
        return student.name

    return add


def _check_same_cohort(student: Student, cohort: Cohort) -> None:
    """Known, and nothing to do; nobody is in two cohorts at once."""
    if student.cohort_id != cohort.id:
        why = N_("cet élève est en %(cohort)s : changez sa promotion sur sa fiche.")
        raise CellRefused(value=student.name, why=why % {"cohort": student.cohort.name})


def _session_adder(actor: Actor, today: date) -> Add:
    cohorts = {tables.fold(one.name): one for one in reversed(students.cohorts())}
    places = {tables.fold(one.name): one for one in school.places()}
    leaders = {one.email: one for one in students.staff()}

    def add(facts: dict[str, Any]) -> str | None:
        facts["cohort"] = named(
            N_("créez d'abord cette promotion, ou corrigez son nom."),
            facts["cohort"] or "",
            cohorts,
        )
        facts["place"] = named(N_("créez d'abord ce lieu."), facts["place"] or "", places)
        why = N_("tapez l'adresse e-mail d'un maître ou d'un enseignant.")
        facts["leader"] = named(why, (facts["leader"] or "").lower(), leaders)
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
