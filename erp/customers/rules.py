"""What must be true of a company's numbers."""

from stdnum.eu import vat
from stdnum.fr import siret as sirets

from erp.customers.refusals import SiretIsWrong, VatNumberIsWrong


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
