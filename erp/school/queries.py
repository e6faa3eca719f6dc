"""What the others ask about the establishment."""

from collections.abc import Sequence

from sqlalchemy import select

from erp.core.db import db
from erp.school.models import Place, School
from erp.school.refusals import SchoolIsNotSetUp
from erp.school.states import PlaceKind


def find_school() -> School | None:
    """None on a fresh installation: the first start has not been done.

    Held by the session: what nobody holds is forgotten and read again, a dozen times a page.
    """
    known = db.session.info["school"] = db.session.get(School, 1)
    return known


def the_school() -> School:
    school = find_school()
    if school is None:
        raise SchoolIsNotSetUp
    return school


def places(kind: PlaceKind | None = None) -> Sequence[Place]:
    chosen = select(Place).order_by(Place.kind.desc(), Place.name)
    return db.session.scalars(chosen.filter_by(kind=kind) if kind else chosen).all()


def place(place_id: int) -> Place | None:
    return db.session.get(Place, place_id)
