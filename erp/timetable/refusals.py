"""Why the timetable says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class SessionsOverlap(Refusal):
    message = N_(
        "%(cohort)s a déjà une séance de %(starts)s à %(ends)s ce jour-là : changez l'heure."
    )


class EndsBeforeItStarts(Refusal):
    message = N_("La fin est avant le début : vérifiez les deux heures.")


class SchoolIsClosed(Refusal):
    message = N_("L'école est fermée le %(day)s (%(why)s) : choisissez un autre jour.")


class SaturdayIsClosed(Refusal):
    message = N_(
        "L'école est fermée le samedi : la direction l'ouvre dans les réglages, « Tarifs, délais"
        " et limites »."
    )


class RestIsTooShort(Refusal):
    """L3164-2; kept for everybody, as nearly all the school's students are minors."""

    message = N_(
        "Un mineur a deux jours de repos de suite par semaine (Code du travail, L3164-2) :"
        " %(cohort)s n'en aurait plus la semaine du %(monday)s, libérez le lundi ou un autre jour."
    )


class UsualRestIsTooShort(Refusal):
    message = N_(
        "Un mineur a deux jours de repos de suite par semaine (Code du travail, L3164-2) :"
        " %(cohort)s n'en aurait plus, libérez le lundi ou un autre jour."
    )


class SessionHasWork(Refusal):
    message = N_("L'appel de cette séance est déjà fait : elle ne se retire plus.")


class SessionIsToCome(Refusal):
    message = N_("Cette séance n'a pas commencé : faites l'appel à l'heure dite.")


class NothingToSign(Refusal):
    message = N_("Rien à signer pour toi maintenant.")


class NoSchoolYear(Refusal):
    message = N_("Donnez d'abord les dates de l'année scolaire.")


class YearIsTooLong(Refusal):
    message = N_("Une année scolaire dure moins de quinze mois : vérifiez les deux dates.")


class YearMoves(Refusal):
    message = N_("Cette année commence en %(year)s : ouvrez-en une autre au lieu de la déplacer.")
