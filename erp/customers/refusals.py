"""Why customers says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class SiretIsWrong(Refusal):
    message = N_("Le SIRET « %(siret)s » n'existe pas : vérifiez ses 14 chiffres.")


class SiretIsKnown(Refusal):
    message = N_("%(customer)s a déjà ce SIRET : ouvrez sa fiche au lieu d'en créer une autre.")


class VatNumberIsWrong(Refusal):
    message = N_("Le numéro de TVA « %(number)s » n'existe pas : vérifiez-le.")


class ContactHasAccess(Refusal):
    message = N_("%(email)s a déjà un compte : choisissez une autre adresse.")
