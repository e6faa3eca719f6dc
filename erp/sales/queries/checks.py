"""What a page tells before a button is pressed, and the school's own side of a quote."""

from datetime import date
from decimal import Decimal

from erp.core.refusal import Refusal
from erp.sales import rules
from erp.sales.models import Quote


def why_not_sent(quote: Quote, *, today: date) -> list[Refusal]:
    """What sending would refuse; empty when the quote is ready."""
    try:
        rules.check_can_be_sent(quote, today=today)
    except Refusal as refusal:
        return [refusal]
    return []


def learning_cost(quote: Quote, hour_cost: Decimal) -> Decimal:
    """Euros that learning adds, apart from the price: never shown to the customer."""
    return rules.learning_cost(quote, hour_cost)
