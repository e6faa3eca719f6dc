"""One card says all that links a company and the school; the tax has its page."""

from datetime import timedelta

import pytest

from erp.core import clock
from erp.core.db import db
from erp.customers.models import Support, TaxAsk, TaxCampaign
from erp.customers.states import SupportKind
from erp.people.states import Role
from erp.reporting.partner import partner
from erp.sales.states import OrderState, PromiseReason, Satisfaction
from erp.training import actions as training
from tests.builders import a_contact, a_school, a_student, a_user
from tests.builders_giving import a_campaign, support
from tests.builders_material import a_material
from tests.builders_offers import an_interest, an_offer
from tests.builders_sales import an_order
from tests.builders_work import a_finished_order, a_signed_slip

WEEK = timedelta(weeks=1)


def delivered(contact, promised, **facts):
    order = a_finished_order(contact)
    a_signed_slip(order)
    order.first_promised_week = order.promised_week = promised
    for name, value in facts.items():
        setattr(order, name, value)
    db.session.commit()
    return order


def test_on_time_is_within_the_first_week_promised_unless_the_customer_moved_it():
    contact, monday = a_contact(), clock.monday_of(clock.today())
    delivered(contact, monday)
    delivered(contact, monday - WEEK)
    delivered(contact, monday - WEEK, promised_week=monday)
    delivered(contact, monday - WEEK, promised_week=monday, promise_reason=PromiseReason.CUSTOMER)
    an_order(contact)
    told = partner(contact.customer).punctuality
    assert (told.on_time, told.delivered, told.percent) == (2, 4, 50)
    assert partner(a_contact().customer).punctuality.percent is None


def test_the_card_tells_orders_students_money_and_material(browse):
    contact = a_contact()
    order = delivered(contact, clock.monday_of(clock.today()), satisfaction=Satisfaction.HAPPY)
    assert order.state is OrderState.DELIVERED
    a_material(an_order(contact), "12")
    an_interest(an_offer(contact, title="Stage d'hiver"))
    day = clock.today()
    facts = {"company": "x", "tutor": "", "starts_on": day, "ends_on": day, "actor": a_user()}
    student = a_student(last_name="Vasseur")
    training.add_internship(student, customer=contact.customer, **facts)
    support(contact.customer, "1500", kind=SupportKind.SPONSORSHIP, note="Étau")
    page = browse(a_user()).get(f"/bureau/clients/{contact.customer_id}/partenaire")
    for words in (
        "100 %",
        "1 sur 1",
        "Stage d&#39;hiver",
        "Intéressé",
        "Vasseur",
        "1 500,00 €",
        "Étau",
        "Ébauches Ø30",
        "12 pièces",
        "Oui",
    ):
        assert words in page.text.replace("\u00a0", " ").replace("\u202f", " "), words


def test_the_school_writes_to_companies_and_a_company_says_no(browse):
    a_school()
    contact = a_contact()
    office, buyer = browse(a_user(Role.SECRETARY)), browse(contact.user)
    assert "Aucune campagne" in office.get("/bureau/taxe").text
    today = clock.today()
    told = {"year": str(today.year), "opens_on": f"{today:%Y-%m-%d}"}
    told |= {"closes_on": f"{today + WEEK:%Y-%m-%d}", "school_code": "0381234x", "is_listed": "y"}
    office.send("/bureau/taxe/campagnes/nouveau", told)
    campaign = db.session.query(TaxCampaign).one()
    assert campaign.school_code == "0381234X"
    assert "entreprise à qui parler de sa taxe" in office.get("/bureau/").text
    assert "Écrire à 1 entreprise" in office.get("/bureau/taxe").text.replace("\u00a0", " ")

    buyer.send("/client/taxe/lettres", page="/client/taxe")
    page = office.send(f"/bureau/taxe/{campaign.id}/ecrire", page="/bureau/taxe").text
    assert "ont déjà reçu la lettre" in page
    assert contact.customer.name in page
    buyer.send("/client/taxe/lettres", page="/client/taxe")
    page = office.send(f"/bureau/taxe/{campaign.id}/ecrire", page="/bureau/taxe").text
    assert "1 lettre part" in page.replace("\u00a0", " ")
    assert contact.name in page
    assert db.session.query(TaxAsk).count() == 1
    assert "0381234X" in buyer.get("/client/taxe").text


@pytest.mark.parametrize(
    "changes",
    [{"school_code": "38"}, {"is_listed": ""}, {"year": "1999"}, {"closes_on": "2020-01-01"}],
)
def test_a_campaign_we_cannot_note_comes_back(browse, changes):
    told = {"year": "2026", "opens_on": "2026-05-25", "closes_on": "2026-10-23"}
    told |= {"school_code": "0381234X", "is_listed": "y", **changes}
    told = {name: value for name, value in told.items() if value}
    page = browse(a_user()).send("/bureau/taxe/campagnes/nouveau", told)
    assert page.status_code == 422
    assert db.session.query(TaxCampaign).count() == 0


def test_a_support_is_noted_changed_and_taken_away(browse):
    customer, office = a_contact().customer, browse(a_user())
    told = {"kind": "tax", "amount": "1 234,50", "given_on": f"{clock.today():%Y-%m-%d}"}
    page = office.send(f"/bureau/soutiens/nouveau?customer_id={customer.id}", told)
    assert "1 234,50 €" in page.text.replace("\u00a0", " ").replace("\u202f", " ")
    noted = db.session.query(Support).one()
    office.send(f"/bureau/soutiens/{noted.id}", {**told, "amount": "10"})
    assert noted.amount == 10
    office.send(f"/bureau/soutiens/{noted.id}/retirer")
    assert db.session.query(Support).count() == 0
    assert office.send("/bureau/soutiens/nouveau?customer_id=999999", told).status_code == 404


def test_a_campaign_that_is_over_waits_for_nobody(browse):
    a_contact()
    today = clock.today()
    a_campaign(opens_on=today - 3 * WEEK, closes_on=today - WEEK)
    office = browse(a_user())
    assert "parler de sa taxe" not in office.get("/bureau/").text
    assert "Écrire à" not in office.get("/bureau/taxe").text
