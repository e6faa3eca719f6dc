"""A card that was dropped with the mouse: the page only knows the card and the cell."""

from flask import abort, request

from erp.access.permissions import May
from erp.core import clock
from erp.core.refusal import Refusal
from erp.planning import queries
from erp.planning.grid import Half
from erp.planning.queries import Spot
from erp.web.office.board import by_asked
from erp.web.office.board_cards import (
    Answer,
    card_page,
    find_operation,
    moved,
    number,
    offered,
    shown_card,
)
from erp.web.office.board_forms import CardForm
from erp.web.office.face import office
from erp.web.shared.asked import day_asked


@office.post("/planning/deposer", access=May.ASSIGN_TEAMS, own_transactions=True)
def drop_card() -> Answer:
    """The same checks as the form: what is refused comes back as the form, with its reasons."""
    operation, chances = find_operation(number("operation")), queries.chances(clock.now())
    card, spot = shown_card(), spot_asked()
    session = card.class_session if card else None
    try:
        session = queries.session_at(chances, card, spot)
        team = queries.team_for(chances, operation, card, spot, session)
    except Refusal as refusal:
        return card_page(operation, card, session, problem=str(refusal)), 409
    return moved(operation, team, offered(CardForm(formdata=None), team.session))


def spot_asked() -> Spot:
    day = day_asked("day") or abort(400)
    half = Half(day, request.form.get("half") == "matin", 0)
    return Spot(by_asked(), number("row"), half, number("from"))
