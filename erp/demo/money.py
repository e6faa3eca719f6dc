"""Money as it really comes: in part, too much, several invoices at once, and late."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from erp.billing import actions as billing
from erp.billing import queries as invoices
from erp.billing.books.coefficient import current_year
from erp.billing.lateness import STEPS
from erp.billing.settling import Receipt
from erp.billing.states import Counts, PaymentMethod
from erp.core import clock
from erp.core.db import db
from erp.customers.models import Customer
from erp.demo.stories import Story, Town

OVER, PARTLY, AT_ONCE, LEFT_IN_PEACE = 0, 5, 6, 10  # places in customers
RATE = Decimal("12.15")
FIGURES = (
    ("740000", "Subventions d'exploitation", Decimal(84_000), Counts.BELOW),
    ("758100", "Taxe d'apprentissage", Decimal(61_500), Counts.NEITHER),
    ("754000", "Dons", Decimal(4_200), Counts.NEITHER),
)


def stories(town: Town) -> list[Story]:
    return [
        at(town, 41, settle_terms),
        at(town, 6, remind_all),
        at(town, 4, pay_too_much),
        at(town, 3, pay_several_at_once),
        at(town, 2, pay_a_part),
    ]


def at(town: Town, days: int, act: Callable[[Town], None]) -> Story:
    """One thing that happens once, so many school days ago."""
    yield town.days.at(days, 16, 50)
    db.session.flush()  # what is owed is asked of the database
    act(town)


def settle_terms(town: Town) -> None:
    """What the accountant and the director decided at the start."""
    today = clock.today()
    billing.set_late_rate(
        None, since=date(today.year - 1, 7, 1), until=None, percent=RATE, actor=None
    )
    first = STEPS[0]
    billing.word_step(1, days=first.days, subject=first.subject, text=first.text)
    for account, label, amount, counts in FIGURES:
        billing.set_figure(
            None,
            year=current_year(today),
            account=account,
            label=label,
            amount=amount,
            counts=counts,
        )


def remind_all(town: Town) -> None:
    """All who are late by then, but one whose dispute is being settled."""
    billing.mute_reminders(
        town.customers[LEFT_IN_PEACE],
        reason="Étude à reprendre avec le client",
        actor=town.staff("secretariat"),
    )
    for late in invoices.late_customers(today=clock.today()):
        if late.step is not None:
            billing.send_reminder(
                late.customer,
                claims=late.step.claims,
                seen=late.step.number,
                school=town.school,
                actor=town.staff("secretariat"),
                now=clock.now(),
            )


def receive(
    town: Town,
    customer: Customer,
    amount: Decimal,
    method: PaymentMethod,
    told: str,
    shares: dict[int, Decimal] | None = None,
) -> None:
    """The oldest invoices first; what is over stays to the customer's credit."""
    if amount <= 0:
        return
    receipt = Receipt(amount, method, clock.today(), told)
    if shares is None:
        shares = invoices.split_oldest_first(customer.id, amount)
    secretary, now = town.staff("secretariat"), clock.now()
    billing.record_payment(customer, receipt, shares, keep_rest=True, actor=secretary, now=now)


def owed(customer: Customer) -> Decimal:
    return sum(invoices.owed_by(customer.id).values(), Decimal(0))


def pay_too_much(town: Town) -> None:
    """The oldest of several invoices, or none yet, and a little more, which waits to be used."""
    customer = town.customers[OVER]
    oldest = dict(list(invoices.owed_by(customer.id).items())[:-1][:1])
    amount = sum(oldest.values(), Decimal("36.50"))
    receive(town, customer, amount, PaymentMethod.CHEQUE, "CHQ 4471920", shares=oldest)


def pay_several_at_once(town: Town) -> None:
    customer = town.customers[AT_ONCE]
    receive(town, customer, owed(customer), PaymentMethod.TRANSFER, "VIR GRILLES 3 FACT")


def pay_a_part(town: Town) -> None:
    customer = town.customers[PARTLY]
    amount = (owed(customer) * 2 / 5).quantize(Decimal(1))
    receive(town, customer, amount, PaymentMethod.TRANSFER, "VIR ACPTE")
