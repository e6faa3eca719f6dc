"""A team is formed, or refused: either way what was answered is kept, word for word."""

from erp.core import clock
from erp.core.db import one_transaction
from erp.people.models import User
from erp.planning.actions.weeks import hold_weeks
from erp.production import actions as production
from erp.production.actions import Team
from erp.production.models import Assignment
from erp.production.refusals import TeamRefused
from erp.safety.states import Decision


def form_team(team: Team, *, motive: str, actor: User) -> None:
    """What a refusal rolls back must not take its own trace along: that has its transaction."""
    hold_weeks([clock.monday_of(team.session.day)])  # the board may be moving it
    try:
        production.give_team(team, motive=motive, actor=actor)
    except TeamRefused as refused:
        with one_transaction():
            production.log(Decision.REFUSED, team, reasons=refused.reasons, actor=actor)
        raise


def take_off_team(assignment: Assignment, *, actor: User) -> None:
    hold_weeks([clock.monday_of(assignment.class_session.day)])
    production.remove_team(assignment, actor=actor)
