"""Pictures taken on a tablet: each kept once, under its own uuid, beside the event it belongs to."""

from datetime import datetime
from pathlib import Path

from erp.core import files
from erp.core.db import db
from erp.core.files import Upload
from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.people.models import Tablet
from erp.people.queries import Device
from erp.production import queries
from erp.production.actions.events import Told
from erp.production.actions.reading import NotUnderstood, check_uuid
from erp.production.models import TabletPhoto
from erp.production.states import EventAnswer

PICTURES = ("image/jpeg", "image/png")


def receive_photo(
    uuid: str,
    *,
    event_uuid: str,
    upload: Upload,
    tablet: Tablet | Device,
    folder: Path,
    now: datetime,
) -> Told:
    """What is no picture is refused with its reason: the event it belongs to stays."""
    if queries.photo_by_uuid(uuid) is not None:
        return Told(uuid, EventAnswer.ALREADY_RECEIVED)
    try:
        _check(uuid, event_uuid, upload)
    except Refusal as why:
        return Told(uuid, EventAnswer.TO_REVIEW, str(why))
    photo = TabletPhoto(uuid=uuid, event_uuid=event_uuid, tablet_id=tablet.id, received_at=now)
    photo.stored_file = files.keep(upload, folder=folder)
    db.session.add(photo)
    return Told(uuid, EventAnswer.ACCEPTED)


def _check(uuid: str, event_uuid: str, upload: Upload) -> None:
    check_uuid(uuid)
    check_uuid(event_uuid)
    if files.media_type_of(upload) not in PICTURES:
        raise NotUnderstood(why=N_("Ce n'est pas une photo."))
