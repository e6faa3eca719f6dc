"""Pictures taken on a tablet: each kept once, under its own uuid, beside the event it belongs to."""

from datetime import datetime
from pathlib import Path

from erp.core import files
from erp.core.db import db
from erp.core.files import PICTURES, Upload
from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.people.models import Tablet
from erp.people.queries import Device
from erp.production import queries
from erp.production.actions.events import Told
from erp.production.actions.reading import NotUnderstood, check_uuid
from erp.production.models import TabletEvent, TabletPhoto
from erp.production.states import EventAnswer


def receive_photo(
    uuid: str,
    *,
    event_uuid: str,
    upload: Upload,
    tablet: Tablet | Device,
    folder: Path,
    now: datetime,
) -> Told:
    """What is no picture is kept as word that one is missing: the event it belongs to stays."""
    if queries.photo_by_uuid(uuid) is not None or queries.is_received(uuid):
        return Told(uuid, EventAnswer.ALREADY_RECEIVED)
    try:
        check_uuid(uuid)
        check_uuid(event_uuid)
    except NotUnderstood as why:
        return Told(uuid, EventAnswer.TO_REVIEW, str(why))
    try:
        _check(upload)
    except Refusal as why:
        _say_missing(uuid, event_uuid, upload, tablet, now, str(why))
        return Told(uuid, EventAnswer.TO_REVIEW, str(why))
    photo = TabletPhoto(uuid=uuid, event_uuid=event_uuid, tablet_id=tablet.id, received_at=now)
    photo.stored_file = files.keep(upload, folder=folder)
    db.session.add(photo)
    return Told(uuid, EventAnswer.ACCEPTED)


def _check(upload: Upload) -> None:
    """Without a content it was refused twice on its way: only its name has come."""
    if not upload.content:
        raise NotUnderstood(why=N_("Une photo n'est pas arrivée : elle est à refaire."))
    if files.media_type_of(upload) not in PICTURES:
        raise NotUnderstood(why=N_("Ce n'est pas une photo."))


def _say_missing(
    uuid: str, event_uuid: str, upload: Upload, tablet: Tablet | Device, now: datetime, why: str
) -> None:
    """For the instructor's list, beside the student and the operation it was taken of."""
    taken = queries.event_by_uuid(event_uuid)
    said = TabletEvent(uuid=uuid, tablet_id=tablet.id, received_at=now, reason=why)
    said.answer = EventAnswer.TO_REVIEW
    said.payload = {"photo": uuid, "event": event_uuid, "bytes": len(upload.content)}
    if taken is not None:
        said.student_id, said.operation_id = taken.student_id, taken.operation_id
        said.happened_at = taken.happened_at
    db.session.add(said)
