"""Why a student is not put to work there and then."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class StudentIsAbsent(Refusal):
    message = N_("%(student)s est absent à cette séance : choisissez quelqu'un d'autre.")


class StudentIsElsewhere(Refusal):
    message = N_("%(student)s n'est pas à l'atelier à ce moment : choisissez une autre séance.")


class StudentHasLeft(Refusal):
    message = N_("%(student)s a quitté l'école : choisissez quelqu'un d'autre.")


class TooManyStudents(Refusal):
    message = N_(
        "%(instructor)s aurait %(count)s élèves à la fois pour %(most)s au plus : "
        "confiez cette équipe à un autre maître."
    )
