"""The safety papers of the demo: in order, but for one that ends soon and one that is missing."""

from collections.abc import Sequence
from datetime import date, timedelta

from erp.core import clock
from erp.core.db import db
from erp.curriculum.models import Diploma
from erp.demo.calendar import Days
from erp.demo.people import People
from erp.equipment import queries as equipment
from erp.equipment.models import MachineType
from erp.equipment.states import Article, AuthorisationKind, Ppe
from erp.people.models import Student, User
from erp.safety import actions, law
from erp.safety.models import MedicalOpinion, PpeIssue, SafetyTraining
from erp.safety.states import TrainingState, Verdict
from erp.school.models import Place
from erp.school.states import PlaceKind

DOCTOR = "Dr Hélène Sarrazac"
SOON = timedelta(days=30)
UNSIGNED = "Rectification"  # the last student was away when the sheet was signed


def make_safety(
    people: People, diplomas: dict[str, Diploma], places: dict[str, Place], days: Days
) -> None:
    """Everything is a little older than the first day of the sessions."""
    first = days.all[0]
    with clock.living_at(clock.start_of(first)):
        declare(list(diplomas.values()), places, first, people.users["direction"])
        students = [one for cohort in people.cohorts for one in cohort.students]
        look_after(students, first, days.today)
        for cohort, trainer in zip(people.cohorts, people.instructors, strict=True):
            train(cohort.students, trainer, first, away=students[-1])
        oldest = min(students, key=lambda one: one.birth_date)
        actions.give_authorisation(
            oldest,
            AuthorisationKind.CRANE,
            given_on=first,
            valid_until=law.years_after(first, 5),
            level="R484 cat. 1",
            actor=people.users["direction"],
            today=first,
        )


def declare(diplomas: list[Diploma], places: dict[str, Place], first: date, director: User) -> None:
    """Sent the spring before; and the risks of each workshop, seen again before the first day."""
    workshops = [place for place in places.values() if place.kind is PlaceKind.WORKSHOP]
    actions.note_declaration(
        sent_on=first - timedelta(days=120),
        reference="LRAR 1A 200 145 7788 1",
        works=[one for one in Article if not one.is_prohibited],
        machines=equipment.machines(),
        diplomas=diplomas,
        places=workshops,
        actor=director,
        today=first,
    )
    for place in workshops:
        actions.note_review(
            place,
            reviewed_on=first - timedelta(days=9),
            reference="Document unique, mise à jour de rentrée",
            actor=director,
            today=first,
        )


def look_after(students: Sequence[Student], first: date, today: date) -> None:
    """An opinion for each, one of them older than the others; and what protects."""
    for number, student in enumerate(students):
        given_on = first - timedelta(days=5)
        if number == 2:
            given_on = min(given_on, law.years_after(today + SOON, -law.OPINION_YEARS))
        verdict, restricted = Verdict.FIT, []
        if number == 5:
            verdict, restricted = Verdict.RESTRICTED, [Article.PRESSURE.value]
        db.session.add(
            MedicalOpinion(
                student=student,
                given_on=given_on,
                doctor=DOCTOR,
                verdict=verdict,
                restricted=restricted,
            )
        )
        db.session.add_all(PpeIssue(student=student, kind=one, given_on=first) for one in Ppe)


def train(students: Sequence[Student], trainer: User, first: date, *, away: Student) -> None:
    """Every family of machines of the school, given and assessed in the first days."""
    kinds = [kind for kind in equipment.machine_types() if kind.machines]
    for student in students:
        for kind in kinds:
            sheet = a_sheet(student, kind, trainer, first)
            if student is away and kind.name == UNSIGNED:
                sheet.state, sheet.signed_at = TrainingState.DRAFT, None
            db.session.add(sheet)


def a_sheet(student: Student, kind: MachineType, trainer: User, first: date) -> SafetyTraining:
    return SafetyTraining(
        student=student,
        machine_type=kind,
        trainer=trainer,
        given_on=first - timedelta(days=3),
        assessed_on=first - timedelta(days=2),
        result="Questionnaire 18/20 et mise en situation",
        state=TrainingState.SIGNED,
        signed_at=clock.now(),
    )
