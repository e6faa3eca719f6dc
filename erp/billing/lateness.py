"""Late payment: interest day by day, the fixed fee, and the words of the three reminders. Pure.

Code de commerce L441-10 and D441-5: between professionals only, never from a private person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from erp.core.money import round_cents
from erp.core.words import N_

FEE = Decimal("40.00")
NOTHING = Decimal("0.00")
DAY = timedelta(days=1)
YEAR = 365
LAST_STEP = 3
REST_DAYS = 7  # between two reminders of an invoice


@dataclass(frozen=True)
class Rate:
    """A yearly rate in percent; `until` None: it goes on."""

    since: date
    until: date | None
    percent: Decimal

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Step:
    """A reminder's words; in them {client}, {factures}, {total}, {ecole} … are filled in."""

    number: int
    days: int
    subject: str
    text: str

    @property
    def claims(self) -> bool:
        """The first reminder only reminds."""
        return self.number > 1


STEPS = (
    Step(
        1,
        5,
        N_("Rappel : {nombre} à régler"),
        N_(
            "Bonjour {client},\n\nSauf erreur de notre part, nous n'avons pas encore reçu :\n"
            "{factures}\n\nSoit {total}. Si votre règlement est parti, ne tenez pas compte de ce "
            "message.\n\n{banque}\n\n{ecole}\n"
        ),
    ),
    Step(
        2,
        20,
        N_("Deuxième rappel : {nombre} en retard"),
        N_(
            "Bonjour {client},\n\nMalgré notre premier message, restent à régler :\n"
            "{factures}\n\nSoit {total}. {frais}\n\nMerci de régler sous huit jours, ou de nous "
            "dire ce qui vous retient.\n\n{banque}\n\n{ecole}\n"
        ),
    ),
    Step(
        3,
        40,
        N_("Mise en demeure de payer : {nombre}"),
        N_(
            "Bonjour {client},\n\nNous vous mettons en demeure de régler sous huit jours :\n"
            "{factures}\n\nSoit {total}. {frais}\n\nSans règlement, nous confierons ce dossier au "
            "recouvrement.\n\n{banque}\n\n{ecole}\n"
        ),
    ),
)
MARKS = ("client", "nombre", "factures", "total", "frais", "banque", "ecole")


def late_interest(
    owed: Decimal,
    paid: Sequence[tuple[date, Decimal]],
    *,
    due_on: date,
    until: date,
    rates: Sequence[Rate],
) -> Decimal:
    """From the day after `due_on` to `until`: simple, on what is left each day, rounded once.

    `paid`: (day, amount); the day of a payment still counts. A day without a rate counts nothing.
    """
    first, end = due_on + DAY, until + DAY
    cuts = {first, end, *(day + DAY for day, _ in paid)}
    for rate in rates:
        cuts.add(rate.since)
        if rate.until is not None:
            cuts.add(rate.until + DAY)
    days = sorted(day for day in cuts if first <= day <= end)
    total = Decimal(0)
    for start, stop in zip(days, days[1:], strict=False):
        left = owed - sum((amount for day, amount in paid if day < start), NOTHING)
        total += left * percent_on(start, rates) * (stop - start).days
    return round_cents(max(total, Decimal(0)) / 100 / YEAR)


def percent_on(day: date, rates: Sequence[Rate]) -> Decimal:
    return next((rate.percent for rate in rates if rate.covers(day)), Decimal(0))


def has_rate(due_on: date, until: date, rates: Sequence[Rate]) -> bool:
    """Whether each late day has one: else the interest told is too low."""
    starts = [due_on + DAY, *(rate.until + DAY for rate in rates if rate.until is not None)]
    late = [day for day in starts if due_on < day <= until]
    return all(any(rate.covers(day) for rate in rates) for day in late)


def next_step(
    sent: Sequence[tuple[int, date]], *, due_on: date, today: date, steps: Sequence[Step]
) -> Step | None:
    """The reminder whose day has come; `sent`: (step, day) of those before."""
    number = max((step for step, _ in sent), default=0) + 1
    if number > LAST_STEP:
        return None
    step = steps[number - 1]
    rested = all(today >= day + timedelta(days=REST_DAYS) for _, day in sent)
    return step if rested and today >= due_on + timedelta(days=step.days) else None


def filled(words: str, facts: Mapping[str, str]) -> str:
    """{client} and the other marks, replaced; braces that are no mark stay as they are."""
    for name in MARKS:
        words = words.replace("{" + name + "}", facts.get(name, ""))
    return "\n".join(line.rstrip() for line in words.split("\n"))
