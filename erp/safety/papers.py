"""The file that is held for the labour inspector (R4153-45): records → data of a paper."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO

from erp.core import clock, tables
from erp.customers.papers import school_block
from erp.documents import format as french
from erp.documents.inspection_file import InspectedStudent, InspectionFile, Sheet
from erp.equipment.states import Article
from erp.people.models import Student
from erp.safety.facts import Facts
from erp.safety.models import Declaration, MedicalOpinion, SafetyTraining
from erp.school.models import School
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature

NOTHING = "aucun enregistré"


def inspection_file(
    young: Sequence[Student],
    signed: Sequence[SafetyTraining],
    known: Facts,
    *,
    school: School,
    day: date,
) -> InspectionFile:
    """`known`: the sessions around that day say where and under whom each one learns."""
    sheets: dict[int, list[SafetyTraining]] = {}
    for one in signed:
        sheets.setdefault(one.student_id, []).append(one)
    ordered = sorted(young, key=lambda one: (one.last_name, one.first_name, one.id))
    return InspectionFile(
        school=school_block(school),
        issued_on=day,
        declarations=tuple(_declared(one) for one in known.declarations if one.holds_on(day)),
        students=tuple(_student(one, known, sheets.get(one.id, []), day) for one in ordered),
    )


def _declared(one: Declaration) -> tuple[tuple[str, str], ...]:
    last = one.ends_on - timedelta(days=1)
    return (
        ("Envoyée le", f"{french.day(one.sent_on)} ({one.reference})"),
        ("Vaut jusqu'au", french.day(last)),
        ("Travaux", ", ".join(f"{work} {Article.of(work).label}" for work in one.works)),
        ("Machines", ", ".join(sorted(str(machine) for machine in one.machines))),
        ("Formations", ", ".join(diploma.name for diploma in one.diplomas)),
        ("Lieux", ", ".join(str(place) for place in one.places)),
    )


def _student(
    student: Student, known: Facts, sheets: list[SafetyTraining], day: date
) -> InspectedStudent:
    diploma = student.cohort.diploma
    workshops = [
        one
        for one in known.sessions.values()
        if one.cohort_id == student.cohort_id and one.nature is Nature.WORKSHOP
    ]
    return InspectedStudent(
        first_name=student.first_name,
        last_name=student.last_name,
        birth_date=student.birth_date,
        course=f"{diploma.name}, {diploma.years} ans",
        places=", ".join(sorted({one.place.name for one in workshops})) or NOTHING,
        opinion=_opinion(known.opinions.get(student.id, []), day),
        sheets=tuple(_sheet(one) for one in sheets),
        supervisors=_supervisors(workshops),
    )


def _opinion(opinions: list[MedicalOpinion], day: date) -> str:
    holding = [one for one in opinions if one.holds_on(day)]
    if not holding:
        return f"{NOTHING} qui vaille ce jour"
    last = holding[-1]
    said = f"{last.verdict.label}, le {french.day(last.given_on)}, {last.doctor}"
    return said + (f" ; sauf {', '.join(last.restricted)}" if last.restricted else "")


def _sheet(one: SafetyTraining) -> Sheet:
    return Sheet(
        about=one.machine_type.name,
        given_on=one.given_on,
        assessed_on=one.assessed_on,
        result=one.result,
        trainer=one.trainer.name,
        signed_on=clock.day_of(one.signed_at) if one.signed_at else None,
        signature=one.signature,
    )


def _supervisors(workshops: list[ClassSession]) -> str:
    leaders = {one.leader for one in workshops}
    named = sorted(f"{one.name}, {one.role.label.lower()}" for one in leaders)
    return " ; ".join(named) or NOTHING


TITLES = (
    *("Prénoms", "Nom", "Date de naissance", "Formation", "Lieux", "Avis médical"),
    *("Formations à la sécurité", "Encadrement"),
)


def inspection_table(paper: InspectionFile) -> bytes:
    """The same five items, a line for each student, as a French spreadsheet opens it."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(TITLES)
    for one in paper.students:
        told = " | ".join(f"{s.about} le {s.assessed_on:%d/%m/%Y} ({s.result})" for s in one.sheets)
        cells = (
            *(one.first_name, one.last_name, f"{one.birth_date:%d/%m/%Y}", one.course),
            *(one.places, one.opinion, told, one.supervisors),
        )
        writer.writerow([tables.safe(cell) for cell in cells])
    return target.getvalue().encode("utf-8-sig")
