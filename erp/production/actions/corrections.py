"""A student says that an hour is wrong; an instructor corrects it, or keeps it and says why."""

from datetime import datetime

from erp.core.db import db
from erp.people.models import User
from erp.production import queries
from erp.production.models import CorrectionRequest, TimeEntry
from erp.production.refusals import AnsweredAlready, AskedAlready
from erp.production.states import CORRECTION, CorrectionState, CorrectionWish, KeptReason


def ask_correction(entry: TimeEntry, wish: CorrectionWish, *, now: datetime) -> CorrectionRequest:
    """Once for each time: what was corrected is a new one."""
    known = queries.correction_of(entry.id)
    if known is not None:
        raise AskedAlready if known.state is CorrectionState.ASKED else AnsweredAlready
    request = CorrectionRequest(entry_id=entry.id, wish=wish, asked_at=now)
    db.session.add(request)
    return request


def keep_time(
    request: CorrectionRequest, reason: KeptReason, *, actor: User, now: datetime
) -> None:
    CORRECTION.make("keep", request, actor=actor, note=reason.label)
    request.reason, request.closed_at, request.closed_by_id = reason, now, actor.id


def answer_by_correcting(entry: TimeEntry, *, actor: User, now: datetime) -> None:
    """What a student asked about this time is granted, if anything was."""
    request = queries.correction_of(entry.id)
    if request is not None and request.state is CorrectionState.ASKED:
        CORRECTION.make("correct", request, actor=actor)
        request.closed_at, request.closed_by_id = now, actor.id
