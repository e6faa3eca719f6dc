"""What students photographed becomes the way to do it, on this order and on the next."""

from uuid import uuid4

import pytest

from erp.core import clock, journal
from erp.core.db import db
from erp.core.files import Upload
from erp.people.states import Role
from erp.production import actions, queries
from erp.production.models import Step, TabletEvent, TabletPhoto
from erp.production.refusals import NoPhotoHasWords
from erp.production.states import StepKind
from erp.web.shared.papers import files_folder
from tests.builders import a_user
from tests.builders_sales import an_order
from tests.builders_work import Bench
from tests.training.test_evidence import a_png
from tests.workshop.test_inbox import undo
from tests.workshop.test_tablet import an_event


@pytest.fixture
def bench():
    return Bench()


def a_photo(bench, folder, *, student=None, undone=False, **changes) -> TabletPhoto:
    event = an_event(bench, "photo", student_ids=[bench.ines.id], **changes)
    said = [event, undo(bench, event)] if undone else [event]
    actions.receive(said, tablet=bench.tablet, student=student or bench.ines, now=clock.now())
    uuid = str(uuid4())
    told = actions.receive_photo(
        uuid, event_uuid=event["uuid"], upload=Upload("photo", a_png()), tablet=bench.tablet,
        folder=folder, now=clock.now(),
    )  # fmt: skip
    assert told.answer == "accepted"
    db.session.commit()
    return queries.photo_by_uuid(uuid)


def test_a_sequence_of_photos_becomes_steps_in_its_order(bench, browse):
    folder = files_folder()
    first, second, blurred = (a_photo(bench, folder) for _ in range(3))
    instructor = browse(bench.instructor)
    url = f"/bureau/operations/{bench.operation.id}/etapes"
    assert "Photos prises par les élèves" in instructor.get(url).text
    assert instructor.get(f"/bureau/photos-tablette/{first.id}").data == a_png()

    words = {f"photo-{first.id}": "Serre la pièce.", f"photo-{second.id}": "Approche l'outil."}
    page = instructor.send(f"{url}/photos", words, page=url).text

    assert "2 étapes illustrées." in page
    steps = queries.steps_of(bench.operation.id)
    assert [(one.position, one.text, one.photo) for one in steps] == [
        (1, "Serre la pièce.", first),
        (2, "Approche l'outil.", second),
    ]
    assert [one.kind for one in steps] == [StepKind.CHECK] * 2
    assert list(queries.unused_photos_of(bench.operation.id)) == [blurred]
    assert journal.entries_of(bench.operation)[0].actor_name == bench.instructor.name
    tablet = bench.enter(browse)
    card = f"/atelier/taches/{bench.assignment.id}"
    assert "Serre la pièce." in tablet.get(f"{card}/etapes").text
    assert tablet.get(f"{card}/etape.jpg").data == a_png()


def test_a_photo_taken_back_becomes_no_instruction(bench, browse):
    gone, kept = (a_photo(bench, files_folder(), undone=taken_back) for taken_back in (True, False))
    instructor, url = browse(bench.instructor), f"/bureau/operations/{bench.operation.id}/etapes"
    page = instructor.get(url).text
    assert f"photo-{kept.id}" in page and f"photo-{gone.id}" not in page

    instructor.send(f"{url}/photos", {f"photo-{gone.id}": "Serre la pièce."}, page=url)

    assert queries.steps_of(bench.operation.id) == []
    assert list(queries.unused_photos_of(bench.operation.id)) == [kept]


def test_nor_does_the_photo_of_a_tap_that_an_instructor_denied(bench):
    photo = a_photo(bench, files_folder(), student=bench.malik, student_id=bench.ines.id)
    (event,) = queries.events_without_code()
    assert list(queries.unused_photos_of(bench.operation.id)) == [photo]

    actions.deny_events([event], actor=bench.instructor, now=clock.now())

    assert list(queries.unused_photos_of(bench.operation.id)) == []


def test_nor_one_whose_undo_an_instructor_has_taken(bench):
    """The undo came without a code: an instructor says whose it was."""
    photo = a_photo(bench, files_folder())
    taken = db.session.query(TabletEvent).filter_by(uuid=photo.event_uuid).one()
    late = undo(bench, {"uuid": taken.uuid})
    actions.receive([late], tablet=bench.tablet, student=None, now=clock.now())
    (event,) = queries.events_to_review()
    assert list(queries.unused_photos_of(bench.operation.id)) == [photo]

    actions.apply_event(event, bench.ines, actor=bench.instructor, now=clock.now())

    assert list(queries.unused_photos_of(bench.operation.id)) == []


def test_the_next_order_takes_the_steps_over(bench, browse):
    step = {"text": "Mesure.", "kind": StepKind.MEASURE, "low": 1, "high": 2}
    actions.add_step(bench.operation, **step)
    next_one = queries.work_orders_of_order(an_order().id)[0].operations[0]
    next_one.operation_type_id = bench.operation.operation_type_id
    db.session.commit()
    url = f"/bureau/operations/{next_one.id}/etapes"
    instructor = browse(bench.instructor)
    assert f"{bench.work.number} a déjà ses étapes" in instructor.get(url).text

    page = instructor.send(f"{url}/reprendre", page=url).text

    assert "Les étapes sont reprises" in page and "a déjà ses étapes" not in page
    (taken,) = queries.steps_of(next_one.id)
    assert (taken.text, taken.low, taken.high, taken.results) == ("Mesure.", 1, 2, [])
    assert db.session.query(Step).count() == 2


def test_without_words_nothing_becomes_a_step(bench, browse):
    with pytest.raises(NoPhotoHasWords, match="Écrivez"):
        actions.approve_photos(bench.operation, [], actor=bench.instructor)
    photo = a_photo(bench, files_folder())
    assert (
        browse(a_user(Role.TEACHER)).get(f"/bureau/photos-tablette/{photo.id}").status_code == 403
    )
    url = f"/bureau/operations/{bench.operation.id}/etapes/reprendre"
    assert browse(bench.instructor).send(url, page="/bureau/").status_code == 404


def test_the_steps_and_the_levels_are_found_without_knowing_their_address(bench, browse):
    """From the work order and from the student, by whoever may open them."""
    maitre = browse(bench.instructor)
    steps = f"/bureau/operations/{bench.operation.id}/etapes"
    assert steps in maitre.get(f"/bureau/fabrication/{bench.work.id}").text
    levels = f"/bureau/eleves/{bench.ines.id}/autonomie"
    assert levels in maitre.get(f"/bureau/eleves/{bench.ines.id}").text
    secretary = browse(a_user(Role.SECRETARY))
    assert steps not in secretary.get(f"/bureau/fabrication/{bench.work.id}").text
    assert levels not in secretary.get(f"/bureau/eleves/{bench.ines.id}").text
