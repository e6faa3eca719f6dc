"""What the school knows of its students beside their hours: families, absences and their reasons."""

from datetime import date, timedelta
from itertools import groupby
from random import Random
from typing import Any

from erp.core import clock, files
from erp.core.files import Upload
from erp.curriculum import queries as curriculum
from erp.demo.calendar import LOOK_BACK
from erp.demo.people import LAST_NAMES, People
from erp.demo.stories import Story, Town
from erp.documents import drawing
from erp.documents.drawing import PartDrawing
from erp.equipment import queries as equipment
from erp.people import actions as people
from erp.people.models import Student, User
from erp.production import queries as production
from erp.reporting import booklets
from erp.timetable import actions as timetable
from erp.timetable.states import AbsenceReason
from erp.training import actions
from erp.training import queries as training
from erp.training.queries import Proposal
from erp.training.states import Autonomy, ExamResult, FollowUpKind, NeedKind, PaperKind, Situation

REASONS = (AbsenceReason.ILLNESS, AbsenceReason.APPOINTMENT, AbsenceReason.TRANSPORT)


def lots(town: Town, what: str) -> Random:
    """Drawn apart: what is told here moves nothing of the orders' stories."""
    return Random(f"{what} {town.wishes.seed}")


def make_families(folks: People, random: Random) -> None:
    """One or two parents for each student, at addresses of nobody."""
    secretary = folks.users["secretariat"]
    for cohort in folks.cohorts:
        for student in cohort.students:
            for relation in random.sample(("mère", "père"), random.choice((1, 1, 2))):
                other = random.random() < 0.2
                family = random.choice(LAST_NAMES) if other else student.last_name
                name = f"{'Mme' if relation == 'mère' else 'M.'} {family}"
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
    random = lots(town, "absences")
    told = sorted(training.absences(first, last), key=lambda one: (one.student.id, one.day))
    paper = a_paper(town)
    for student, days in groupby(told, key=lambda one: one.student):
        for absence in days:
            if random.random() < 0.75:
                justify(town, student, absence.day, paper, random)
                paper = None


WORDS = (
    "Progrès réguliers. Les cotes sont tenues, le poste est rangé. Continue à vérifier deux fois.",
    "Bon esprit d'équipe. Il reste à lire le plan en entier avant de régler.",
    "Belle autonomie sur les dernières pièces. Aide volontiers les plus jeunes.",
    "Le geste vient. Ralentis un peu au contrôle, et demande quand tu doutes.",
)
HELPS = (
    (NeedKind.DYS, "Consignes lues à voix haute, police agrandie, tiers temps à l'écrit."),
    (NeedKind.LANGUAGE, "Laisser le temps de reformuler ; glossaire avec images au poste."),
    (NeedKind.DISABILITY, "Poste assis possible ; pas de port de charge au-delà de dix kilos."),
)


def write_down(town: Town) -> Story:
    """A word each for the booklets, a few interviews and adjustments, exams and internships."""
    yield town.days.at(4, 16, 20)
    for n, cohort in enumerate(town.people.cohorts):
        for student in cohort.students:
            remark(student, town.people.instructors[n], WORDS[student.id % len(WORDS)])
            if cohort.year_of_study > 1:
                register(town, student)
        kind, words = HELPS[n % len(HELPS)]
        office = town.staff("secretariat")
        actions.add_need(cohort.students[1], kind=kind, adjustments=words, until=None, actor=office)
        remark(cohort.students[2], town.staff("secretariat"), TALK, FollowUpKind.INTERVIEW)
        send_away(town, cohort.students[3])
    former = town.people.cohorts[-1].students[-1]
    actions.add_outcome(
        former, months=6, situation=Situation.JOB_CUSTOMER, details="Exemple fictif",
        asked_on=clock.today(), actor=town.staff("secretariat"),
    )  # fmt: skip


TALK = "Point sur les retards du lundi : le bus de 7 h 10 est supprimé. Solution trouvée."


