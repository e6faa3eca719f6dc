"""One more row for every list of the school, related to nothing that is there already."""

from datetime import time, timedelta
from decimal import Decimal
from itertools import count

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import Upload
from erp.customers.models import Contact
from erp.delivery import actions as delivery
from erp.equipment.models import Machine, MaintenanceWindow
from erp.equipment.states import AuthorisationKind
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production import actions, queries
from erp.production.models import HelpCall, TabletEvent
from erp.production.states import EventAnswer, OperationState
from erp.safety import actions as safety
from erp.safety.states import Verdict
from erp.sales import actions as sales
from erp.sales.models import Order
from erp.sales.states import ClaimKind
from erp.timetable.models import Absence, CalendarEvent
from erp.timetable.states import AbsenceReason, EventKind
from erp.web.shared.papers import files_folder
from tests.builders import (
    a_class_session,
    a_cohort,
    a_contact,
    a_customer,
    a_diploma,
    a_machine,
    a_place,
    a_student,
    a_user,
    saved,
)
from tests.builders_giving import support
from tests.builders_material import a_material, consume
from tests.builders_offers import an_interest, an_offer
from tests.builders_revisions import a_revision
from tests.builders_sales import a_quote, a_request, an_operation_type, an_order
from tests.builders_work import Bench, a_finished_order, a_signed_slip, an_invoice, pay
from tests.portal.test_portal_requests import PDF

_row = count(1)


def one_more_row(bench: Bench, buyer: Contact) -> None:
    """Twice what a company sees: for the same buyer again, and for a new company."""
    n = next(_row)
    for contact in (buyer, a_contact(a_customer(f"Client {n}"))):
        sell(contact, n)
        deliver(contact, n)
    a_revision(an_order(buyer, operation=f"Taraudage {n}"), answered=True)
    order = an_order(a_contact(a_customer(f"Donneur {n}")), operation=f"Fraisage {n}")
    work(bench, order, n)
    teach(bench, n)
    protect(bench)
    db.session.commit()


def sell(contact: Contact, n: int) -> None:
    a_contact(contact.customer)
    a_request(contact)
    a_request(contact, studied=True)
    a_quote(contact, lines=2, operation=f"Pliage {n}")
    a_quote(contact, sent=True)
    an_interest(an_offer(contact))
    support(contact.customer)


def talk(order: Order) -> None:
    """A message without answer and a fault, each with a file."""
    for said in range(2):
        stored = files.keep(Upload(f"{said}.pdf", PDF), folder=files_folder())
        told = {"files": [stored], "actor": a_user(), "now": clock.now()}
        if said:
            sales.say(order, "Bonjour", from_school=False, **told)
        else:
            sales.raise_claim(order, ClaimKind.FAULT, text="Rayure", **told)


def deliver(contact: Contact, n: int) -> None:
    waiting, signed, draft = (
        a_finished_order(contact, operation=f"Soudage {n}-{which}") for which in range(3)
    )
    talk(waiting)
    consume(a_material(waiting), "2")
    slip = delivery.prepare_slip(waiting, {waiting.lines[0].id: Decimal(5)}, actor=a_user())
    delivery.announce_slip(slip, actor=a_user(), now=clock.now())
    pay(an_invoice(a_signed_slip(signed, "20"), issued=True), "10.00")
    an_invoice(a_signed_slip(draft, "20"))
    a_signed_slip(draft, "5")


def work(bench: Bench, order: Order, n: int) -> None:
    """A job of the session that goes on now, with all that an instructor has to look at."""
    work_order = queries.work_orders_of_order(order.id)[0]
    work_order.due_on = clock.today() - timedelta(days=1)
    operation, paul = work_order.operations[0], a_user(Role.INSTRUCTOR)
    student = a_student(bench.session.cohort)
    kind = an_operation_type(f"Fraisage {n}").machine_type
    machine = saved(Machine(name=f"Fraiseuse {n}", machine_type=kind, place=a_place()))
    team, session = [bench.ines, student], bench.session
    actions.assign_team(operation, session, team, instructor=paul, machine=machine, actor=paul)
    hand_in(bench, an_order(operation=f"Ajustage {n}"), n)
    for called in (operation, operation):
        saved(HelpCall(operation=called, student=student, called_at=clock.now()))


def hand_in(bench: Bench, order: Order, n: int) -> None:
    operation = queries.work_orders_of_order(order.id)[0].operations[0]
    operation.state = OperationState.TO_VALIDATE
    saved(
        TabletEvent(
            uuid=f"{n:036}",
            tablet=saved(Tablet(name=f"Tablette {n}", place=a_place())),
            operation=operation,
            kind=None,
            happened_at=None,
            received_at=clock.now(),
            payload={},
            answer=EventAnswer.TO_REVIEW,
            reason="x",
        )
    )


def teach(bench: Bench, n: int) -> None:
    """A new cohort and two sessions without a roll; an hour more for the cohort at the bench."""
    cohort = a_cohort(diploma=a_diploma(f"Diplôme {n}"))
    a_student(cohort)
    hour = timedelta(hours=1)
    for hours in (1, 25):
        for leader in (a_user(Role.INSTRUCTOR), bench.instructor):
            a_class_session(cohort, starts_in=-hours * hour, leader=leader, lasts=hour)
    early = clock.at(clock.monday_of(clock.today()), time(5)) + n * timedelta(minutes=1)
    a_class_session(bench.session.cohort, starts_at=early, lasts=timedelta(minutes=1))


def protect(bench: Bench) -> None:
    """A minor of the cohort at the bench with papers of every kind, most of them about to end."""
    today = clock.today()
    student = a_student(bench.session.cohort, birth_date=today - timedelta(days=6000))
    machine = a_machine(("D4153-28",), inspection_due_on=today)
    known = {"given_on": today - timedelta(days=340), "today": today, "actor": bench.instructor}
    safety.note_opinion(student, doctor="Dr Sarrazac", verdict=Verdict.FIT, **known)
    ends = {"valid_until": today + timedelta(days=5)}
    safety.give_authorisation(student, AuthorisationKind.CRANE, level="", **ends, **known)
    told = {"given_on": today, "assessed_on": today, "result": "x", "today": today, **ends}
    safety.give_training([student], machine.machine_type, trainer=a_user(), **told)
    review = {"reviewed_on": today, "reference": "x", "actor": a_user(), "today": today}
    safety.note_review(machine.place, **review)
    safety.note_declaration(
        sent_on=today,
        reference="x",
        works=["D4153-28"],
        machines=[machine],
        diplomas=[student.cohort.diploma],
        places=[machine.place],
        actor=a_user(),
        today=today,
    )
    times = {"starts_at": clock.now() - timedelta(days=2), "ends_at": clock.now()}
    saved(Absence(student=student, reason=AbsenceReason.OTHER, **times))
    saved(Absence(user=a_user(), reason=AbsenceReason.OTHER, **times))
    span = {"starts_on": today, "ends_on": today, "cohort": a_cohort()}
    saved(CalendarEvent(kind=EventKind.OUTING, label="x", **span))
    window = {"starts_at": clock.now(), "ends_at": clock.now() + timedelta(hours=1)}
    saved(MaintenanceWindow(machine=machine, reason="x", **window))
