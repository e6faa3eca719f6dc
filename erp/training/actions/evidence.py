"""What instructors say that a student has shown."""

from collections.abc import Collection, Mapping
from datetime import datetime

from erp.core import journal
from erp.core.db import db
from erp.core.files import StoredFile
from erp.core.journal import Actor
from erp.core.words import N_
from erp.curriculum import actions as curriculum
from erp.curriculum.models import Competence
from erp.equipment.models import OperationType
from erp.people.models import Student, User
from erp.production.models import Operation
from erp.production.states import Feeling
from erp.training import queries, rules
from erp.training.models import Observation, OperationCompetence, OperationPhoto
from erp.training.refusals import CorrectedAlready
from erp.training.rules import Proposal


def link_operation(
    kind: OperationType, competences: Collection[Competence], *, of: Collection[int], actor: Actor
) -> None:
    """Confirm what an operation shows; `of`: the ids of all competences that were proposed."""
    known = {one.competence_id: one for one in queries.links_of(kind.id)}
    wanted = {one.id for one in competences}
    for competence_id, link in known.items():
        if competence_id in of and competence_id not in wanted:
            db.session.delete(link)
    for competence_id in wanted - set(known):
        db.session.add(OperationCompetence(operation_type=kind, competence_id=competence_id))
    journal.write(kind, "link", N_("Compétences confirmées"), actor=actor)


def copy_links(copies: Mapping[int, Competence]) -> None:
    """The operations that showed the old competences show their copies."""
    for link in queries.links_to(copies):
        db.session.add(
            OperationCompetence(
                operation_type_id=link.operation_type_id,
                competence_id=copies[link.competence_id].id,
            )
        )


def observe(
    student: Student,
    competence: Competence,
    said: Proposal,
    *,
    operation: Operation | None = None,
    feeling: Feeling | None = None,
    note: str = "",
    actor: User,
    now: datetime,
) -> Observation:
    """One more piece of evidence; from the first one on the framework no longer changes."""
    rules.check_taught(student, competence)
    rules.check_rank(competence.framework, said.rank)
    observation = Observation(
        student_id=student.id, competence_id=competence.id,
        operation_id=operation.id if operation else None, rank=said.rank, autonomy=said.autonomy,
        feeling=feeling, note=note, observed_by_id=actor.id, observed_at=now,
    )  # fmt: skip
    db.session.add(observation)
    curriculum.freeze(competence.framework, now=now)
    return observation


def correct_observation(
    observation: Observation, said: Proposal, *, note: str, actor: User, now: datetime
) -> Observation:
    """A new observation instead of this one, which stays readable."""
    if observation.replaced_at is not None:
        raise CorrectedAlready
    observation.replaced_at = now
    sentence = N_("Observation corrigée")
    journal.write(observation.student, "observe", sentence, actor=actor, note=note)
    return observe(
        observation.student, observation.competence, said, operation=observation.operation,
        feeling=observation.feeling, note=note, actor=actor, now=now,
    )  # fmt: skip


def keep_photo(
    operation: Operation, stored: StoredFile, *, actor: User, now: datetime
) -> OperationPhoto:
    photo = OperationPhoto(
        operation=operation, stored_file=stored, taken_by_id=actor.id, taken_at=now
    )
    db.session.add(photo)
    return photo
