"""Machines with what the law says of them; rates and operations are those of the catalogue."""

from datetime import date, datetime, time, timedelta

from erp.core import clock
from erp.core.db import db
from erp.equipment.catalogue import HARD_METAL, begin_with
from erp.equipment.models import (
    Machine,
    MachineType,
    MachineUse,
    MaintenanceWindow,
    RegulatedWork,
)
from erp.equipment.queries import machine_types
from erp.equipment.states import AuthorisationKind, MachineMode, Ppe
from erp.school.models import Place
from erp.school.states import PlaceKind

MOVING, FUME, RAYS, LIFTING, PRESSURE = (f"D4153-{n}" for n in (28, 17, 22, 27, 33))
USE, SETTING = MachineMode.PRODUCTION, MachineMode.SETTING
MACHINING, BOILER = "Atelier usinage", "Atelier chaudronnerie"
SERVING = "Levage et air comprimé"  # they serve the others: no operation is planned on them
PLACES = {
    MACHINING: PlaceKind.WORKSHOP,
    BOILER: PlaceKind.WORKSHOP,
    "Salle 1": PlaceKind.CLASSROOM,
    "Salle 2": PlaceKind.CLASSROOM,
}
BOTH = (USE, SETTING)
Row = tuple[str, int, str, str, tuple[MachineMode, ...], tuple[str, ...]]
MACHINES: tuple[Row, ...] = (  # name, how many, type, place, modes, articles
    ("Tour conventionnel", 3, "Machines conventionnelles", MACHINING, BOTH, (MOVING,)),
    ("Fraiseuse conventionnelle", 2, "Machines conventionnelles", MACHINING, BOTH, (MOVING,)),
    ("Perceuse à colonne", 1, "Machines conventionnelles", MACHINING, BOTH, (MOVING,)),
    ("Touret à meuler", 1, "Machines conventionnelles", MACHINING, BOTH, (MOVING,)),
    ("Tronçonneuse à ruban", 1, "Sciage", MACHINING, BOTH, (MOVING,)),
    ("Rectifieuse plane", 1, "Rectification", MACHINING, BOTH, (MOVING,)),
    ("Tour CN", 1, "Tour CN", MACHINING, (SETTING,), (MOVING,)),
    ("Centre d'usinage 3 axes", 1, "Centre d'usinage 3 axes", MACHINING, (SETTING,), (MOVING,)),
    ("Marbre et colonne de mesure", 1, "Contrôle", MACHINING, (), ()),
    ("Poste FAO", 2, "Programmation FAO", MACHINING, (), ()),
    ("Compresseur", 1, SERVING, MACHINING, (USE,), (PRESSURE,)),
    ("Cisaille guillotine", 1, "Chaudronnerie", BOILER, BOTH, (MOVING,)),
    ("Presse plieuse CN", 1, "Presse plieuse", BOILER, BOTH, (MOVING,)),
    ("Rouleuse", 1, "Rouleuse", BOILER, BOTH, (MOVING,)),
    ("Poinçonneuse", 1, "Chaudronnerie", BOILER, BOTH, (MOVING,)),
    ("Poste MIG/MAG", 4, "Soudage MIG/MAG", BOILER, (USE,), (FUME, RAYS)),
    ("Poste TIG", 3, "Soudage TIG", BOILER, (USE,), (FUME, RAYS)),
    ("Plasma", 1, "Chaudronnerie", BOILER, (USE,), (RAYS,)),
    ("Meuleuse portative", 1, "Métallerie", BOILER, (USE,), (MOVING,)),
    ("Pont roulant 2 t", 1, SERVING, BOILER, (USE,), (LIFTING,)),
    ("Chariot élévateur", 1, SERVING, BOILER, (USE,), (LIFTING,)),
)


def make_places() -> dict[str, Place]:
    places = {name: Place(name=name, kind=kind) for name, kind in PLACES.items()}
    db.session.add_all(places.values())
    return places


LEADS = {
    "Pont roulant 2 t": AuthorisationKind.CRANE,
    "Chariot élévateur": AuthorisationKind.FORKLIFT,
}
BASIC = [Ppe.SHOES, Ppe.CLOTHES, Ppe.GLASSES]
LIFTED = ("Pont roulant 2 t", "Chariot élévateur", "Compresseur", "Presse plieuse CN")
IN_UPKEEP = "Rectifieuse plane"


def make_machines(places: dict[str, Place], today: date) -> None:
    """What lifts, presses or holds pressure is inspected; one check falls due in a month."""
    begin_with(HARD_METAL)
    db.session.add(MachineType(name=SERVING, hourly_rate=30))
    types = {kind.name: kind for kind in machine_types()}
    for row in MACHINES:
        for n in range(1, row[1] + 1):
            machine = a_machine(row, n, types[row[2]], places[row[3]])
            if row[0] in LIFTED:
                days = 24 if row[0] == "Compresseur" else 200
                machine.inspection_due_on = today + timedelta(days)
            db.session.add(machine)
            if row[0] == IN_UPKEEP:
                starts_at = clock.at(today + timedelta(6), time(8))
                machine.windows = [an_upkeep(starts_at, starts_at + timedelta(hours=9))]


def an_upkeep(starts_at: datetime, ends_at: datetime) -> MaintenanceWindow:
    return MaintenanceWindow(starts_at=starts_at, ends_at=ends_at, reason="Vidange et réglage")


def a_machine(row: Row, n: int, kind: MachineType, place: Place) -> Machine:
    name, how_many, _type, _place, modes, articles = row
    lead = LEADS.get(name)
    uses = [MachineUse(mode=m, min_age=15, authorisation=lead) for m in MachineMode]
    return Machine(
        name=f"{name} {n}" if how_many > 1 else name,
        machine_type=kind,
        place=place,
        regulated_works=[RegulatedWork(mode=m, article=a) for m in modes for a in articles],
        uses=uses,
        ppe=[one.value for one in (*BASIC, *([Ppe.MASK] if FUME in articles else []))],
    )
