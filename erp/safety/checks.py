"""The rules one by one, in the order they are told: pure, over what is known."""

from collections.abc import Callable, Iterator
from datetime import date

from erp.equipment.states import Ppe
from erp.people.states import Role
from erp.safety import law
from erp.safety.known import Asked, Known, Tool, is_enrolled
from erp.safety.models import Declaration
from erp.safety.refusals import (
    AuthorisationIsMissing,
    DeclarationDoesNotCover,
    FitnessIsNotKnown,
    InstructorIsAway,
    MachineIsInUpkeep,
    MachineIsNotInspected,
    MachineIsOut,
    NobodyCompetent,
    NoDeclaration,
    PpeNotGiven,
    RisksNotReviewed,
    SafetyRefusal,
    StudentHasLeft,
    StudentIsAbsent,
    StudentIsElsewhere,
    TooYoung,
    TrainingIsAsked,
    TrainingIsMissing,
    UnderMachineAge,
    WorkIsProhibited,
)
from erp.safety.states import Verdict
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature

Reasons = Iterator[SafetyRefusal]
COMPETENT = {Role.INSTRUCTOR, Role.WORKSHOP_MANAGER}


def of_presence(known: Known, asked: Asked) -> Reasons:
    student, session = asked.student, asked.session
    if session is None:
        return
    if student.left_on is not None and student.left_on <= asked.day:
        yield StudentHasLeft(student=student)
    elif (
        student.cohort_id != session.cohort_id
        or session.nature is not Nature.WORKSHOP
        or not is_enrolled(student, session.starts_at)
    ):
        yield StudentIsElsewhere(student=student)
    elif known.away.is_student_away(student.id, session):
        yield StudentIsAbsent(student=student)


def of_hours(known: Known, asked: Asked) -> Reasons:
    """What this day and its week already pass, with all that the student has there."""
    if asked.session is not None and asked.age < law.ADULT:
        for breach in known.breaches_of(asked.student):
            if asked.day in breach.days:
                yield breach.reason


def of_machine(tool: Tool, day: date, session: ClassSession | None) -> Reasons:
    machine, due = tool.machine, tool.machine.inspection_due_on
    if not machine.is_in_service:
        yield MachineIsOut(machine=machine)
    if due is not None and due < day:
        yield MachineIsNotInspected(machine=machine, day=f"{due:%d/%m/%Y}")
    if session is not None:
        for one in tool.windows:
            if one.starts_at < session.ends_at and session.starts_at < one.ends_at:
                yield MachineIsInUpkeep(machine=machine, why=one.reason)


def of_age(_known: Known, asked: Asked) -> Reasons:
    if asked.age < law.YOUNGEST:
        yield TooYoung(student=asked.student)
    least = asked.tool.use(asked.mode).min_age if asked.tool else law.YOUNGEST
    if asked.tool and law.YOUNGEST <= asked.age < least:
        yield UnderMachineAge(student=asked.student, machine=asked.tool.machine, age=least)


def of_prohibition(_known: Known, asked: Asked) -> Reasons:
    closed = sorted(one for one in asked.works if one.is_prohibited)
    if closed and asked.tool:
        articles = ", ".join(closed)
        reason = WorkIsProhibited(
            machine=asked.tool.machine, articles=articles, student=asked.student
        )
        yield reason


def of_declaration(known: Known, asked: Asked) -> Reasons:
    if not asked.works or asked.tool is None:
        return
    holding = [one for one in known.declarations if one.holds_on(asked.day)]
    facts = {"student": asked.student, "machine": asked.tool.machine}
    if not holding:
        yield NoDeclaration(**facts)
        return
    missing = min((_uncovered(one, asked, asked.tool) for one in holding), key=len)
    if missing:
        yield DeclarationDoesNotCover(**facts, what=", ".join(missing))


def _uncovered(declaration: Declaration, asked: Asked, tool: Tool) -> list[str]:
    """What this declaration does not name, in words."""
    diploma = asked.student.cohort.diploma
    told = [one for one in sorted(asked.works) if one not in declaration.works]
    named = (
        (tool.machine, declaration.machines),
        (diploma, declaration.diplomas),
        (tool.machine.place, declaration.places),
    )
    return [*told, *(str(one) for one, those in named if one not in those)]


def of_fitness(known: Known, asked: Asked) -> Reasons:
    """The latest opinion that holds counts alone: a later one takes back what an older allowed."""
    if not asked.works:
        return
    holding = [one for one in known.opinions.get(asked.student.id, []) if one.holds_on(asked.day)]
    last = holding[-1] if holding else None
    fit = last is not None and last.verdict is not Verdict.UNFIT
    if not fit or asked.works & set(last.restricted if last else ()):
        yield FitnessIsNotKnown(student=asked.student)


def of_training(known: Known, asked: Asked) -> Reasons:
    if asked.tool is None:
        return
    kind = asked.tool.machine.machine_type
    given = known.trainings.get((asked.student.id, kind.id), [])
    if any(one.holds_on(asked.day) for one in given):
        return
    if asked.works:
        yield TrainingIsMissing(student=asked.student, kind=kind)
    elif asked.tool.use(asked.mode).needs_training:
        yield TrainingIsAsked(student=asked.student, kind=kind)


def of_risks(known: Known, asked: Asked) -> Reasons:
    if asked.works and asked.tool:
        place = asked.tool.machine.place
        if not any(one.holds_on(asked.day) for one in known.reviews.get(place.id, [])):
            yield RisksNotReviewed(place=place)


def of_authorisation(known: Known, asked: Asked) -> Reasons:
    kind = asked.tool.use(asked.mode).authorisation if asked.tool else None
    if kind is None or asked.tool is None:
        return
    given = known.authorisations.get((asked.student.id, kind), [])
    if not any(one.holds_on(asked.day) for one in given):
        yield AuthorisationIsMissing(
            student=asked.student, machine=asked.tool.machine, kind=kind.label
        )


def of_ppe(known: Known, asked: Asked) -> Reasons:
    if asked.works and asked.tool:
        missing = set(asked.tool.machine.ppe) - known.ppe.get(asked.student.id, set())
        if missing:
            what = ", ".join(one.label.lower() for one in Ppe if one in missing)
            yield PpeNotGiven(student=asked.student, what=what)


def of_supervision(known: Known, asked: Asked) -> Reasons:
    if asked.session is None or asked.instructor is None:
        return
    if known.away.is_staff_away(asked.instructor.id, asked.session):
        yield InstructorIsAway(instructor=asked.instructor)
    elif asked.works and asked.instructor.role not in COMPETENT:
        yield NobodyCompetent(instructor=asked.instructor, student=asked.student)


Check = Callable[[Known, Asked], Reasons]
PAPERS: tuple[Check, ...] = (
    of_age,
    of_prohibition,
    of_declaration,
    of_fitness,
    of_training,
    of_risks,
    of_authorisation,
    of_ppe,
)


def on_paper(known: Known, asked: Asked) -> Reasons:
    for check in PAPERS:
        yield from check(known, asked)


def of_everything(known: Known, asked: Asked) -> Reasons:
    """Presence, hours, machine, papers, supervision."""
    yield from of_presence(known, asked)
    yield from of_hours(known, asked)
    if asked.tool is not None:
        yield from of_machine(asked.tool, asked.day, asked.session)
    yield from on_paper(known, asked)
    yield from of_supervision(known, asked)
