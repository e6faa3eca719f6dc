"""Students' photos and the steps of other orders, made instructions by an instructor."""

from flask import Response, abort, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.production import actions, queries
from erp.production.models import TabletPhoto
from erp.web.office.cards import STEPS, find_operation
from erp.web.office.face import office
from erp.web.shared.papers import files_folder

MOST_WORDS = 80  # characters, as for a step that is written


@office.get("/photos-tablette/<int:tablet_photo_id>", access=May.REVIEW_WORK)
def show_tablet_photo(tablet_photo_id: int) -> Response:
    photo = queries.tablet_photo(tablet_photo_id) or abort(404)
    return send_file(files_folder() / photo.stored_file.path, photo.stored_file.media_type)


@office.post(f"{STEPS}/photos", access=May.REVIEW_WORK)
def approve_photos(operation_id: int) -> Answer:
    operation = find_operation(operation_id)
    made = actions.approve_photos(operation, told(operation_id), actor=current_user)
    words = ngettext("%(num)s étape illustrée.", "%(num)s étapes illustrées.", len(made))
    flash(words, "success")
    return redirect(url_for(".list_steps", operation_id=operation_id), 303)


def told(operation_id: int) -> list[tuple[TabletPhoto, str]]:
    """The pictures under which something was written."""
    words = {
        photo: request.form.get(f"photo-{photo.id}", "").strip()[:MOST_WORDS]
        for photo in queries.unused_photos_of(operation_id)
    }
    return [(photo, text) for photo, text in words.items() if text]


@office.post(f"{STEPS}/reprendre", access=May.REVIEW_WORK)
def copy_steps(operation_id: int) -> Answer:
    operation = find_operation(operation_id)
    source = queries.with_steps_like(operation) or abort(404)
    actions.copy_steps(source, operation, actor=current_user)
    flash(_("Les étapes sont reprises."), "success")
    return redirect(url_for(".list_steps", operation_id=operation_id), 303)
