"""Why customers says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class SiretIsKnown(Refusal):
    message = N_("%(customer)s a déjà ce SIRET : ouvrez sa fiche au lieu d'en créer une autre.")


class ContactHasAccess(Refusal):
    message = N_("%(email)s a déjà un compte : choisissez une autre adresse.")
