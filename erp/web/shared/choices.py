"""Which quantity of each line of a quote was chosen, whoever types the answer."""

from decimal import Decimal

from erp.sales.models import Offer, Quote, QuoteLine, offers_of
from erp.web.shared.quantities import quantities_sent, typed

NOT_A_NUMBER = Decimal(-1)


def choices_of(quote: Quote) -> list[tuple[QuoteLine, list[Offer], str]]:
    """The lines where there is something to choose: its offers, and what was chosen last."""
    told = [(line, offers_of(line), typed(line.id)) for line in quote.offered]
    return [one for one in told if len(one[1]) > 1]


def quantities_chosen(quote: Quote) -> dict[int, Decimal]:
    """By line id; what is no number is refused, never taken for another."""
    quantities, wrong = quantities_sent(line.id for line in quote.lines)
    return quantities | dict.fromkeys(wrong, NOT_A_NUMBER)
