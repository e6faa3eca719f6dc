"""What must hold on a customer's record."""

from stdnum.eu.vat import MEMBER_STATES

from erp.customers.models import Customer
from erp.customers.refusals import (
    CountryIsNotOfTheRegime,
    PersonHasNoSiret,
    VatNumberIsMissing,
)
from erp.customers.states import VatRegime

HOME = "FR"
UNION = frozenset(state.upper() for state in MEMBER_STATES) | {"GR"}  # VAT writes Greece EL


def check_vat_regime(customer: Customer) -> None:
    """The regime, the country and the numbers say the same (CGI 259, 262 I, 262 ter I)."""
    regime = customer.vat_regime or VatRegime.HOME
    if customer.is_private and customer.siret:
        raise PersonHasNoSiret
    if not _fits(regime, customer.country or HOME):
        raise CountryIsNotOfTheRegime(regime=regime.label, country=customer.country or HOME)
    if regime is VatRegime.EU and not customer.vat_number:
        raise VatNumberIsMissing


def _fits(regime: VatRegime, country: str) -> bool:
    if regime is VatRegime.EU:
        return country in UNION - {HOME}
    if regime is VatRegime.ABROAD:
        return country not in UNION
    return regime is VatRegime.HOME or country == HOME
