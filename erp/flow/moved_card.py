"""A card is moved, or refused: either way what was answered is kept, word for word."""

from collections.abc import Callable

from erp.core.db import one_transaction
from erp.people.models import User
from erp.planning.models import BoardMove
from erp.planning.refusals import CardRefused
from erp.production import actions as production
from erp.production.actions import Team
from erp.safety.states import Decision


def move(team: Team, do: Callable[[], BoardMove], *, actor: User) -> None:
    """Two transactions: what a refusal rolls back must not take its own trace along."""
    try:
        with one_transaction():
            do()
    except CardRefused as refused:
        with one_transaction():
            production.log(Decision.REFUSED, team, reasons=refused.reasons, actor=actor)
        raise
