"""Companies are told, once a year, that they may give the balance of their tax to the school.

Read in November 2026: the balance is theirs to give on SOLTéA, to establishments on the year's
list (Code du travail, L6241-4 and L6241-5), between days that an order sets each year (R6241-26).
"""

from datetime import datetime

from erp.core import clock
from erp.core.words import N_
from erp.customers import giving
from erp.customers.models import TaxCampaign
from erp.customers.refusals import NobodyToAsk
from erp.documents import format as french
from erp.flow import letters
from erp.school.models import School

LETTER = (
    N_("Votre solde de taxe d'apprentissage %(year)s, pour ceux qui font vos pièces"),
    N_(
        "Bonjour %(name)s,\n\nSi votre entreprise paie le solde de la taxe d'apprentissage, elle "
        "choisit à quelles écoles il va, sur la plateforme SOLTéA. La nôtre forme les élèves qui "
        "font vos pièces.\n\nDu %(opens)s au %(closes)s, cherchez notre école par son code "
        "%(code)s ou son SIRET %(siret)s :\nhttps://www.soltea.education.gouv.fr\n\n"
        "Pour en savoir plus, ou ne plus recevoir cette lettre : %(link)s\n\nMerci.\n%(school)s\n"
    ),
)


def ask_all(campaign: TaxCampaign, *, school: School, link: str, now: datetime) -> int:
    """A letter to one person of each company that may be asked; how many there were."""
    giving.check_is_open(campaign, clock.day_of(now))
    contacts = giving.to_ask(campaign)
    if not contacts:
        raise NobodyToAsk
    told = {
        "year": campaign.year, "code": campaign.school_code, "siret": french.siret(school.siret),
        "opens": french.day(campaign.opens_on), "closes": french.day(campaign.closes_on),
        "link": link, "school": school.name,
    }  # fmt: skip
    for contact in contacts:
        giving.note_ask(campaign, contact, now=now)
        letters.post(LETTER, contact, key=f"tax-{campaign.year}-{contact.customer_id}", **told)
    return len(contacts)
