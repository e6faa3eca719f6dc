"""What the school knows of its students beside their hours: families, absences and their reasons."""

from datetime import date
from itertools import groupby
from random import Random

from erp.core import clock, files
from erp.core.files import Upload
from erp.curriculum import queries as curriculum
from erp.demo.people import LAST_NAMES, People
from erp.demo.stories import Story, Town
from erp.documents import drawing
from erp.documents.drawing import PartDrawing
from erp.equipment import queries as equipment
from erp.people import actions as people
from erp.people.models import Student
from erp.timetable import actions as timetable
from erp.timetable.states import AbsenceReason
from erp.training import actions
from erp.training import queries as training

REASONS = (AbsenceReason.ILLNESS, AbsenceReason.APPOINTMENT, AbsenceReason.TRANSPORT)


def make_families(folks: People, random: Random) -> None:
    """One or two parents for each student, at addresses of nobody."""
    secretary = folks.users["secretariat"]
    for cohort in folks.cohorts:
        for student in cohort.students:
            for relation in random.sample(("mère", "père"), random.choice((1, 1, 2))):
                name = f"{relation[0].upper()}. {student.last_name}"
                if random.random() < 0.2:
                    name = f"{relation[0].upper()}. {random.choice(LAST_NAMES)}"
                people.add_guardian(
                    student, name=name, relation=relation, phone="01 99 00 55 12",
                    email=f"famille{student.id}@example.org", is_notified=True, actor=secretary,
                )  # fmt: skip


def confirm_links(folks: People) -> None:
    """The workshop manager has confirmed what each operation shows, as its words suggest."""
    asked, chief = curriculum.competences(), folks.users["atelier"]
    for kind in equipment.operation_types():
        known = training.suggested(kind, asked)
        chosen = [one for one in asked if one.id in known]
        actions.link_operation(kind, chosen, of={one.id for one in asked}, actor=chief)


def explain_absences(town: Town) -> Story:
    """Three absences in four are justified some days later, one of them with a paper."""
    first, last = town.days.back(40), town.days.back(3)
    yield town.days.at(2, 9, 30)
    told = sorted(training.absences(first, last), key=lambda one: (one.student.id, one.day))
    paper = a_paper(town)
    for student, days in groupby(told, key=lambda one: one.student):
        for absence in days:
            if town.random.random() < 0.75:
                justify(town, student, absence.day, paper)
                paper = None


def a_paper(town: Town) -> files.StoredFile | None:
    note = PartDrawing("Certificat", "fictif", "papier", "Cabinet", town.wishes.today, 90, 40, 5)
    return files.keep(Upload("certificat.pdf", drawing.draw(note)), folder=town.files_folder)


def justify(town: Town, student: Student, day: date, paper: files.StoredFile | None) -> None:
    timetable.justify(
        student, starts_on=day, ends_on=day, reason=town.random.choice(REASONS), note="",
        stored_file=paper, actor=town.staff("secretariat"), now=clock.now(),
    )  # fmt: skip
