"""Words, needs, internships, exams and what became of each student; papers that are issued."""

from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import update

from erp.core import archive, clock, journal, tokens
from erp.core.db import db
from erp.core.words import N_
from erp.customers.models import Customer
from erp.people.models import Student, User
from erp.training import queries, rules
from erp.training.models import ExamEntry, FollowUp, Internship, Need, Outcome, StudentPaper
from erp.training.refusals import RegisteredAlready
from erp.training.states import PaperKind

VERIFY, VERIFY_LASTS = "verify-paper", timedelta(days=10 * 365)


def add_follow_up(student: Student, *, actor: User, now: datetime, **facts: Any) -> FollowUp:
    """`facts`: kind, held_on, text. What was said is not repeated in the journal."""
    rules.check_lived(facts["held_on"], clock.day_of(now))
    note = FollowUp(student=student, written_by_id=actor.id, written_at=now, **facts)
    db.session.add(note)
    return note


def change_follow_up(note: FollowUp, *, now: datetime, **facts: Any) -> None:
    rules.check_lived(facts["held_on"], clock.day_of(now))
    _write(note, facts)


def add_need(student: Student, *, actor: User, **facts: Any) -> Need:
    need = Need(student=student, **facts)
    db.session.add(need)
    journal.write(student, "need", N_("Aménagement noté"), actor=actor)
    return need


def change_need(need: Need, **facts: Any) -> None:
    _write(need, facts)


def add_internship(student: Student, *, actor: User, **facts: Any) -> Internship:
    rules.check_span(facts["starts_on"], facts["ends_on"])
    internship = Internship(student=student, **facts)
    db.session.add(internship)
    note = internship.company
    journal.write(student, "internship", N_("Stage convenu"), actor=actor, note=note)
    return internship


def change_internship(internship: Internship, **facts: Any) -> None:
    rules.check_span(facts["starts_on"], facts["ends_on"])
    _write(internship, facts)


def move_internships(customer: Customer, into: Customer) -> None:
    """A company turns out to be another one: whoever was there was at that one."""
    theirs = update(Internship).filter_by(customer_id=customer.id)
    db.session.execute(theirs.values(customer_id=into.id))


def add_exam_entry(student: Student, *, actor: User, **facts: Any) -> ExamEntry:
    rules.check_mark(facts["mark"])
    _check_free(queries.exam_entry_of(student.id, facts["exam_unit"].id), None, student)
    entry = ExamEntry(student=student, **facts)
    db.session.add(entry)
    journal.write(student, "exam", N_("Inscrit à une épreuve"), actor=actor)
    return entry


def change_exam_entry(entry: ExamEntry, **facts: Any) -> None:
    rules.check_mark(facts["mark"])
    known = queries.exam_entry_of(entry.student_id, facts["exam_unit"].id)
    _check_free(known, entry, entry.student)
    _write(entry, facts)


def add_outcome(student: Student, *, actor: User, **facts: Any) -> Outcome:
    _check_free(queries.outcome_of(student.id, facts["months"]), None, student)
    outcome = Outcome(student=student, **facts)
    db.session.add(outcome)
    journal.write(student, "outcome", N_("Situation notée"), actor=actor)
    return outcome


def change_outcome(outcome: Outcome, **facts: Any) -> None:
    known = queries.outcome_of(outcome.student_id, facts["months"])
    _check_free(known, outcome, outcome.student)
    _write(outcome, facts)


def _check_free(known: object | None, mine: object | None, student: Student) -> None:
    if known is not None and known is not mine:
        raise RegisteredAlready(student=student)


def _write(record: Any, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(record, name, value)


def issue_paper(
    student: Student,
    kind: PaperKind,
    draw: Callable[[str], bytes],
    *,
    link: str,
    actor: User,
    now: datetime,
    secret: str = "",
) -> StudentPaper:
    """Draw with the address that verifies it, and keep the bytes: nothing draws it again.

    `link` has {token} where the secret goes; the secret is known to the paper alone
    (only the demo gives one, so that the same seed draws the same paper).
    """
    secret = secret or token_urlsafe(32)
    content = draw(link.replace("{token}", secret))
    stored = archive.keep(f"{kind.value}-{student.id}-{now:%Y%m%d}.pdf", content)
    paper = StudentPaper(
        student=student, kind=kind, paper=stored, issued_by_id=actor.id, issued_at=now
    )
    db.session.add(paper)
    db.session.flush()  # the link opens this paper, by its id
    tokens.keep(VERIFY, paper.id, secret, now=now, expires_at=now + VERIFY_LASTS)
    journal.write(student, "paper", N_("Document établi"), actor=actor, note=kind.label)
    return paper
