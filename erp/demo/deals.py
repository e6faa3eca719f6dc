"""A believable autumn: one deal at each stage, and what makes each of them a story."""

from datetime import datetime, timedelta

from erp.core import clock
from erp.demo import jobs, making, selling
from erp.demo.jobs import Job
from erp.demo.selling import Deal, Stage
from erp.demo.stories import Story, Town
from erp.production.models import WorkOrder
from erp.sales import actions as sales
from erp.sales.models import Order, Quote
from erp.sales.states import DeclineReason, Flexibility, Verdict

SOUPLE, TIGHT = Flexibility.FLEXIBLE, Flexibility.TIGHT
S = Stage
DEALS = (  # job, customer, asked, week, stage
    Deal(jobs.SHAFT, 0, 1, 5, S.RECEIVED, note="Même axe que l'an dernier, plan mis à jour."),
    Deal(jobs.RAILING, 6, 2, 9, S.RECEIVED, SOUPLE, note="Escalier de la mairie annexe."),
    Deal(jobs.BAGS, 4, 9, 4, S.REDIRECTED),
    Deal(jobs.GATE, 2, 5, 8, S.STUDIED, SOUPLE),
    Deal(jobs.HOPPER, 1, 6, 7, S.DRAFTED),
    Deal(jobs.FLANGE, 0, 7, 5, S.QUOTED, TIGHT),
    Deal(jobs.CANOPY, 6, 9, 6, S.QUOTED, SOUPLE),
    Deal(jobs.GUARD, 7, 10, 4, S.CHANGE_ASKED),
    Deal(jobs.RING, 3, 14, 2, S.REFUSED),
    Deal(jobs.WORN_SHAFT, 3, 6, 2, S.LAUNCHED),
    Deal(jobs.FRAME, 5, 11, 2, S.WORKING, made=1),
    Deal(jobs.SPACER, 7, 9, 1, S.WORKING, made=1),
    Deal(jobs.HOPPER, 1, 19, -1, S.WORKING, made=3, note="Montage prévu le mois prochain."),
    Deal(jobs.GUARD, 2, 16, 1, S.PARTLY_DELIVERED),
    Deal(jobs.BRACKET, 5, 15, 0, S.ANNOUNCED),
    Deal(jobs.RING, 3, 20, 0, S.DELIVERED),
    Deal(jobs.BRACKET, 7, 24, -1, S.INVOICED),
    Deal(jobs.SPACER, 5, 32, -4, S.INVOICED, note="Paiement à 15 jours."),
    Deal(jobs.FLANGE, 0, 40, -5, S.PAID, paid_back=6),
    Deal(jobs.SHAFT, 0, 38, -4, S.PAID, paid_back=4),
    Deal(jobs.CANOPY, 2, 36, -4, S.CREDITED),
)
"""The seventeenth pays late: its term is over."""


def tell(town: Town, deal: Deal, launched: list[tuple[WorkOrder, str]]) -> Story:
    """One deal from its request to its stage; what is launched and not finished is noted."""
    days, stage = town.days, deal.stage
    yield days.at(deal.asked, 9, 12)
    request = selling.ask(town, deal)
    if stage is S.RECEIVED:
        return
    yield days.at(deal.asked - 1, 14, 5)
    verdict, reason = verdict_of(deal)
    selling.study(town, deal, request, verdict, reason)
    if stage is S.REDIRECTED:
        yield days.at(deal.asked - 1, 16, 40)
        selling.redirect(town, request, REPLY)
    if stage <= S.STUDIED:
        return
    yield days.at(deal.asked - 2, 11, 20)
    quote = selling.draft(town, deal, request)
    if stage is S.DRAFTED:
        return
    yield days.at(deal.asked - 2, 17, 0)
    selling.send(town, quote)
    yield from answer(town, deal, quote, launched)
