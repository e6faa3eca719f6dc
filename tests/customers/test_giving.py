"""Who is asked for the balance of the apprenticeship tax: once a year, never against their word."""

from datetime import timedelta

import pytest

from erp.core import clock
from erp.core.db import db
from erp.customers import giving
from erp.customers.refusals import (
    CampaignIsKnown,
    CampaignIsNotOpen,
    CampaignIsReversed,
    NobodyToAsk,
)
from erp.customers.states import SupportKind
from erp.flow import asked_tax, merged_customer
from tests.builders import a_contact, a_customer, a_school, a_user, messages
from tests.builders_giving import DAY, a_campaign, support


def ask(campaign, now=None) -> int:
    told = {"school": a_school(), "link": "http://school.test/client/taxe"}
    count = asked_tax.ask_all(campaign, now=now or clock.now(), **told)
    db.session.commit()
    return count


def letters() -> list[dict]:
    return [one.payload for one in messages()]


def test_one_person_of_each_company_is_asked_once_a_year():
    first, campaign = a_contact(), a_campaign()
    a_contact(first.customer)
    assert ask(campaign) == 1
    (letter,) = letters()
    assert letter["to"] == first.email
    for words in ("0381234X", "www.soltea.education.gouv.fr", "/client/taxe"):
        assert words in letter["text"]
    with pytest.raises(NobodyToAsk):
        ask(campaign)
    newcomer = a_contact(a_customer("Nouveau", siret="20000001600010"))
    assert ask(campaign) == 1
    assert letters()[-1]["to"] == newcomer.email


@pytest.mark.parametrize(
    "facts",
    [
        {"no_tax_letter": True},
        {"is_private": True, "siret": ""},
        {"is_public": True},
        {"country": "BE", "siret": ""},
        {"to_check": True},
    ],
)
def test_nobody_is_asked_who_does_not_pay_it_or_does_not_want_to_be(facts):
    a_contact(a_customer(**facts))
    gone = a_contact(a_customer("Parti", siret="20000001600010"))
    gone.left_at = clock.now()
    blind = a_contact(a_customer("Atelier seul", siret="20000002400014"))
    blind.sees_invoices = False
    db.session.commit()
    with pytest.raises(NobodyToAsk):
        ask(a_campaign())


def test_nobody_is_asked_outside_the_days_of_the_campaign():
    a_contact()
    campaign = a_campaign()
    before, after = clock.now() - 11 * DAY, clock.now() + 11 * DAY
    for now in (before, after):
        with pytest.raises(CampaignIsNotOpen):
            ask(campaign, now=now)
    assert letters() == []
    days = [campaign.opens_on, campaign.closes_on]
    found = [len(db.session.execute(giving.left_to_ask(day)).all()) for day in days]
    assert found == [1, 1]
    for day in (campaign.opens_on - DAY, campaign.closes_on + DAY):
        assert db.session.execute(giving.left_to_ask(day)).all() == []


def test_a_campaign_is_noted_once_a_year_and_ends_after_it_begins():
    today = clock.today()
    known = a_campaign()
    with pytest.raises(CampaignIsReversed):
        a_campaign(year=2030, closes_on=today - timedelta(days=40))
    with pytest.raises(CampaignIsKnown, match=str(today.year)):
        a_campaign()
    facts = {"year": known.year, "opens_on": today, "closes_on": today, "school_code": "0381234Y"}
    assert giving.note_campaign(known, actor=a_user(), **facts).school_code == "0381234Y"


def test_what_came_of_the_tax_is_told_year_by_year():
    customer = a_customer()
    support(customer, "500.00")
    support(customer, "20.50")
    support(customer, "900", kind=SupportKind.SPONSORSHIP)
    support(customer, "7", given_on=clock.today() - timedelta(days=400))
    assert giving.tax_received([customer.id], clock.today().year) == {customer.id: 520.5}


def test_what_a_company_gave_follows_it_when_it_is_joined_to_another():
    newcomer, into = a_customer(to_check=True), a_customer("Vraie", siret="20000001600010")
    a_contact(newcomer)
    gift = support(newcomer)
    merged_customer.merge_customer(newcomer, into, actor=a_user())
    db.session.refresh(gift)
    assert gift.customer_id == into.id
