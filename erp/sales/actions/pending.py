"""A wish from somebody without an account: kept, confirmed by a letter, or forgotten."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select

from erp.core import clock, files, tokens
from erp.core.db import db
from erp.core.files import StoredFile
from erp.sales import rules
from erp.sales.actions.requests import WantedPart
from erp.sales.models import PendingFile, PendingRequest
from erp.sales.refusals import PendingLinkIsOver
from erp.sales.states import CONFIRM

CONFIRM_LASTS = timedelta(hours=48)


def keep_pending(
    *, parts: Sequence[WantedPart], files: Sequence[StoredFile], now: datetime, **facts: Any
) -> str:
    """The secret of the link that confirms it, within 48 hours."""
    rules.check_week(facts["wished_week"], today=clock.day_of(now))
    told = [{**asdict(part), "quantity": str(part.quantity)} for part in parts]
    pending = PendingRequest(parts=told, asked_at=now, **facts)
    pending.files = [PendingFile(stored_file=stored) for stored in files]
    db.session.add(pending)
    db.session.flush()  # the link names it by its id
    return tokens.give(CONFIRM, pending.id, now=now, expires_at=now + CONFIRM_LASTS)


def confirm_pending(secret: str, *, now: datetime) -> PendingRequest:
    """Open the link once: of two at the same moment, one gets through."""
    pending_id = tokens.use_up(CONFIRM, secret, now=now)
    pending = db.session.get(PendingRequest, pending_id) if pending_id else None
    if pending is None:
        raise PendingLinkIsOver
    pending.confirmed_at = now
    return pending


def parts_of(pending: PendingRequest) -> list[WantedPart]:
    def part(told: dict[str, Any]) -> WantedPart:
        facts = {"quantity": Decimal(told["quantity"]), "breaks": tuple(told["breaks"])}
        return WantedPart(**{**told, **facts})

    return [part(told) for told in pending.parts]


def forget_pending(*, now: datetime, folder: Path) -> int:
    """What nobody confirmed in time leaves nothing behind, its files neither."""
    old = select(PendingRequest).filter_by(confirmed_at=None)
    over = db.session.scalars(old.where(PendingRequest.asked_at < now - CONFIRM_LASTS)).all()
    for pending in over:
        stored = [one.stored_file for one in pending.files]
        db.session.delete(pending)
        db.session.flush()  # nothing names the files any more
        for one in stored:
            files.forget(one, folder=folder)
    return len(over)
