"""Numbers that name a company or an account, checked by their own digits (python-stdnum)."""

from stdnum import iban as ibans
from stdnum.eu import vat
from stdnum.fr import siret as sirets

from erp.core.refusal import Refusal
from erp.core.words import N_

UNION = frozenset(state.upper() for state in vat.MEMBER_STATES) | {"GR"}  # VAT writes Greece EL


class SiretIsWrong(Refusal):
    message = N_("Le SIRET « %(siret)s » n'existe pas : vérifiez ses 14 chiffres.")


class VatNumberIsWrong(Refusal):
    message = N_("Le numéro de TVA « %(number)s » n'existe pas : vérifiez-le.")


class IbanIsWrong(Refusal):
    message = N_("L'IBAN « %(iban)s » n'existe pas : recopiez-le depuis votre relevé bancaire.")


def checked_siret(siret: str) -> str:
    """Its 14 digits without spaces; "" stays "" (a private person, a company abroad)."""
    digits = "".join(siret.split())
    if digits and not sirets.is_valid(digits):
        raise SiretIsWrong(siret=siret)
    return digits


def checked_vat_number(number: str) -> str:
    compact = "".join(number.split()).upper()
    if compact and not vat.is_valid(compact):
        raise VatNumberIsWrong(number=number)
    return compact


def checked_iban(iban: str) -> str:
    compact = "".join(iban.split()).upper()
    if compact and not ibans.is_valid(compact):
        raise IbanIsWrong(iban=iban)
    return compact
