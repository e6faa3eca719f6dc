"""Why training says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class DayIsToCome(Refusal):
    message = N_("Ce jour n'est pas encore venu : notez les heures quand elles sont faites.")


class NoMinutes(Refusal):
    message = N_("Zéro minute ne compte pas : tapez une durée, par exemple 1 h 30.")


class MoreThanADay(Refusal):
    message = N_("Un jour ne compte pas plus de douze heures : vérifiez la durée.")


class NotHereThatDay(Refusal):
    message = N_("%(student)s n'était pas à l'école ce jour-là : vérifiez la date.")


class LessonTooLong(Refusal):
    message = N_("Il reste %(left)s minutes dans cette séance : raccourcissez l'activité.")


class LevelIsUnknown(Refusal):
    message = N_("Ce niveau n'est pas dans l'échelle du référentiel : choisissez-en un autre.")


class NotInTheirFramework(Refusal):
    message = N_("%(competence)s n'est pas au programme de %(student)s.")


class CorrectedAlready(Refusal):
    message = N_("Cette observation est déjà corrigée : relisez la plus récente.")


class PeriodIsReversed(Refusal):
    message = N_("La fin est avant le début : vérifiez les deux jours.")


class MarkIsWrong(Refusal):
    message = N_("Une note va de 0 à 20.")


class RegisteredAlready(Refusal):
    message = N_("C'est déjà noté pour %(student)s : modifiez la ligne qui existe.")


class OfferIsNotShown(Refusal):
    message = N_("« %(offer)s » n'est plus proposée aux élèves : choisissez-en une autre.")


class InterestedAlready(Refusal):
    message = N_("C'est déjà noté : l'école s'en occupe.")


class NoAdultAgrees(Refusal):
    message = N_(
        "%(student)s est mineur : choisissez le responsable légal qui est d'accord, ou "
        "ajoutez-le d'abord à sa fiche."
    )
