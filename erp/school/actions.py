"""What people do about the establishment: found it, correct what it says of itself, name places."""

from erp.core import identifiers, journal, ledger, records
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.school import queries
from erp.school.models import Place, School
from erp.school.refusals import SchoolIsThere, SiretIsMissing
from erp.school.states import PlaceKind

ON_INVOICES = {  # what an inspector asks about when it changes
    "name": N_("nom"),
    "siret": N_("SIRET"),
    "vat_number": N_("numéro de TVA"),
    "default_vat_rate": N_("taux de TVA habituel"),
    "vat_on_debits": N_("TVA sur les débits"),
    "iban": N_("IBAN"),
    "payment_days": N_("délai de paiement"),
    "note_pmt": N_("mention PMT"),
    "note_pmd": N_("mention PMD"),
    "note_aab": N_("mention AAB"),
}
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
    before = {name: getattr(school, name) for name in ON_INVOICES}
    _write(school, facts)
    for name, word in ON_INVOICES.items():
        ledger.note_change(word, said(before[name]), said(getattr(school, name)), actor=actor)
    journal.write(school, "change", N_("Réglages modifiés"), actor=actor)


def said(value: object) -> object:
    return {True: N_("oui"), False: N_("non")}[value] if isinstance(value, bool) else value


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
