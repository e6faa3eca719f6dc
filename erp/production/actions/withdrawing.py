"""What a card was told is withdrawn: steps, breakdowns, bad pieces. An accident stays reported."""

from datetime import datetime

from erp.core import journal
from erp.core.journal import Actor
from erp.core.words import N_
from erp.production import queries
from erp.production.models import Breakdown

WITHDRAWN = N_("Annulé")
NOT_THIS_STUDENT = N_("Ce n'était pas cet élève : demandez qui.")


def withdraw(event_id: int, *, actor: Actor, now: datetime) -> None:
    """What somebody of the staff has answered already stands."""
    for result in queries.results_of(event_id):
        result.taken_back_at = now
    for fault in queries.non_conformities_of(event_id):
        fault.closed_at, fault.note = now, WITHDRAWN
        journal.write(fault, "withdraw", WITHDRAWN, actor=actor)
    for report in queries.breakdowns_of(event_id):
        _withdraw_breakdown(report, actor, now)
    for incident in queries.incidents_of(event_id):
        incident.note = NOT_THIS_STUDENT


def _withdraw_breakdown(report: Breakdown, actor: Actor, now: datetime) -> None:
    """Whom the same machine stopped too still asks for a repair."""
    other = queries.stopped_too(report)
    if other is None:
        report.closed_at, report.note = now, WITHDRAWN
    else:
        report.event_id, report.student_id = other.end_event_id, other.student_id
        report.operation_id = other.operation_id
    journal.write(report, "withdraw", WITHDRAWN, actor=actor)
