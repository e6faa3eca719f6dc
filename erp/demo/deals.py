"""A believable autumn: one deal at each stage, and what makes each of them a story."""

from erp.core import clock
from erp.demo import jobs, making, paying, pricing, selling
from erp.demo.making import Ending
from erp.demo.selling import Deal, Stage
from erp.demo.stories import Story, Town
from erp.production import queries as production
from erp.production.models import WorkOrder
from erp.sales import actions as sales
from erp.sales.models import Order, Quote
from erp.sales.states import DeclineReason, Flexibility, Verdict

SOUPLE, TIGHT = Flexibility.FLEXIBLE, Flexibility.TIGHT
S = Stage
DEALS = (  # job, customer, asked, weeks, stage
    Deal(jobs.SHAFT, 0, 1, 5, S.RECEIVED, note="Même axe que l'an dernier, plan mis à jour."),
    Deal(jobs.RAILING, 6, 2, 9, S.RECEIVED, SOUPLE, note="Escalier de la mairie annexe."),
    Deal(jobs.BAGS, 4, 9, 4, S.REDIRECTED),
    Deal(jobs.GATE, 2, 5, 8, S.STUDIED, SOUPLE),
    Deal(jobs.HOPPER, 1, 6, 7, S.DRAFTED),
    Deal(jobs.FLANGE, 0, 7, 5, S.QUOTED, TIGHT, others=(50, 100)),
    Deal(jobs.CANOPY, 6, 9, 6, S.QUOTED, SOUPLE),
    Deal(jobs.GUARD, 7, 10, 6, S.CHANGE_ASKED),
    Deal(jobs.RING, 3, 14, 3, S.REFUSED),
    Deal(jobs.WORN_SHAFT, 3, 6, 3, S.LAUNCHED),
    Deal(jobs.BRACKET, 4, 7, 4, S.LAUNCHED),
    Deal(jobs.FRAME, 5, 11, 4, S.WORKING, made=1, ending=Ending.HANDED_IN),
    Deal(jobs.SPACER, 7, 9, 3, S.WORKING, made=1, ending=Ending.REDO),
    Deal(jobs.GATE, 4, 13, 5, S.WORKING, made=2),
    Deal(jobs.FLANGE, 5, 12, 4, S.WORKING, TIGHT, made=2),
    Deal(jobs.RAILING, 6, 13, 6, S.WORKING, SOUPLE, made=2),
    Deal(jobs.SHAFT, 0, 11, 5, S.WORKING, made=3),
    Deal(jobs.GUARD, 1, 10, 5, S.WORKING, made=2),
    Deal(jobs.RING, 2, 9, 4, S.WORKING, made=1),
    Deal(jobs.HOPPER, 1, 19, 2, S.WORKING, made=3, ending=Ending.HELP),  # late
    Deal(jobs.GUARD, 2, 16, 4, S.PARTLY_DELIVERED),
    Deal(jobs.BRACKET, 0, 15, 4, S.ANNOUNCED),
    Deal(jobs.RING, 3, 20, 4, S.DELIVERED),
    Deal(jobs.BRACKET, 0, 19, 4, S.INVOICED),
    Deal(jobs.SPACER, 5, 34, 4, S.INVOICED),  # its term of 15 days is over
    Deal(jobs.FLANGE, 0, 41, 5, S.PAID, paid_back=6),
    Deal(jobs.SHAFT, 0, 38, 5, S.PAID, paid_back=4),
    Deal(jobs.BRACKET, 2, 36, 4, S.CREDITED, paid_back=9),
)


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
        return pricing.talk_over(town, quote)
    yield days.at(deal.asked - 2, 17, 0)
    selling.send(town, quote)
    yield from answer(town, deal, quote, launched)


REPLY = (
    "Merci d'avoir pensé à nous. La couture n'est pas un métier de notre école : "
    "adressez-vous à l'atelier textile de la Roselière, qui saura vous répondre."
)


def verdict_of(deal: Deal) -> tuple[Verdict, str]:
    if deal.stage is S.REDIRECTED:
        return Verdict.REDIRECT, "Aucune de nos filières ne coud."
    if deal.stage is S.STUDIED:
        return Verdict.NEGOTIATE, "Belle pose, mais deux semaines de plus nous sont nécessaires."
    return Verdict.TAKE, "Bonne progression pour le groupe, délai tenable."


def answer(town: Town, deal: Deal, quote: Quote, launched: list[tuple[WorkOrder, str]]) -> Story:
    """The buyer reads the quote on the portal, and answers or not."""
    if deal.stage is S.QUOTED:
        return
    yield town.days.at(deal.asked - 4, 10, 45)
    user = selling.buyer_of(town, deal).user
    if user is None:
        return
    if deal.stage is S.CHANGE_ASKED:
        note = "Pouvez-vous chiffrer aussi une finition galvanisée ?"
        sales.ask_change(quote, note=note, actor=user, now=clock.now())
    elif deal.stage is S.REFUSED:
        reason = DeclineReason.DELAY
        sales.decline_quote(quote, reason=reason, note="", actor=user, now=clock.now())
    else:
        order = selling.accept(town, town.customers[deal.customer], quote)
        yield from work(town, deal, order, launched)


def work(town: Town, deal: Deal, order: Order, launched: list[tuple[WorkOrder, str]]) -> Story:
    yield town.days.at(deal.asked - 5, 7, 50)
    work_order = production.work_orders_of_order(order.id)[0]
    trade = deal.job.trade
    if deal.stage <= S.WORKING:
        launched.append((work_order, trade))
    if deal.stage is S.LAUNCHED:
        return
    done_at = yield from making.make(town, work_order, trade, steps=deal.made)
    if deal.ending is not None:
        yield from making.leave_open(town, work_order.operations[deal.made], trade, deal.ending)
    if deal.stage is S.WORKING or done_at is None:
        return
    yield from paying.hand_over(town, deal, order, done_at)
