"""Why a student is not put to work there and then: the weight, the article, and the way out."""

from typing import ClassVar

from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.safety.law import Weight


class SafetyRefusal(Refusal):
    """`article`: of the Code du travail, "" when the rule is the school's own or plain sense."""

    weight: ClassVar[Weight] = Weight.FACT
    article: ClassVar[str] = ""


class StudentHasLeft(SafetyRefusal):
    message = N_("%(student)s a quitté l'école : choisissez quelqu'un d'autre.")


class StudentIsElsewhere(SafetyRefusal):
    message = N_("%(student)s n'est pas à l'atelier à ce moment : choisissez une autre séance.")


class StudentIsAbsent(SafetyRefusal):
    message = N_("%(student)s est absent à cette séance : choisissez quelqu'un d'autre.")


class TooYoung(SafetyRefusal):
    weight = Weight.LEGAL
    article = "R4153-39"
    message = N_("%(student)s n'aura pas 15 ans ce jour-là : attendez son anniversaire.")


class WorkIsProhibited(SafetyRefusal):
    weight = Weight.PROHIBITED
    message = N_(
        "%(machine)s : travail interdit avant 18 ans (%(articles)s). "
        "Confiez-le à un adulte à la place de %(student)s."
    )


class NoDeclaration(SafetyRefusal):
    weight = Weight.LEGAL
    article = "R4153-40"
    message = N_(
        "Aucune déclaration à l'inspection du travail ne vaut ce jour-là pour %(machine)s : "
        "la direction en envoie une avant d'y mettre %(student)s."
    )


class DeclarationDoesNotCover(SafetyRefusal):
    weight = Weight.LEGAL
    article = "R4153-41"
    message = N_(
        "La déclaration à l'inspection du travail ne couvre pas %(what)s : "
        "la direction la complète avant d'y mettre %(student)s."
    )


class FitnessIsNotKnown(SafetyRefusal):
    """The same words whether nothing came, it ended or it says no: health is not told here."""

    weight = Weight.LEGAL
    article = "R4153-40"
    message = N_(
        "L'aptitude de %(student)s à ce travail n'est pas enregistrée pour ce jour-là : "
        "voyez le secrétariat."
    )


class TrainingIsMissing(SafetyRefusal):
    weight = Weight.LEGAL
    article = "R4153-40"
    message = N_(
        "%(student)s n'a pas de formation à la sécurité évaluée et signée pour « %(kind)s » : "
        "formez-le d'abord."
    )


class TrainingIsAsked(SafetyRefusal):
    weight = Weight.SCHOOL
    message = N_(
        "L'école demande une formation à « %(kind)s » : formez %(student)s d'abord, "
        "ou la direction donne son motif."
    )


class RisksNotReviewed(SafetyRefusal):
    weight = Weight.LEGAL
    article = "R4153-40"
    message = N_(
        "Les risques de %(place)s n'ont pas été évalués depuis un an : "
        "mettez à jour le document unique, puis notez-le."
    )


class NobodyCompetent(SafetyRefusal):
    weight = Weight.LEGAL
    article = "R4153-40"
    message = N_(
        "%(instructor)s n'encadre pas de travaux réglementés à cette séance : "
        "confiez %(student)s à un maître présent."
    )


class InstructorIsAway(SafetyRefusal):
    message = N_("%(instructor)s est absent à cette séance : choisissez un autre maître.")


class TooManyStudents(SafetyRefusal):
    weight = Weight.SCHOOL
    message = N_(
        "%(instructor)s aurait %(count)s élèves à la fois pour %(most)s au plus : "
        "confiez cette équipe à un autre maître."
    )


class MachineIsOut(SafetyRefusal):
    message = N_("%(machine)s est hors service : choisissez une autre machine.")


class MachineIsInUpkeep(SafetyRefusal):
    message = N_("%(machine)s est en entretien à ce moment (%(why)s) : choisissez-en une autre.")


class MachineIsNotInspected(SafetyRefusal):
    weight = Weight.LEGAL
    message = N_(
        "La vérification périodique de %(machine)s est dépassée depuis le %(day)s : "
        "faites-la vérifier, puis notez la prochaine date."
    )