def remark(
    student: Student, author: User, text: str, kind: FollowUpKind = FollowUpKind.REMARK
) -> None:
    facts = {"kind": kind, "held_on": clock.today(), "text": text}
    actions.add_follow_up(student, actor=author, now=clock.now(), **facts)


def register(town: Town, student: Student) -> None:
    """For every part of the exam that the framework knows."""
    year = student.cohort.exam_on.year if student.cohort.exam_on else town.wishes.school_year
    for unit in student.cohort.framework.exam_units:
        actions.add_exam_entry(
            student, exam_unit=unit, session=year, result=ExamResult.REGISTERED, mark=None,
            actor=town.staff("secretariat"),
        )  # fmt: skip


def observe_exercises(town: Town) -> Story:
    """Every Friday each instructor has seen two or three gestures of some students."""
    random = lots(town, "exercises")
    for count in range(LOOK_BACK - 2, 2, -5):
        yield town.days.at(count, 15, 40)
        for n, cohort in enumerate(town.people.cohorts):
            known = cohort.framework.competences
            for student in random.sample(list(cohort.students), 5):
                seen = random.choice(known)
                rank = min(4, 2 + (cohort.year_of_study + random.randrange(3)) // 2)
                autonomy = list(Autonomy)[min(2, rank - 2)]
                actions.observe(
                    student, seen, Proposal(rank, autonomy), note="Exercice du vendredi",
                    actor=town.people.instructors[n], now=clock.now(),
                )  # fmt: skip


def teach_on_parts(town: Town) -> Story:
    """A teacher took half an hour of the workshop for a lesson on a real part."""
    yield town.days.at(6, 11, 30)
    day, teacher = town.days.back(6), town.people.teachers[0]
    open_orders = production.open_operations()
    sessions = [one for one in town.floor.sessions if one.day == day]
    if open_orders and sessions:
        actions.give_lesson(
            sessions[0], open_orders[0].work_order, subject="Mathématiques", minutes=30,
            label="Vitesse de coupe : de la table au réglage", actor=teacher, now=clock.now(),
        )  # fmt: skip


def send_away(town: Town, student: Student) -> None:
    first = town.wishes.today + timedelta(days=60)
    actions.add_internship(
        student, company=town.customers[0].name, tutor="Paul Verdier", starts_on=first,
        ends_on=first + timedelta(days=25), visited_on=None, visit_note="",
        actor=town.staff("secretariat"),
    )  # fmt: skip


def issue_booklets(town: Town) -> Story:
    """One booklet is issued, and the statements of a month are asked for."""
    yield town.days.at(1, 17, 5)
    student, link = town.people.cohorts[0].students[0], f"{town.site}/verifier/{{token}}"
    first, now = town.days.all[0], clock.now()
    facts: dict[str, Any] = {
        "begins": first, "ends": clock.day_of(now), "folder": town.files_folder, "now": now,
    }  # fmt: skip
    kind = PaperKind.BOOKLET
    actions.issue_paper(
        student, kind, lambda url: booklets.draw(kind, student, town.school, **facts, verify_url=url),
        link=link, actor=town.people.instructors[0], now=now,
        secret=f"{lots(town, 'papers').getrandbits(256):064x}",
    )  # fmt: skip
    yield town.days.at(1, 17, 9)
    town.customers[0].may_be_named = True


def a_paper(town: Town) -> files.StoredFile | None:
    note = PartDrawing("Certificat", "fictif", "papier", "Cabinet", town.wishes.today, 90, 40, 5)
    return files.keep(Upload("certificat.pdf", drawing.draw(note)), folder=town.files_folder)


def justify(
    town: Town, student: Student, day: date, paper: files.StoredFile | None, random: Random
) -> None:
    timetable.justify(
        student, starts_on=day, ends_on=day, reason=random.choice(REASONS), note="",
        stored_file=paper, actor=town.staff("secretariat"), now=clock.now(),
    )  # fmt: skip


STORIES = (explain_absences, observe_exercises, teach_on_parts, write_down, issue_booklets)
