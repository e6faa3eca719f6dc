"""Who answers for a student, and the personal link by which they read along."""

from datetime import datetime, timedelta

from erp.core import clock, journal, records, tokens
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.people.models import Guardian, Student
from erp.people.refusals import GuardianHasNoEmail, StudentIsOfAge

FAMILY, FAMILY_LASTS = "family", timedelta(days=400)


def add_guardian(student: Student, *, actor: Actor, **facts: object) -> Guardian:
    """`facts` are columns of Guardian."""
    guardian = Guardian(student=student, **facts)
    db.session.add(guardian)
    journal.write(student, "guardian", N_("Responsable ajouté"), actor=actor, note=guardian.name)
    return guardian


def change_guardian(guardian: Guardian, *, actor: Actor, **facts: object) -> None:
    for name, value in facts.items():
        setattr(guardian, name, value)
    note = guardian.name
    journal.write(guardian.student, "guardian", N_("Responsable modifié"), actor=actor, note=note)


def remove_guardian(guardian: Guardian) -> None:
    """The link dies with the card."""
    tokens.revoke_all(FAMILY, guardian.id, now=clock.now())
    records.remove(guardian)


def open_family_link(guardian: Guardian, *, actor: Actor, now: datetime) -> str:
    """A new secret; the links given before stop. Nobody reads over an adult's shoulder."""
    if guardian.student.is_adult(clock.day_of(now)):
        raise StudentIsOfAge(student=guardian.student)
    if not guardian.email:
        raise GuardianHasNoEmail(name=guardian.name)
    tokens.revoke_all(FAMILY, guardian.id, now=now)
    note = guardian.name
    journal.write(
        guardian.student, "family", N_("Lien envoyé à la famille"), actor=actor, note=note
    )
    return tokens.give(FAMILY, guardian.id, now=now, expires_at=now + FAMILY_LASTS)
