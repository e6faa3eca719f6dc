"""What people do with a request: ask, study, decline, withdraw."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from erp.core import clock, journal
from erp.core.db import db
from erp.core.files import StoredFile
from erp.core.journal import Actor
from erp.core.words import N_
from erp.curriculum.models import Competence, Trade
from erp.customers.models import Contact
from erp.equipment.models import MachineType
from erp.people.models import User
from erp.sales import rules
from erp.sales.models import InterestSheet, Request, RequestFile, RequestPart
from erp.sales.states import REQUEST, Channel, Flexibility, MaterialBy, Risk, Verdict


@dataclass(frozen=True)
class WantedPart:
    label: str
    quantity: Decimal
    breaks: tuple[int, ...] = ()
    drawing_number: str = ""
    drawing_revision: str = ""


def ask(
    contact: Contact,
    *,
    parts: Sequence[WantedPart],
    wished_week: date,
    flexibility: Flexibility,
    material_by: MaterialBy,
    note: str,
    now: datetime,
) -> Request:
    """A company asks for parts; its files are attached with attach_files()."""
    rules.check_week(wished_week, today=clock.day_of(now))
    request = Request(
        customer=contact.customer,
        contact=contact,
        wished_week=wished_week,
        flexibility=flexibility,
        material_by=material_by,
        note=note,
        received_at=now,
    )
    _write_parts(request, parts)
    db.session.add(request)
    return request


def note_request(request: Request, *, channel: Channel, actor: Actor) -> None:
    """It came outside the portal: who wrote it down answers for what it says."""
    journal.write(request, "note", N_("Demande notée"), actor=actor, note=channel.label)


def _write_parts(request: Request, parts: Sequence[WantedPart]) -> None:
    """The request bears the name and the quantity of its first part."""
    first, others = parts[0], len(parts) - 1
    told = {0: first.label.strip(), 1: TWO}.get(others, SEVERAL)
    request.label = told % {"label": first.label.strip(), "n": others} if others else told
    request.quantity = first.quantity
    request.parts = [
        RequestPart(position=n, **{**asdict(part), "breaks": list(part.breaks)})
        for n, part in enumerate(parts, 1)
    ]


TWO, SEVERAL = N_("%(label)s et 1 autre pièce"), N_("%(label)s et %(n)s autres pièces")


def change_request(
    request: Request,
    *,
    parts: Sequence[WantedPart],
    wished_week: date,
    flexibility: Flexibility,
    material_by: MaterialBy,
    note: str,
    actor: Actor,
    now: datetime,
) -> None:
    """The buyer changes what was asked before a quote is begun: it is to be studied again."""
    REQUEST.check("change", request)
    if wished_week != request.wished_week:
        rules.check_week(wished_week, today=clock.day_of(now))
    request.parts.clear()
    db.session.flush()  # the old parts leave their places
    _write_parts(request, parts)
    request.wished_week, request.flexibility = wished_week, flexibility
    request.material_by, request.note = material_by, note
    REQUEST.make("change", request, actor=actor)


def attach_files(request: Request, files: Sequence[StoredFile]) -> None:
    """Drawings, checked and stored before."""
    request.files.extend(RequestFile(stored_file=stored) for stored in files)


def study_request(
    request: Request,
    *,
    trade: Trade,
    year_of_study: int,
    competences: Sequence[Competence],
    machine_types: Sequence[MachineType],
    risk: Risk,
    is_flexible: bool,
    verdict: Verdict,
    reason: str,
    actor: User,
    now: datetime,
) -> InterestSheet:
    """Fill (or fill again) the sheet that says what students would learn."""
    REQUEST.check("study", request)
    with db.session.no_autoflush:  # a new sheet is written whole
        sheet = request.sheet or InterestSheet(request=request)
        sheet.trade, sheet.year_of_study = trade, year_of_study
        sheet.competences, sheet.machine_types = list(competences), list(machine_types)
        sheet.risk, sheet.is_flexible = risk, is_flexible
        sheet.verdict, sheet.reason = verdict, reason
        sheet.filled_by_id, sheet.filled_at = actor.id, now
        db.session.add(sheet)
    REQUEST.make("study", request, actor=actor, note=verdict.label)
    return sheet


def decline_request(request: Request, *, reply: str, actor: Actor) -> None:
    """Say no politely: `reply` is the sentence the company reads."""
    REQUEST.check("decline", request)
    request.reply = reply
    REQUEST.make("decline", request, actor=actor, note=reply)


def withdraw_request(request: Request, *, actor: Actor) -> None:
    REQUEST.make("withdraw", request, actor=actor)
