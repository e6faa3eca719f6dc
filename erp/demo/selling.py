"""From a company's wish to its order, through the school's own actions."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Any

from erp.core import clock, files
from erp.core.files import StoredFile, Upload
from erp.customers.models import Contact, Customer
from erp.demo.drawings import files_of
from erp.demo.jobs import Job, seconds
from erp.demo.making import Ending
from erp.demo.stories import Town
from erp.documents import later
from erp.flow import accepted_quote, received_request, sent_quote
from erp.sales import actions as sales
from erp.sales.models import Order, Quote, Request
from erp.sales.states import Flexibility, Risk, Verdict


class Stage(IntEnum):
    """How far an order has come."""

    RECEIVED = 1
    REDIRECTED = 2
    STUDIED = 3
    DRAFTED = 4
    QUOTED = 5
    CHANGE_ASKED = 6
    REFUSED = 7
    LAUNCHED = 8
    WORKING = 9
    MADE = 10
    ANNOUNCED = 11
    PARTLY_DELIVERED = 12
    DELIVERED = 13
    INVOICED = 14
    PAID = 15
    CREDITED = 16


@dataclass(frozen=True)
class Deal:
    """`asked` in school days ago, wished `weeks` later; `made` operations are done."""

    job: Job
    customer: int
    asked: int
    weeks: int
    stage: Stage
    flexibility: Flexibility = Flexibility.NORMAL
    made: int = 99
    note: str = ""
    ending: Ending | None = None
    paid_back: int = 0  # school days ago
    others: tuple[int, ...] = ()  # other quantities to be priced


def ask(town: Town, deal: Deal) -> Request:
    contact = buyer_of(town, deal)
    now = clock.now()
    job = deal.job
    wish: dict[str, Any] = {
        "parts": [sales.WantedPart(job.label, Decimal(job.quantity), deal.others)],
        "wished_week": town.days.week(clock.day_of(now), deal.weeks),
        "flexibility": deal.flexibility,
        "material_by": job.material_by,
        "note": deal.note,
        "files": files_of(job, contact.customer.name, clock.day_of(now), town.files_folder),
    }
    link = f"{town.site}/client/demandes/{{id}}"
    return received_request.receive_request(contact, school=town.school, link=link, now=now, **wish)


def buyer_of(town: Town, deal: Deal) -> Contact:
    return town.customers[deal.customer].contacts[0]


def study(town: Town, deal: Deal, request: Request, verdict: Verdict, reason: str) -> None:
    job = deal.job
    trade = town.trades[job.trade]
    mine = [one for one in town.competences if one.diploma.trade.name in (trade.name, NEAR)]
    types = {town.kinds[name].machine_type for name, *_ in job.steps}
    sales.study_request(
        request,
        trade=trade,
        year_of_study=job.year_of_study,
        competences=town.random.sample(mine, 3),
        machine_types=sorted(types, key=lambda one: one.name),
        risk=Risk.MEDIUM if any("Soudage" in step[0] for step in job.steps) else Risk.LOW,
        is_flexible=deal.flexibility is not Flexibility.TIGHT,
        verdict=verdict,
        reason=reason,
        actor=town.staff("maitre3" if job.trade == "Usinage" else "maitre"),
        now=clock.now(),
    )


NEAR = "Chaudronnerie"  # metalwork has no diploma of its own here


def redirect(town: Town, request: Request, reply: str) -> None:
    received_request.decline_request(
        request, reply=reply, school=town.school, actor=town.staff("secretariat")
    )


def draft(town: Town, deal: Deal, request: Request) -> Quote:
    """The quote of the routing, priced at the rates of the machine types."""
    job, chief = deal.job, town.staff("atelier")
    quote = sales.quote_request(request, school=town.school, actor=chief)
    line = quote.lines[0]
    sales.change_line(
        line,
        school=town.school,
        details=job.details,
        nature=job.nature,
        material=Decimal(job.material),
        subcontracting=Decimal(job.subcontracting),
    )
    for name, set_up, run in job.steps:
        sales.add_operation(
            line,
            town.kinds[name],
            label=name,
            setup_seconds=seconds(set_up),
            run_seconds=seconds(run),
        )
    return quote


def send(town: Town, quote: Quote) -> None:
    link = f"{town.site}/client/devis/{quote.id}"
    sent_quote.send_quote(
        quote, school=town.school, link=link, actor=town.staff("atelier"), now=clock.now()
    )


def _purchase_order(town: Town, quote: Quote, number: str) -> StoredFile | None:
    """Many buyers send the quote back with their number on it; some give the number alone."""
    if quote.paper is None or quote.id % 3 == 0:
        return None
    sent = later.file_of(quote.paper)
    return files.keep(Upload(f"{number}.pdf", sent), folder=town.files_folder)


def accept(town: Town, customer: Customer, quote: Quote) -> Order:
    contact = customer.contacts[0]
    if contact.user is None:
        raise ValueError(f"{contact} cannot sign in")
    number = f"CDE {town.random.randrange(1000, 9999)}"
    return accepted_quote.accept_quote(
        quote,
        school=town.school,
        link=f"{town.site}/client/commandes/{{id}}",
        actor=contact.user,
        now=clock.now(),
        name=contact.name,
        function=contact.function,
        po_number=number,
        po_file=_purchase_order(town, quote, number),
        signature=contact.name,
        ip_address="192.0.2.20",
    )
