"""A draft as it is talked over: a price found elsewhere, a question among colleagues, a routing."""

from datetime import timedelta
from decimal import Decimal

from erp.core import clock
from erp.demo.stories import Town
from erp.sales import actions as sales
from erp.sales.models import Quote


def talk_over(town: Town, quote: Quote) -> None:
    line, now = quote.lines[0], clock.now()
    line.market_price = (line.unit_price * Decimal("1.06")).quantize(Decimal("0.01"))
    line.market_source = "Chaudronnerie du Levant, devis comparable"
    line.market_on = clock.day_of(now) - timedelta(days=20)
    sales.keep_routing(line, f"{line.label}, gamme de l'atelier")
    sales.remark(quote, QUESTION, actor=town.staff("secretariat"), now=now)
    sales.remark(quote, ANSWER, actor=town.staff("atelier"), now=now + timedelta(minutes=40))


QUESTION = "Le client demande une soudure étanche : la deuxième année peut-elle la tenir ?"
ANSWER = "Oui, avec une pièce d'essai. J'ai compté une heure de réglage de plus au TIG."
