"""What people do with safety papers: note them, sign them, cancel them, decide by them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from erp.core import clock, journal, plain
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.signature import signature_png
from erp.core.words import N_
from erp.curriculum.models import Diploma
from erp.equipment.models import Machine, MachineType
from erp.equipment.states import Article, AuthorisationKind, Ppe
from erp.people.models import Student, User
from erp.safety import law, queries, rules
from erp.safety.models import (
    Authorisation,
    Declaration,
    MedicalOpinion,
    PpeIssue,
    Proof,
    RiskReview,
    SafetyDecision,
    SafetyTraining,
)
from erp.safety.states import TRAINING, Decision, Verdict
from erp.school.models import Place
from erp.timetable.models import ClassSession

P = TypeVar("P", bound=Proof)


def note_declaration(
    *,
    sent_on: date,
    reference: str,
    works: Sequence[Article],
    machines: Sequence[Machine],
    diplomas: Sequence[Diploma],
    places: Sequence[Place],
    actor: User | None,
    today: date,
) -> Declaration:
    """What was sent to the labour inspector; works of minors rest on it for three years."""
    rules.check_has_happened(sent_on, today)
    rules.check_declaration(works, machines, diplomas, places)
    declaration = Declaration(
        sent_on=sent_on, reference=reference, works=sorted(works), noted_by=actor
    )
    declaration.machines, declaration.diplomas = list(machines), list(diplomas)
    declaration.places = list(places)
    return _keep(declaration, N_("Déclaration notée"), actor)


def note_opinion(
    student: Student,
    *,
    given_on: date,
    doctor: str,
    verdict: Verdict,
    restricted: Sequence[Article] = (),
    actor: Actor | None,
    today: date,
) -> MedicalOpinion:
    """The result and its date: the journal does not even say which result."""
    rules.check_has_happened(given_on, today)
    rules.check_verdict(verdict, restricted)
    opinion = MedicalOpinion(
        student=student,
        given_on=given_on,
        doctor=doctor,
        verdict=verdict,
        restricted=sorted(restricted),
    )
    return _keep(opinion, N_("Avis noté"), actor)


def give_training(
    students: Sequence[Student],
    kind: MachineType,
    *,
    given_on: date,
    assessed_on: date,
    result: str,
    valid_until: date | None,
    trainer: User,
    today: date,
) -> list[SafetyTraining]:
    """One sheet for each student, to be signed by both."""
    rules.check_has_happened(assessed_on, today)
    rules.check_training(students, given_on, assessed_on, valid_until)
    facts = {"given_on": given_on, "assessed_on": assessed_on, "result": result}
    made = [
        SafetyTraining(
            student=one, machine_type=kind, trainer=trainer, valid_until=valid_until, **facts
        )
        for one in students
    ]
    return [_keep(one, N_("Formation notée"), trainer) for one in made]


def sign_training(training: SafetyTraining, *, signature: str, actor: User, now: datetime) -> None:
    """The trainer is the one signed in; the student draws with a finger."""
    TRAINING.check("sign", training)
    rules.check_lives(training)
    rules.check_signer(training, actor.id)
    training.signature, training.signed_at = signature_png(signature), now
    TRAINING.make("sign", training, actor=actor)


def note_review(
    place: Place, *, reviewed_on: date, reference: str, actor: User | None, today: date
) -> RiskReview:
    rules.check_has_happened(reviewed_on, today)
    review = RiskReview(place=place, reviewed_on=reviewed_on, reference=reference, reviewer=actor)
    return _keep(review, N_("Évaluation des risques notée"), actor)


def give_authorisation(
    student: Student,
    kind: AuthorisationKind,
    *,
    given_on: date,
    valid_until: date | None,
    level: str,
    actor: Actor | None,
    today: date,
) -> Authorisation:
    rules.check_has_happened(given_on, today)
    rules.check_training([student], given_on, given_on, valid_until)
    given = Authorisation(
        student=student, kind=kind, given_on=given_on, valid_until=valid_until, level=level
    )
    return _keep(given, N_("Titre donné"), actor)


def hand_out_ppe(
    student: Student, kinds: Collection[Ppe], *, actor: Actor | None, today: date
) -> None:
    """All that the student has now; what is not named any more was given back."""
    known = {one.kind: one for one in queries.ppe_issues(student.id)}
    for kind, issue in known.items():
        if kind not in kinds:
            db.session.delete(issue)
    db.session.add_all(
        PpeIssue(student=student, kind=kind, given_on=today) for kind in kinds if kind not in known
    )
    names = ", ".join(kind.label for kind in Ppe if kind in kinds)
    sentence = N_("Équipements de protection remis")
    journal.write(student, "ppe", sentence, actor=actor, note=names)


def cancel(proof: Proof, *, reason: str, actor: Actor, today: date) -> None:
    """It stays readable and holds no more: a mistake, a withdrawal, a title taken back."""
    rules.check_lives(proof)
    proof.cancelled_on, proof.cancelled_reason = today, reason
    journal.write(proof, "cancel", N_("Annulé"), actor=actor, note=reason)


def log_decision(
    decision: Decision,
    *,
    students: Sequence[Student],
    session: ClassSession,
    machine: Machine | None,
    reasons: Sequence[object],
    actor: Actor | None,
    **told: Any,
) -> None:
    """Every assignment, refusal shown and override, word for word, with the reading of the law.

    `told`: subject (which work), mode, motive.
    """
    plain.add(
        SafetyDecision,
        decision=decision,
        at=clock.now(),
        rules=law.RULES,
        actor_name=actor.name if actor else "Établi",
        students=", ".join(student.name for student in students),
        class_session_id=session.id,
        machine_name=machine.name if machine else "",
        reasons=" ".join(str(reason) for reason in reasons),
        **told,
    )


def _keep(proof: P, sentence: str, actor: Actor | None) -> P:
    db.session.add(proof)
    journal.write(proof, "add", sentence, actor=actor)
    return proof
