"""A week of a draft becomes the teams of the school; what is no longer allowed stays a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from erp.core import journal
from erp.core.db import db
from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.people.models import User
from erp.planning import actions as planning
from erp.planning.grid import DraftTeam
from erp.planning.models import PlanRun
from erp.planning.refusals import EarlierIsNotPlanned
from erp.production import actions as production
from erp.production.actions import Team
from erp.production.models import Assignment
from erp.production.refusals import TeamRefused
from erp.safety.states import Decision


@dataclass(frozen=True)
class LeftOut:
    """A team of the draft that could not be formed any more, and why."""

    team: DraftTeam
    reason: Refusal

    @property
    def sentence(self) -> str:
        operation, day = self.team.operation, self.team.session.day
        told = N_("%(work)s · %(operation)s le %(day)s : %(reason)s")
        return told % {
            "work": operation.work_order.number,
            "operation": operation.label,
            "day": f"{day:%d/%m}",
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Publication:
    teams: Sequence[Assignment]
    left: Sequence[LeftOut]


def publish_week(run: PlanRun, monday: date, *, actor: User, now: datetime) -> Publication:
    """Since the draft was made somebody may have fallen ill, a paper expired, a piece been made.

    One such team no longer holds up the week: it is left out, and with it what comes after it.
    """
    formed: list[Assignment] = []
    left: list[LeftOut] = []
    draft = planning.open_week(run, monday, actor=actor, now=now)
    for one in sorted(draft, key=lambda one: (one.session.starts_at, one.operation.position)):
        reason = next(_missing_before(one, left), None)
        if reason is None:
            made = _form(one, actor)
            if isinstance(made, Assignment):
                formed.append(made)
                continue
            reason = made
        left.append(LeftOut(one, reason))
    note = f"{monday:%G-S%V} · {len(formed)} équipes, {len(left)} laissées de côté"
    journal.write(run, "publish", N_("Semaine publiée"), actor=actor, note=note)
    return Publication(formed, left)


def _missing_before(one: DraftTeam, left: Sequence[LeftOut]) -> Iterator[Refusal]:
    for other in left:
        before = other.team.operation
        same = before.work_order_id == one.operation.work_order_id
        if same and before.position < one.operation.position:
            yield EarlierIsNotPlanned(first=before.label)


def _form(one: DraftTeam, actor: User) -> Assignment | Refusal:
    try:
        with db.session.begin_nested():
            return production.assign_team(
                one.operation,
                one.session,
                one.students,
                instructor=one.instructor,
                machine=one.machine,
                actor=actor,
            )
    except TeamRefused as refused:
        team = Team(one.operation, one.session, one.students, one.instructor, one.machine)
        production.log(Decision.REFUSED, team, reasons=refused.reasons, actor=actor)
        return refused
    except Refusal as refused:
        return refused
