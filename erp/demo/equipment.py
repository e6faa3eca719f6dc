"""Machines with what the law says of them, their hourly rates, and the kinds of operation."""

from decimal import Decimal

from erp.core.db import db
from erp.equipment.models import Machine, MachineType, OperationType, RegulatedWork, StudentFactor
from erp.equipment.states import MachineMode
from erp.school.models import Place
from erp.school.states import PlaceKind

MOVING, FUME, RAYS, LIFTING, PRESSURE = (f"D4153-{n}" for n in (28, 17, 22, 27, 33))
USE, SETTING = MachineMode.PRODUCTION, MachineMode.SETTING
MACHINING, BOILER = "Atelier usinage", "Atelier chaudronnerie"
PLACES = {
    MACHINING: PlaceKind.WORKSHOP,
    BOILER: PlaceKind.WORKSHOP,
    "Salle 1": PlaceKind.CLASSROOM,
    "Salle 2": PlaceKind.CLASSROOM,
}
RATES = {  # euros without VAT for an hour sold
    "Machines conventionnelles": 42,
    "Tour CN": 55,
    "Centre d'usinage 3 axes": 60,
    "Rectification": 55,
    "Sciage": 32,
    "Chaudronnerie": 45,
    "Presse plieuse": 55,
    "Rouleuse": 48,
    "Soudage MIG/MAG": 45,
    "Soudage TIG": 52,
    "Pose sur chantier": 48,
    "Métallerie": 45,
    "Contrôle": 50,
    "Programmation FAO": 55,
    "Dessin": 50,
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
    ("Compresseur", 1, "Machines conventionnelles", MACHINING, (USE,), (PRESSURE,)),
    ("Cisaille guillotine", 1, "Chaudronnerie", BOILER, BOTH, (MOVING,)),
    ("Presse plieuse CN", 1, "Presse plieuse", BOILER, BOTH, (MOVING,)),
    ("Rouleuse", 1, "Rouleuse", BOILER, BOTH, (MOVING,)),
    ("Poinçonneuse", 1, "Chaudronnerie", BOILER, BOTH, (MOVING,)),
    ("Poste MIG/MAG", 4, "Soudage MIG/MAG", BOILER, (USE,), (FUME, RAYS)),
    ("Poste TIG", 3, "Soudage TIG", BOILER, (USE,), (FUME, RAYS)),
    ("Plasma", 1, "Chaudronnerie", BOILER, (USE,), (RAYS,)),
    ("Meuleuse portative", 1, "Métallerie", BOILER, (USE,), (MOVING,)),
    ("Pont roulant 2 t", 1, "Chaudronnerie", BOILER, (USE,), (LIFTING,)),
    ("Chariot élévateur", 1, "Métallerie", BOILER, (USE,), (LIFTING,)),
)
OPERATIONS = (  # name, verb, machine type, pictogram
    ("Sciage", "Scier", "Sciage", "slash-circle"),
    ("Tournage CN", "Tourner", "Tour CN", "arrow-repeat"),
    ("Tournage conventionnel", "Tourner", "Machines conventionnelles", "arrow-repeat"),
    ("Fraisage conventionnel", "Fraiser", "Machines conventionnelles", "gear"),
    ("Fraisage 3 axes", "Fraiser", "Centre d'usinage 3 axes", "gear-wide-connected"),
    ("Perçage et taraudage", "Tarauder", "Machines conventionnelles", "nut"),
    ("Ébavurage", "Ébavurer", "Machines conventionnelles", "stars"),
    ("Rectification", "Rectifier", "Rectification", "layers"),
    ("Programmation FAO", "Programmer", "Programmation FAO", "code-slash"),
    ("Contrôle", "Contrôler", "Contrôle", "rulers"),
    ("Traçage et développé", "Tracer", "Chaudronnerie", "pencil"),
    ("Débit", "Débiter", "Métallerie", "scissors"),
    ("Pliage", "Plier", "Presse plieuse", "bezier2"),
    ("Roulage", "Rouler", "Rouleuse", "record-circle"),
    ("Pointage et assemblage", "Assembler", "Chaudronnerie", "diagram-3"),
    ("Soudage TIG", "Souder", "Soudage TIG", "lightning-charge"),
    ("Soudage MAG", "Souder", "Soudage MIG/MAG", "fire"),
    ("Dressage", "Redresser", "Chaudronnerie", "hammer"),
    ("Décapage", "Décaper", "Chaudronnerie", "droplet"),
    ("Relevé de cotes", "Relever", "Pose sur chantier", "bounding-box"),
    ("Dessin", "Dessiner", "Dessin", "pencil-square"),
    ("Pose", "Poser", "Pose sur chantier", "truck"),
)
SLOW = {"Tournage CN", "Fraisage 3 axes", "Soudage TIG", "Programmation FAO"}


def make_places() -> dict[str, Place]:
    places = {name: Place(name=name, kind=kind) for name, kind in PLACES.items()}
    db.session.add_all(places.values())
    return places


def make_machines(places: dict[str, Place]) -> None:
    types = {name: MachineType(name=name, hourly_rate=Decimal(r)) for name, r in RATES.items()}
    db.session.add_all(types.values())
    for name, how_many, kind, place, modes, articles in MACHINES:
        for n in range(1, how_many + 1):
            works = [RegulatedWork(mode=m, article=a) for m in modes for a in articles]
            db.session.add(
                Machine(
                    name=f"{name} {n}" if how_many > 1 else name,
                    machine_type=types[kind],
                    place=places[place],
                    regulated_works=works,
                )
            )
    for name, verb, kind, pictogram in OPERATIONS:
        operation = OperationType(
            name=name, verb=verb, machine_type=types[kind], pictogram=pictogram
        )
        operation.factors = list(factors(name))
        db.session.add(operation)


def factors(name: str) -> tuple[StudentFactor, ...]:
    """First years take up to three times the time that is sold."""
    first = Decimal("3") if name in SLOW else Decimal("2.5")
    by_year = {1: first, 2: Decimal("1.8"), 3: Decimal("1.4")}
    return tuple(StudentFactor(year_of_study=y, factor=f) for y, f in by_year.items())
