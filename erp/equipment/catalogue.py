"""Where a new school begins: usual machine types with a rate, and operations, by trade.

Rates are euros without VAT for an hour sold, of the order of what French workshops ask in 2026:
every school changes them in its settings. Student factors begin at the usual ones.
"""

from collections.abc import Collection
from decimal import Decimal

from erp.equipment import actions
from erp.equipment.models import DEFAULT_FACTORS, MachineType

MACHINING, BOILER, METAL, TEXTILE, WOOD = (
    "Usinage",
    "Chaudronnerie",
    "Métallerie",
    "Textile",
    "Bois",
)
HARD_METAL = (MACHINING, BOILER, METAL)
EVERYBODY = (*HARD_METAL, TEXTILE, WOOD)
TYPES: tuple[tuple[str, int, tuple[str, ...]], ...] = (  # name, rate, trades
    ("Machines conventionnelles", 42, (MACHINING,)),
    ("Tour CN", 55, (MACHINING,)),
    ("Centre d'usinage 3 axes", 60, (MACHINING,)),
    ("Rectification", 55, (MACHINING,)),
    ("Sciage", 32, HARD_METAL),
    ("Chaudronnerie", 45, (BOILER,)),
    ("Presse plieuse", 55, (BOILER, METAL)),
    ("Rouleuse", 48, (BOILER,)),
    ("Soudage MIG/MAG", 45, (BOILER, METAL)),
    ("Soudage TIG", 52, (BOILER, METAL)),
    ("Pose sur chantier", 48, (BOILER, METAL, WOOD)),
    ("Métallerie", 45, (BOILER, METAL)),
    ("Contrôle", 50, EVERYBODY),
    ("Programmation FAO", 55, (MACHINING, WOOD)),
    ("Dessin", 50, HARD_METAL),
    ("Couture", 30, (TEXTILE,)),
    ("Coupe et patronage", 34, (TEXTILE,)),
    ("Menuiserie", 42, (WOOD,)),
    ("Bois CN", 55, (WOOD,)),
)
OPERATIONS: tuple[tuple[str, str, str, str], ...] = (  # name, verb, machine type, pictogram
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
    ("Patronage", "Tracer", "Coupe et patronage", "pencil"),
    ("Coupe", "Couper", "Coupe et patronage", "scissors"),
    ("Couture", "Coudre", "Couture", "bag"),
    ("Finition et repassage", "Finir", "Couture", "stars"),
    ("Débit bois", "Débiter", "Menuiserie", "slash-circle"),
    ("Corroyage", "Corroyer", "Menuiserie", "layers"),
    ("Usinage bois CN", "Usiner", "Bois CN", "gear-wide-connected"),
    ("Montage", "Monter", "Menuiserie", "diagram-3"),
    ("Finition bois", "Finir", "Menuiserie", "brush"),
)
SLOW = {"Tournage CN", "Fraisage 3 axes", "Soudage TIG", "Programmation FAO", "Usinage bois CN"}


def factors(name: str) -> dict[int, Decimal]:
    """First years take up to three times the time that is sold."""
    return {**DEFAULT_FACTORS, 1: Decimal(3) if name in SLOW else DEFAULT_FACTORS[1]}


def begin_with(trades: Collection[str]) -> None:
    """The machine types and operations of these trades."""
    types: dict[str, MachineType] = {}
    for name, rate, whose in TYPES:
        if set(whose) & set(trades):
            types[name] = actions.add_machine_type(name, Decimal(rate), actor=None)
    for name, verb, kind, pictogram in OPERATIONS:
        if kind in types:
            actions.add_operation_type(
                name=name,
                verb=verb,
                machine_type=types[kind],
                factors=factors(name),
                pictogram=pictogram,
            )
