"""Offers of companies: shown after a check, to the right students, with an adult who agrees."""

from datetime import timedelta

import pytest

from erp.core import clock
from erp.core.db import db
from erp.core.refusal import MoveRefused
from erp.curriculum import actions as curriculum
from erp.flow import merged_customer, offered_work
from erp.training import actions, queries
from erp.training.queries import Proposal
from erp.training.refusals import InterestedAlready, NoAdultAgrees, OfferIsNotShown
from erp.training.states import Autonomy, InterestState, OfferState
from tests.builders import (
    a_cohort,
    a_contact,
    a_customer,
    a_diploma,
    a_school,
    a_student,
    a_trade,
    a_user,
    messages,
)
from tests.builders_offers import a_guardian, an_interest, an_offer
from tests.builders_work import Bench

MINOR = clock.today() - timedelta(days=16 * 365)


def today() -> dict:
    return {"actor": a_user(), "today": clock.today()}


def titles(student) -> list[str]:
    return [one.offer.title for one in queries.offers_for(student, clock.today())]


def test_students_see_what_the_school_has_checked_and_nothing_else():
    student, offer = a_student(), an_offer(shown=False)
    assert titles(student) == []
    with pytest.raises(OfferIsNotShown):
        actions.say_interest(offer, student, actor=None, now=clock.now())
    actions.publish_offer(offer, competences=[], actor=a_user())
    assert titles(student) == ["Stage en tournage"]
    actions.close_offer(offer, actor=a_user())
    assert titles(student) == []


def test_an_offer_is_for_its_trade_its_year_and_its_days():
    wood = a_cohort(diploma=a_diploma("CAP Menuisier", trade=a_trade("Bois")))
    turner, joiner = a_student(), a_student(wood)
    an_offer(title="Tournage")
    an_offer(title="Pour tous", trade=None)
    an_offer(title="Deuxième année", year_of_study=2)
    an_offer(title="Trop tard", starts_on=clock.today() - timedelta(days=1))
    assert titles(turner) == ["Pour tous", "Tournage"]
    assert titles(joiner) == ["Pour tous"]
    turner.cohort.year_of_study = 2
    assert "Deuxième année" in titles(turner)


def shows(student, competence) -> None:
    """Two jobs at the level that is needed: acquired."""
    framework = student.cohort.framework
    for _job in range(framework.needed_observations):
        told = Proposal(framework.needed_rank, Autonomy.AUTONOMOUS)
        actions.observe(student, competence, told, operation=None, actor=a_user(), now=clock.now())
    db.session.commit()


def test_whoever_has_shown_what_it_takes_reads_it_first_and_the_school_knows_them():
    ready, learning = a_student(), None
    framework = ready.cohort.framework
    competence = curriculum.add_competence(framework, code="C1", label="Lire un plan")
    learning = a_student(ready.cohort)
    shows(ready, competence)
    hard = an_offer(title="Tourneur", competences=[competence])
    an_offer(title="Visite", competences=[])
    assert [one.missing for one in queries.offers_for(ready, clock.today())] == [(), ()]
    told = {one.offer.title: one.missing for one in queries.offers_for(learning, clock.today())}
    assert told == {"Visite": (), "Tourneur": (competence,)}
    assert titles(learning) == ["Visite", "Tourneur"]
    assert queries.ready_students(hard) == [ready]


def test_a_minor_is_introduced_only_once_a_guardian_agrees():
    student = a_student(birth_date=MINOR)
    interest = an_interest(student=student)
    stranger = a_guardian(a_student(birth_date=MINOR))
    for nobody in (None, stranger):
        with pytest.raises(NoAdultAgrees, match="est mineur"):
            actions.agree_to_interest(interest, nobody, **today())
    with pytest.raises(MoveRefused):
        actions.settle_interest(interest, "introduce", note="", **today())
    actions.agree_to_interest(interest, a_guardian(student), **today())
    actions.settle_interest(interest, "introduce", note="", **today())
    actions.settle_interest(interest, "finish", note="Très bon stage", **today())
    assert (interest.state, interest.agreed_by) == (InterestState.DONE, "Rose Marchal")
    assert interest.ended_on == clock.today()


def test_a_student_of_age_agrees_alone():
    interest = an_interest()
    actions.agree_to_interest(interest, None, **today())
    assert interest.agreed_by == interest.student.name


def test_an_interest_is_said_once_and_begins_anew_after_a_withdrawal():
    interest = an_interest()
    told = {"actor": None, "now": clock.now()}
    with pytest.raises(InterestedAlready):
        actions.say_interest(interest.offer, interest.student, **told)
    actions.agree_to_interest(interest, None, **today())
    actions.withdraw_interest(interest, actor=None, today=clock.today())
    again = actions.say_interest(interest.offer, interest.student, **told)
    assert again is interest
    assert (again.state, again.agreed_by, again.ended_on) == (InterestState.SAID, "", None)


def test_the_family_of_a_minor_is_told_and_the_company_is_not():
    student, offer = a_student(birth_date=MINOR), an_offer()
    a_guardian(student)
    told = {"school": a_school(), "actor": None, "now": clock.now()}
    offered_work.say_interest(offer, student, **told)
    offered_work.say_interest(offer, a_student(), **told)
    db.session.commit()
    letters = [one.payload for one in messages()]
    assert [one["to"] for one in letters] == ["rose@example.org"]
    assert "Rien n'est donné à l'entreprise" in letters[0]["text"]


def test_what_a_company_offered_follows_it_when_it_is_joined_to_another():
    offer = an_offer(a_contact(a_customer(to_check=True)))
    into = a_customer("La vraie", siret="20000001600010")
    merged_customer.merge_customer(offer.customer, into, actor=a_user())
    db.session.refresh(offer)
    assert offer.customer_id == into.id
    assert offer.state is OfferState.PUBLISHED


def test_many_offers_are_read_four_at_a_time_without_a_slide(browse):
    bench = Bench()
    trade = bench.ines.cohort.diploma.trade
    for n in range(5):
        an_offer(title=f"Stage {n}", trade=trade)
    db.session.commit()
    browser = bench.enter(browse)

    pages = [browser.get(f"/atelier/offres?page={n}").text for n in (1, 2, 9)]

    assert [page.count("Ça m'intéresse") + page.count("Ça m&#39;intéresse") for page in pages] == [
        4,
        1,
        1,
    ]
    assert "Page 1 sur 2" in pages[0] and "page=2" in pages[0] and "page=1" in pages[1]
