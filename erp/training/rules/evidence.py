"""When is a competence acquired, what level comes next, which operation shows what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from erp.core.search import fold
from erp.curriculum.models import Competence, Framework
from erp.people.models import Student
from erp.training.refusals import LevelIsUnknown, NotInTheirFramework
from erp.training.states import Autonomy, Mastery

Seen = tuple[int, int]  # rank, job

# Stems of an operation's name → stems of the competences that it shows. Suggestions only.
SHOWS = (
    (("controle", "releve"), ("controle", "mesure")),
    (("sciage", "debit", "coupe"), ("debit", "preparer", "couper", "realiser un element")),
    (("tournage", "fraisage", "rectification", "usinage"), ("realiser une production", "usin")),
    (("tournage cn", "fraisage 3", "usinage bois"), ("configurer", "regler", "installer")),
    (("soudage", "pointage", "assemblage", "montage"), ("assembl", "soud", "monter")),
    (("pliage", "roulage", "dressage"), ("realiser un element", "conform", "regler les postes")),
    (("tracage", "patronage", "dessin"), ("decoder", "trac", "interpreter", "graphique", "lire")),
    (("programmation",), ("programme", "processus")),
    (("percage", "ebavurage"), ("production qualifiee", "conduire en mode normal")),
    (("couture", "finition", "decapage"), ("realiser : couper", "finir")),
    (("pose",), ("pose", "chantier")),
)


@dataclass(frozen=True)
class Proposal:
    """What the instructor finds chosen already."""

    rank: int
    autonomy: Autonomy


def propose(framework: Framework, times_before: int) -> Proposal:
    """The ladder: guided at first, accompanied at the second job, then on their own."""
    if times_before == 0:
        return Proposal(max(1, framework.needed_rank - 1), Autonomy.GUIDED)
    return Proposal(
        framework.needed_rank, Autonomy.ASSISTED if times_before < 3 else Autonomy.AUTONOMOUS
    )


def mastery_of(framework: Framework, seen: Iterable[Seen]) -> Mastery:
    """Acquired by the framework's own rule; levels are never averaged."""
    told = list(seen)
    good = [job for rank, job in told if rank >= framework.needed_rank]
    count = len(set(good)) if framework.on_different_jobs else len(good)
    if count >= framework.needed_observations:
        return Mastery.ACQUIRED
    return Mastery.BEGUN if told else Mastery.NONE


def check_rank(framework: Framework, rank: int) -> None:
    if rank not in {level.rank for level in framework.levels}:
        raise LevelIsUnknown


def check_taught(student: Student, competence: Competence) -> None:
    if competence.framework_id != student.cohort.framework.id:
        raise NotInTheirFramework(student=student, competence=competence.code)


def suggests(operation: str, competence: str) -> bool:
    """Whether the words of an operation make one think of this competence."""
    name, label = fold(operation), fold(competence)
    return any(
        any(stem in name for stem in done) and any(stem in label for stem in shown)
        for done, shown in SHOWS
    )


def urgency(exam_on: date | None, today: date) -> float:
    """How much a missing competence weighs: 1 a year before the exam, 2 on its eve."""
    if exam_on is None:
        return 1.0
    left = max(0, (exam_on - today).days)
    return 1.0 + max(0.0, 1 - left / 365)
