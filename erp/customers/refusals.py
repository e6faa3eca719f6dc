"""Why customers says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class SiretIsKnown(Refusal):
    message = N_("%(customer)s a déjà ce SIRET : ouvrez sa fiche au lieu d'en créer une autre.")


class PersonHasNoSiret(Refusal):
    message = N_("Un particulier n'a pas de SIRET : videz ce champ, ou décochez « particulier ».")


class CountryIsNotOfTheRegime(Refusal):
    message = N_(
        "« %(regime)s » ne va pas avec le pays « %(country)s » : corrigez l'un ou l'autre."
    )


class VatNumberIsMissing(Refusal):
    message = N_("Sans TVA dans l'Union européenne, il faut le numéro de TVA du client.")


class NothingToMerge(Refusal):
    message = N_("« %(customer)s » est déjà vérifiée : elle ne se réunit plus à une autre.")


class ContactIsKnown(Refusal):
    message = N_("%(email)s est déjà dans cette entreprise : ouvrez sa fiche.")


class NobodyLeavesAlone(Refusal):
    message = N_("Vous ne changez pas vos propres droits : demandez-le à un collègue.")


class ContactHasAccess(Refusal):
    message = N_("%(email)s a déjà un compte : choisissez une autre adresse.")


class TooManyWebhooks(Refusal):
    message = N_("%(most)s adresses au plus : retirez-en une d'abord.")


class CampaignIsReversed(Refusal):
    message = N_("La campagne finit avant de commencer : vérifiez les deux jours.")


class CampaignIsKnown(Refusal):
    message = N_("La campagne %(year)s est déjà notée : changez-la.")


class CampaignIsNotOpen(Refusal):
    message = N_("La campagne %(year)s n'est pas ouverte : les entreprises ne peuvent pas choisir.")


class NobodyToAsk(Refusal):
    message = N_("Toutes les entreprises à qui écrire ont déjà reçu la lettre.")
