"""What must hold on a customer's record."""

from decimal import Decimal

from erp.core.identifiers import UNION
from erp.customers.models import Contact, Customer
from erp.customers.refusals import (
    CountryIsNotOfTheRegime,
    NobodyLeavesAlone,
    PersonHasNoSiret,
    VatNumberIsMissing,
)
from erp.customers.states import VatRegime

HOME = "FR"


def check_vat_regime(customer: Customer) -> None:
    """The regime, the country and the numbers say the same (CGI 259, 262 I, 262 ter I)."""
    regime = customer.vat_regime or VatRegime.HOME
    if customer.is_private and customer.siret:
        raise PersonHasNoSiret
    if not _fits(regime, customer.country or HOME):
        raise CountryIsNotOfTheRegime(regime=regime.label, country=customer.country or HOME)
    if regime is VatRegime.EU and not customer.vat_number:
        raise VatNumberIsMissing


def is_within_limit(contact: Contact, net: Decimal) -> bool:
    """Whether this person's yes is enough for so many euros without VAT."""
    return contact.may_accept and (contact.accept_limit is None or net <= contact.accept_limit)


def check_is_another(contact: Contact, actor_id: int) -> None:
    """Nobody takes away one's own access or rights: a company would be shut out by mistake."""
    if contact.user_id is not None and contact.user_id == actor_id:
        raise NobodyLeavesAlone


def _fits(regime: VatRegime, country: str) -> bool:
    if regime is VatRegime.EU:
        return country in UNION - {HOME}
    if regime is VatRegime.ABROAD:
        return country not in UNION
    return regime is VatRegime.HOME or country == HOME
