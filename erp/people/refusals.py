"""Why people says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class PasswordTooShort(Refusal):
    message = N_("Choisissez au moins %(least)s caractères : quelques mots font l'affaire.")


class PasswordTooLong(Refusal):
    message = N_("Choisissez au plus %(most)s caractères.")


class PasswordTooCommon(Refusal):
    message = N_("Ce mot de passe se devine trop vite : choisissez quelques mots sans lien.")


class WrongPassword(Refusal):
    message = N_("Adresse ou mot de passe inconnu. Vérifiez les deux, puis recommencez.")


class TooManyTries(Refusal):
    message = N_(
        "Trop d'essais : attendez un quart d'heure, ou choisissez « Mot de passe oublié »."
    )


class WrongCode(Refusal):
    message = N_("Code faux ou déjà servi : attendez le suivant, puis tapez ses six chiffres.")


class TooManyCodes(Refusal):
    message = N_("Trop de codes faux : attendez un quart d'heure.")


class SecondFactorIsOn(Refusal):
    message = N_("Le second code est déjà en place : retirez-le d'abord.")


class NoSecondFactor(Refusal):
    message = N_("Il n'y a pas de second code : commencez par le mettre.")


class LinkIsOver(Refusal):
    message = N_("Ce lien n'est plus valable : demandez-en un nouveau.")


class EmailTaken(Refusal):
    message = N_("%(email)s a déjà un compte : choisissez une autre adresse.")


class LastDirector(Refusal):
    message = N_("%(user)s est la seule direction : nommez d'abord quelqu'un d'autre.")


class PinIsTooSimple(Refusal):
    message = N_("Choisissez quatre chiffres qui ne se suivent pas.")


class PinIsWrong(Refusal):
    message = N_("Code faux, réessaie.")


class PinIsLocked(Refusal):
    message = N_("Appelle ton maître : il débloque ton code.")


class PinIsTired(Refusal):
    message = N_("Trop de codes faux aujourd'hui. Va voir ton maître.")


class MayNotOpenTablets(Refusal):
    message = N_("Ce compte n'ouvre pas les tablettes : demandez à un maître.")


class TabletIsTired(Refusal):
    message = N_("Trop de codes faux aujourd'hui sur cette tablette. Appelle ton maître.")


class TabletNameTaken(Refusal):
    message = N_("Une tablette s'appelle déjà « %(name)s » : choisissez un autre nom.")


class AgeIsWrong(Refusal):
    message = N_("Cette date de naissance ne va pas à un élève : vérifiez l'année.")


class StayIsOverAlready(Refusal):
    message = N_("%(student)s est à l'école depuis le %(day)s : l'arrivée ne peut pas être après.")


class StudentIsOfAge(Refusal):
    message = N_(
        "%(student)s est majeur : ce lien ne s'ouvre plus aux parents. Ouvrez-lui un compte à soi."
    )


class GuardianHasNoEmail(Refusal):
    message = N_("%(name)s n'a pas d'adresse e-mail : complétez sa fiche.")


class YearIsBeyondDiploma(Refusal):
    message = N_("%(diploma)s dure %(years)s ans : choisissez une année plus petite.")
