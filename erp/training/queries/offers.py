"""Questions about what companies offer, and for which students it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.curriculum.models import Competence, Diploma, Framework
from erp.people.models import Cohort, Student
from erp.training import rules
from erp.training.models import CompanyOffer, OfferInterest
from erp.training.queries.evidence import Coverage, coverage, taught
from erp.training.states import InterestState, Mastery, OfferKind, OfferState

LOAD = (joinedload(CompanyOffer.customer), joinedload(CompanyOffer.trade))
NEEDS = selectinload(CompanyOffer.competences)
MET = (InterestState.INTRODUCED, InterestState.HIRED, InterestState.DONE)


@dataclass(frozen=True)
class Fitting:
    """An offer as one student reads it: what they have still to show, and what they said."""

    offer: CompanyOffer
    missing: tuple[Competence, ...]
    interest: OfferInterest | None


def company_offer(offer_id: int, *, customer_id: int | None = None) -> CompanyOffer | None:
    chosen = select(CompanyOffer).filter_by(id=offer_id)
    if customer_id is not None:
        chosen = chosen.filter_by(customer_id=customer_id)
    return db.session.scalar(chosen.options(*LOAD, NEEDS))


def company_offers(
    words: str = "",
    *,
    kind: OfferKind | None = None,
    state: OfferState | None = None,
    trade_id: int | None = None,
    customer_id: int | None = None,
    after: int | None = None,
) -> Page[CompanyOffer]:
    asked = {"kind": kind, "state": state, "trade_id": trade_id, "customer_id": customer_id}
    told = {name: value for name, value in asked.items() if value is not None}
    chosen = select(CompanyOffer).where(*matches(CompanyOffer, words)).filter_by(**told)
    return paginate(chosen.options(*LOAD), CompanyOffer.id, after)


def offers_to_check() -> Select[Any]:
    return select(CompanyOffer.id).filter_by(state=OfferState.PROPOSED)


def interests_of(offer_ids: Collection[int]) -> dict[int, list[OfferInterest]]:
    """By offer, in the order they were said."""
    told: dict[int, list[OfferInterest]] = {one: [] for one in offer_ids}
    load = joinedload(OfferInterest.student).joinedload(Student.cohort)
    chosen = select(OfferInterest).where(OfferInterest.company_offer_id.in_(told)).options(load)
    for one in db.session.scalars(chosen.order_by(OfferInterest.id)):
        told[one.company_offer_id].append(one)
    return told


def interest(interest_id: int) -> OfferInterest | None:
    load = (joinedload(OfferInterest.offer), joinedload(OfferInterest.student))
    return db.session.get(OfferInterest, interest_id, options=load)


def interest_of(offer_id: int, student_id: int) -> OfferInterest | None:
    chosen = select(OfferInterest).filter_by(company_offer_id=offer_id, student_id=student_id)
    return db.session.scalar(chosen)


def introduced_count(offer_ids: Collection[int]) -> dict[int, int]:
    """How many the company has met, by offer: all that it reads of them here."""
    return _counted(offer_ids, OfferInterest.state.in_(MET))


def interested_count(offer_ids: Collection[int]) -> dict[int, int]:
    """How many said so and did not take it back, by offer."""
    return _counted(offer_ids, OfferInterest.state != InterestState.WITHDRAWN)


def _counted(offer_ids: Collection[int], such: ColumnElement[bool]) -> dict[int, int]:
    chosen = (
        select(OfferInterest.company_offer_id, func.count())
        .where(OfferInterest.company_offer_id.in_(offer_ids), such)
        .group_by(OfferInterest.company_offer_id)
    )
    return {one: count for one, count in db.session.execute(chosen)}


def offers_for(student: Student, today: date) -> list[Fitting]:
    """What is shown to students of this trade and year, what they are ready for first."""
    diploma, year = student.cohort.diploma, student.cohort.year_of_study
    chosen = select(CompanyOffer).where(
        CompanyOffer.state == OfferState.PUBLISHED,
        or_(CompanyOffer.trade_id.is_(None), CompanyOffer.trade_id == diploma.trade_id),
        or_(CompanyOffer.starts_on.is_(None), CompanyOffer.starts_on >= today),
        CompanyOffer.year_of_study <= year,
    )
    offers = db.session.scalars(chosen.order_by(CompanyOffer.id.desc()).options(*LOAD, NEEDS)).all()
    said = _said_by(student, [one.id for one in offers])
    seen = coverage([student.id])
    fitting = [Fitting(one, _missing(one, student, seen), said.get(one.id)) for one in offers]
    return sorted(fitting, key=lambda one: len(one.missing))


def _said_by(student: Student, offer_ids: Collection[int]) -> dict[int, OfferInterest]:
    chosen = select(OfferInterest).filter_by(student_id=student.id)
    rows = db.session.scalars(chosen.where(OfferInterest.company_offer_id.in_(offer_ids)))
    return {one.company_offer_id: one for one in rows}


def _missing(offer: CompanyOffer, student: Student, seen: Coverage) -> tuple[Competence, ...]:
    """What the student's own framework teaches of it and they have not acquired."""
    framework = student.cohort.framework
    return tuple(
        one
        for one in taught(student, offer.competences)
        if rules.mastery_of(framework, seen.get((student.id, one.id), ())) is not Mastery.ACQUIRED
    )


def ready_students(offer: CompanyOffer) -> Sequence[Student]:
    """Who has shown all that it takes: read by the school alone."""
    load = joinedload(Student.cohort).options(
        joinedload(Cohort.own_framework),
        joinedload(Cohort.diploma).selectinload(Diploma.frameworks).selectinload(Framework.levels),
    )
    chosen = select(Student).join(Student.cohort).join(Cohort.diploma)
    chosen = chosen.where(Student.left_on.is_(None), Cohort.year_of_study >= offer.year_of_study)
    if offer.trade_id is not None:
        chosen = chosen.where(Diploma.trade_id == offer.trade_id)
    found = db.session.scalars(chosen.order_by(Student.first_name).options(load)).unique().all()
    seen = coverage([one.id for one in found])
    return [one for one in found if not _missing(offer, one, seen)]
