"""What a part looks like: a photo that an instructor puts on its work order."""

from erp.core import journal
from erp.core.files import PICTURES, StoredFile
from erp.core.words import N_
from erp.people.models import User
from erp.production.models import WorkOrder
from erp.production.refusals import PartPhotoIsNoPicture


def show_part(work_order: WorkOrder, photo: StoredFile | None, *, actor: User) -> None:
    """`photo` None: the cards show none, or that of the request."""
    if photo is not None and photo.media_type not in PICTURES:
        raise PartPhotoIsNoPicture
    work_order.photo = photo
    said = N_("Photo de la pièce") if photo else N_("Photo de la pièce retirée")
    journal.write(work_order, "photo", said, actor=actor)