class MachineIsFull(SafetyRefusal):
    weight = Weight.SCHOOL
    message = N_(
        "%(machine)s n'a plus assez de temps à cette séance, où elle a déjà %(count)s équipe(s) : "
        "choisissez une autre séance ou une autre machine."
    )


class UnderMachineAge(SafetyRefusal):
    weight = Weight.SCHOOL
    message = N_(
        "L'école demande %(age)s ans pour %(machine)s, et %(student)s ne les aura pas : "
        "choisissez quelqu'un d'autre, ou la direction donne son motif."
    )


class AuthorisationIsMissing(SafetyRefusal):
    weight = Weight.LEGAL
    message = N_(
        "%(student)s n'a pas ce titre pour %(machine)s ce jour-là : « %(kind)s ». "
        "La direction le donne après formation."
    )


class PpeNotGiven(SafetyRefusal):
    weight = Weight.SCHOOL
    message = N_(
        "%(student)s n'a pas reçu : %(what)s. Donnez-les, puis notez-le, "
        "ou la direction donne son motif."
    )


class DayTooLong(SafetyRefusal):
    weight = Weight.LEGAL
    article = "L3162-1"
    message = N_("%(student)s aurait %(time)s le %(day)s, pour %(most)s au plus : raccourcissez.")


class DayTooLongBeforeSixteen(SafetyRefusal):
    weight = Weight.PRUDENCE
    message = N_(
        "%(student)s, qui a moins de 16 ans, aurait %(time)s le %(day)s, pour %(most)s au plus : "
        "raccourcissez."
    )


class WeekTooLong(SafetyRefusal):
    weight = Weight.LEGAL
    article = "L3162-1"
    message = N_(
        "%(student)s aurait %(time)s la semaine du %(day)s, pour %(most)s au plus : raccourcissez."
    )


class NoBreak(SafetyRefusal):
    weight = Weight.LEGAL
    article = "L3162-3"
    message = N_(
        "%(student)s travaillerait %(time)s sans pause de 30 minutes le %(day)s, "
        "pour 4 h 30 au plus : ajoutez une pause."
    )


class AtNight(SafetyRefusal):
    weight = Weight.LEGAL
    article = "L3163-2"
    message = N_(
        "%(student)s travaillerait la nuit du %(day)s (de %(evening)s h à 6 h) : changez l'heure."
    )


class RestTooShort(SafetyRefusal):
    weight = Weight.LEGAL
    article = "L3164-1"
    message = N_(
        "%(student)s n'aurait que %(time)s de repos avant le %(day)s, pour %(most)s au moins : "
        "changez l'heure."
    )


class NoWeeklyRest(SafetyRefusal):
    weight = Weight.LEGAL
    article = "L3164-2"
    message = N_(
        "%(student)s n'aurait pas deux jours de repos de suite la semaine du %(day)s : "
        "libérez un jour."
    )


class OnPublicHoliday(SafetyRefusal):
    weight = Weight.LEGAL
    article = "L3164-6"
    message = N_(
        "Le %(day)s est férié, et %(student)s ne travaille pas un tel jour avant 18 ans : "
        "choisissez un autre jour."
    )


class MotiveIsMissing(Refusal):
    message = N_("Dites pourquoi vous passez outre : votre motif est gardé.")


class ProofIsCancelled(Refusal):
    message = N_("« %(record)s » est déjà annulé.")


class DayIsToCome(Refusal):
    message = N_("Cette date est à venir : notez ce qui a eu lieu.")


class DatesAreReversed(Refusal):
    message = N_("L'évaluation vient après la formation : vérifiez les deux dates.")


class DeclarationIsEmpty(Refusal):
    message = N_("Cochez les travaux, les machines, les diplômes et les lieux déclarés.")


class RestrictionsDoNotFit(Refusal):
    message = N_("Cochez des restrictions seulement pour « apte avec réserves », et au moins une.")


class NobodyTrained(Refusal):
    message = N_("Cochez au moins un élève.")


class NotTrainedBySigner(Refusal):
    message = N_("%(trainer)s a donné cette formation et la signe lui-même.")
