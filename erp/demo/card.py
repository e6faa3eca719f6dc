"""Steps, levels and small troubles on the cards of the demo, so that each page has something."""

from datetime import date, timedelta
from decimal import Decimal

from erp.core import clock
from erp.core.db import db
from erp.equipment import queries as equipment
from erp.production import actions, queries
from erp.production.models import Assignment, Breakdown, Incident, NonConformity
from erp.production.states import IncidentKind, NonConformityCause, StepKind

TWO_WEEKS = timedelta(days=14)


def fill_cards(today: date) -> None:
    """The cards of today get their steps; the last team before them had its troubles."""
    for team in queries.assignments_between(today, today):
        write_steps(team)
        for member, level in zip(team.members, (2, 3, 4), strict=False):
            kind = team.operation.operation_type_id
            now = clock.start_of(today)
            actions.set_level(member.student, kind, level, actor=team.instructor, now=now)
    before = queries.assignments_between(today - TWO_WEEKS, today - timedelta(days=1))
    if before:
        tell_troubles(before[-1])


def write_steps(team: Assignment) -> None:
    if queries.steps_of(team.operation_id):
        return
    actions.add_step(team.operation, kind=StepKind.CHECK, text="Lis le plan.")
    size = {"nominal": Decimal(42), "low": Decimal("41.95"), "high": Decimal("42.05")}
    actions.add_step(team.operation, kind=StepKind.MEASURE, text="Mesure le diamètre.", **size)
    looks = "Lisse\nRayé"
    actions.add_step(
        team.operation, kind=StepKind.CHOICE, text="Regarde la surface.", choices=looks
    )
    actions.add_step(team.operation, kind=StepKind.PHOTO, text="Prends la pièce en photo.")


def tell_troubles(team: Assignment) -> None:
    student, at = team.members[0].student, team.class_session.ends_at - timedelta(minutes=20)
    about = {"operation": team.operation, "student": student}
    machine = next(
        one for one in equipment.machines() if one.place_id == team.class_session.place_id
    )
    db.session.add(Breakdown(machine=machine, reported_at=at, **about))
    db.session.add(Incident(kind=IncidentKind.NEAR_MISS, happened_at=at, **about))
    db.session.add(NonConformity(cause=NonConformityCause.DRAWING, said_at=at, **about))
