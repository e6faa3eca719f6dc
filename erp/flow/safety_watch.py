"""Every morning: who must know what ends, and who may not go on with what was planned."""

from collections.abc import Iterable
from datetime import date, timedelta

from erp.core import mail
from erp.core.db import db
from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.documents import format as french
from erp.equipment.models import Machine
from erp.people import queries as people
from erp.people.models import Student, User
from erp.people.states import Role
from erp.production import actions as production
from erp.production import queries as work
from erp.production.models import Assignment
from erp.safety import queries as safety
from erp.safety.facts import Facts
from erp.safety.hours import LIMITS
from erp.safety.law import Weight
from erp.safety.models import SafetyAlert
from erp.safety.queries import Deadline
from erp.school import queries as school

HEALTH = (Role.DIRECTOR, Role.SECRETARY)
OTHERS = (Role.WORKSHOP_MANAGER, Role.INSTRUCTOR)
LETTER = (
    N_("Sécurité : %(count)s échéance(s)"),
    N_(
        "Bonjour %(name)s,\n\nVoici ce qui finit bientôt ou qui manque :\n\n%(lines)s\n\n"
        "Tout est sur la page Sécurité : %(link)s\n\n%(school)s\n"
    ),
)
TAKEN_OFF = (
    N_("%(student)s est retiré d'une opération"),
    N_(
        "Bonjour %(name)s,\n\n%(student)s ne fera pas « %(operation)s » le %(day)s :\n%(reasons)s\n"
        "\nChoisissez quelqu'un d'autre : %(link)s\n\n%(school)s\n"
    ),
)


def watch(*, today: date, site: str) -> tuple[int, int]:
    """How many alerts were told, how many students were taken off. Twice a day does it once."""
    told = tell_deadlines(today, f"{site}/bureau/securite")
    return told, take_off(today, f"{site}/bureau/equipes")


def tell_deadlines(today: date, link: str) -> int:
    """One letter a day for each person, with what they may read; each level is told once."""
    found = safety.not_told(safety.deadlines(today, health=True), today)
    for one in found:
        facts = {"kind": one.kind, "record_id": one.record_id, "days": one.level(today)}
        db.session.add(SafetyAlert(**facts, told_on=today))
    for user in people.staff(*HEALTH):
        _write(user, found, today, link)
    for user in people.staff(*OTHERS):
        _write(user, [one for one in found if not one.kind.is_health], today, link)
    return len(found)


def _write(user: User, found: list[Deadline], today: date, link: str) -> None:
    if not found:
        return
    lines = "\n".join(f"- {_line(one, today)}" for one in found)
    facts = {"name": user.name, "count": len(found), "lines": lines, "link": link}
    subject, text = LETTER
    facts["school"] = school.the_school().name
    mail.post(user.email, subject % facts, text % facts)


def _line(one: Deadline, today: date) -> str:
    said = f"{one.kind.label} · {one.what}"
    if one.ends_on is None:
        return f"{said} : à faire"
    last = french.day(one.ends_on - timedelta(days=1))
    return f"{said} : {'dépassé depuis' if one.ends_on <= today else 'vaut jusqu’au'} {last}"


def take_off(today: date, link: str) -> int:
    """From tomorrow's work and today's: whoever the law does not allow there any more."""
    planned = list(work.assignments_from(today))
    if not planned:
        return 0
    known = safety.facts(today, max(one.class_session.day for one in planned))
    count = 0
    for assignment in planned:
        for student in [member.student for member in assignment.members]:
            reasons = _legal(known, assignment, student)
            if reasons:
                _tell(assignment, student, reasons, link)
                production.take_off(assignment, student, reasons=reasons)
                count += 1
    return count


def _legal(known: Facts, assignment: Assignment, student: Student) -> list[Refusal]:
    """What the law says of this student there; hours are the timetable's, told on their page."""
    if student.id not in known.students:
        return []
    kind, machine = assignment.operation.operation_type.machine_type_id, assignment.machine
    machines: Iterable[Machine | None] = [machine] if machine else known.machines_of(kind)
    session, lead = assignment.class_session, assignment.instructor
    told: list[list[Refusal]] = [
        [
            one
            for one in known.may_use(student, tool, assignment.mode, session, lead)
            if one.weight in (Weight.LEGAL, Weight.PROHIBITED) and not isinstance(one, LIMITS)
        ]
        for tool in machines
    ]
    return min(told, key=lambda reasons: len(reasons), default=[])


def _tell(assignment: Assignment, student: Student, reasons: list[Refusal], link: str) -> None:
    facts = {
        "name": assignment.instructor.name,
        "student": student.name,
        "operation": assignment.operation.label,
        "day": french.day(assignment.class_session.day),
        "reasons": "\n".join(f"- {reason}" for reason in reasons),
        "link": link,
        "school": school.the_school().name,
    }
    subject, text = TAKEN_OFF
    mail.post(assignment.instructor.email, subject % facts, text % facts)
