"""A team is formed, or refused: either way what was answered is kept, word for word."""

from erp.core.db import one_transaction
from erp.people.models import User
from erp.production import actions as production
from erp.production.actions import Team
from erp.production.refusals import TeamRefused
from erp.safety.states import Decision


def form_team(team: Team, *, motive: str, actor: User) -> None:
    """Two transactions: what a refusal rolls back must not take its own trace along."""
    try:
        with one_transaction():
            production.assign_team(
                team.operation,
                team.session,
                team.students,
                instructor=team.instructor,
                machine=team.machine,
                mode=team.mode,
                motive=motive,
                actor=actor,
            )
    except TeamRefused as refused:
        with one_transaction():
            production.log(Decision.REFUSED, team, reasons=refused.reasons, actor=actor)
        raise
