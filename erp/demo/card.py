"""Steps, levels and small troubles on the cards of the demo, so that each page has something."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid5

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import Upload
from erp.demo import pictures
from erp.equipment import queries as equipment
from erp.people import queries as people
from erp.production import actions, queries
from erp.production.models import (
    Assignment,
    Breakdown,
    Incident,
    NonConformity,
    TabletEvent,
    TabletPhoto,
)
from erp.production.states import (
    CorrectionWish,
    EventAnswer,
    EventKind,
    Identity,
    IncidentKind,
    NonConformityCause,
    StepKind,
)

TWO_WEEKS = timedelta(days=14)
PHOTOS = UUID("6f1c0c55-3d5e-4c5c-9a53-0f5ad6f0a001")  # of the demo's pictures: always the same


def fill_cards(today: date, folder: Path) -> None:
    """The cards of today get their steps; the last team before them had its troubles and photos."""
    for team in queries.assignments_between(today, today):
        write_steps(team)
        show_the_part(team, folder)
        for member, level in zip(team.members, (2, 3, 4), strict=False):
            kind = team.operation.operation_type_id
            now = clock.start_of(today)
            actions.set_level(member.student, kind, level, actor=team.instructor, now=now)
    before = queries.assignments_between(today - TWO_WEEKS, today - timedelta(days=1))
    if before:
        tell_troubles(before[-1])
        ask_for_more(before)
        show_what_was_done(before[-1], folder)


def show_the_part(team: Assignment, folder: Path) -> None:
    work_order = team.operation.work_order
    if work_order.photo is None:
        upload = Upload("piece.jpg", pictures.part(work_order.id))
        photo = files.keep(upload, folder=folder)
        actions.show_part(work_order, photo, actor=team.instructor)


def ask_for_more(teams: Sequence[Assignment]) -> None:
    """The last of them who worked says that it was for longer."""
    for team in reversed(teams):
        session = team.class_session
        who = [member.student_id for member in team.members]
        done = queries.entries_between(who, session.starts_at, session.ends_at)
        if done:
            actions.ask_correction(done[-1], CorrectionWish.LONGER, now=session.ends_at)
            return


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


def show_what_was_done(team: Assignment, folder: Path) -> None:
    """Two gestures that may become the way to do it, then the fault that was told."""
    student, ends_at = team.members[0].student, team.class_session.ends_at
    tablet = people.tablets()[0]
    for n, minutes in enumerate((90, 60, 19), 1):
        at, event_uuid = ends_at - timedelta(minutes=minutes), str(uuid5(PHOTOS, f"{n}"))
        said = {"kind": "photo", "uuid": event_uuid, "operation_id": team.operation_id, "data": {}}
        db.session.add(
            TabletEvent(
                uuid=event_uuid, tablet_id=tablet.id, student_id=student.id, kind=EventKind.PHOTO,
                identity=Identity.CODE, operation_id=team.operation_id, happened_at=at,
                received_at=at, payload=said, answer=EventAnswer.ACCEPTED,
            )
        )  # fmt: skip
        photo = TabletPhoto(uuid=str(uuid5(PHOTOS, f"photo {n}")), event_uuid=event_uuid)
        photo.tablet_id, photo.received_at = tablet.id, at
        upload = Upload(f"photo-{n}.jpg", pictures.part(n))
        photo.stored_file = files.keep(upload, folder=folder)
        db.session.add(photo)


def tell_troubles(team: Assignment) -> None:
    student, at = team.members[0].student, team.class_session.ends_at - timedelta(minutes=20)
    about = {"operation": team.operation, "student": student}
    machine = next(
        one for one in equipment.machines() if one.place_id == team.class_session.place_id
    )
    db.session.add(Breakdown(machine=machine, reported_at=at, **about))
    db.session.add(Incident(kind=IncidentKind.NEAR_MISS, happened_at=at, **about))
    db.session.add(NonConformity(cause=NonConformityCause.DRAWING, said_at=at, **about))
