"""What must be true of a safety paper before it is kept."""

from collections.abc import Collection, Sequence
from datetime import date

from erp.equipment.states import Article
from erp.safety.models import Proof, SafetyTraining
from erp.safety.refusals import (
    DatesAreReversed,
    DayIsToCome,
    DeclarationIsEmpty,
    NobodyTrained,
    NotTrainedBySigner,
    ProofIsCancelled,
    RestrictionsDoNotFit,
)
from erp.safety.states import Verdict


def check_has_happened(day: date, today: date) -> None:
    if day > today:
        raise DayIsToCome


def check_declaration(*named: Collection[object]) -> None:
    if not all(named):
        raise DeclarationIsEmpty


def check_verdict(verdict: Verdict, restricted: Sequence[Article]) -> None:
    if (verdict is Verdict.RESTRICTED) is not bool(restricted):
        raise RestrictionsDoNotFit


def check_training(
    students: Collection[object], given_on: date, assessed_on: date, valid_until: date | None
) -> None:
    if not students:
        raise NobodyTrained
    if assessed_on < given_on or (valid_until is not None and valid_until <= assessed_on):
        raise DatesAreReversed


def check_signer(training: SafetyTraining, actor_id: int) -> None:
    if training.trainer_id != actor_id:
        raise NotTrainedBySigner(trainer=training.trainer)


def check_lives(proof: Proof) -> None:
    if proof.cancelled_on is not None:
        raise ProofIsCancelled(record=proof)
