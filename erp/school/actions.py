"""What people do about the establishment: found it, correct what it says of itself, name places."""

from erp.core import identifiers, journal, records
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.school import queries
from erp.school.models import Place, School
from erp.school.refusals import SchoolIsThere, SiretIsMissing
from erp.school.states import PlaceKind

CHECKED = {
    "siret": identifiers.checked_siret,
    "vat_number": identifiers.checked_vat_number,
    "iban": identifiers.checked_iban,
}


def found_school(**facts: object) -> School:
    """The one row, on an empty installation; `facts` are columns of School."""
    if queries.find_school() is not None:
        raise SchoolIsThere
    school = School(id=1)
    _write(school, facts)
    db.session.add(school)
    journal.write(school, "found", N_("École créée"), actor=None)
    return school


def change_school(school: School, *, actor: Actor, **facts: object) -> None:
    """Papers already issued keep what they said."""
    _write(school, facts)
    journal.write(school, "change", N_("Réglages modifiés"), actor=actor)


def _write(school: School, facts: dict[str, object]) -> None:
    for name, value in facts.items():
        check = CHECKED.get(name)
        setattr(school, name, check(str(value)) if check else value)
    if not school.siret:
        raise SiretIsMissing


def add_place(name: str, kind: PlaceKind) -> Place:
    records.check_free(Place, name=name)
    place = Place(name=name, kind=kind)
    db.session.add(place)
    return place


def change_place(place: Place, *, name: str, kind: PlaceKind) -> None:
    records.check_free(Place, but=place, name=name)
    place.name, place.kind = name, kind
