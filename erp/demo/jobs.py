"""The parts that customers order from such a school, with their routing and hours at market pace."""

from dataclasses import dataclass
from decimal import Decimal

from erp.sales.states import LineNature, MaterialBy

MACHINING, BOILER, METALWORK = "Usinage", "Chaudronnerie", "Métallerie"
Step = tuple[str, str, str]  # operation type, set-up in hours, hours for one piece


@dataclass(frozen=True)
class Job:
    """`material` and `subcontracting` in euros without VAT for the whole line; sizes in mm."""

    label: str
    quantity: int
    trade: str
    year_of_study: int
    steps: tuple[Step, ...]
    reference: str = ""
    matter: str = "S235"
    material: int = 0
    subcontracting: int = 0
    details: str = ""
    sizes: tuple[float, float, float] = (200, 100, 5)
    is_round: bool = False
    nature: LineNature = LineNature.GOODS
    material_by: MaterialBy = MaterialBy.SCHOOL


SHAFT = Job(
    "Axe de convoyeur Ø30×220 42CrMo4",
    25,
    MACHINING,
    2,
    (
        ("Sciage", "0.8", "0"),
        ("Tournage CN", "1", "0.15"),
        ("Fraisage conventionnel", "0.7", "0.12"),
        ("Ébavurage", "0", "0.03"),
        ("Contrôle", "0", "0.05"),
    ),
    reference="AX-0220",
    matter="42CrMo4",
    material=112,
    sizes=(220, 30, 30),
    is_round=True,
)
FLANGE = Job(
    "Bride alu 5083 120×120×15",
    40,
    MACHINING,
    3,
    (
        ("Sciage", "1.2", "0"),
        ("Programmation FAO", "1", "0"),
        ("Fraisage 3 axes", "0.8", "0.22"),
        ("Perçage et taraudage", "0", "0.05"),
        ("Contrôle", "0", "0.04"),
    ),
    reference="BR-5083",
    matter="EN AW-5083",
    material=236,
    subcontracting=190,
    details="Anodisation incolore sous-traitée, 5 jours",
    sizes=(120, 120, 15),
)
RING = Job(
    "Bague bronze CuSn12, sur modèle",
    6,
    MACHINING,
    3,
    (
        ("Sciage", "0.3", "0"),
        ("Tournage conventionnel", "0.6", "0.5"),
        ("Ébavurage", "0", "0.05"),
        ("Contrôle", "0.2", "0.05"),
    ),
    reference="BG-012",
    matter="CuSn12",
    material=94,
    sizes=(60, 80, 80),
    is_round=True,
)
WORN_SHAFT = Job(
    "Remise en état d'un arbre usé",
    1,
    MACHINING,
    3,
    (
        ("Tournage conventionnel", "2.5", "0"),
        ("Rectification", "1.5", "0"),
        ("Contrôle", "0.5", "0"),
    ),
    reference="ARB-07",
    matter="C45",
    sizes=(540, 60, 60),
    is_round=True,
    nature=LineNature.SERVICE,
    material_by=MaterialBy.CUSTOMER,
    details="Sur la pièce du client",
)
HOPPER = Job(
    "Trémie inox 304L 2 mm",
    2,
    BOILER,
    2,
    (
        ("Traçage et développé", "3", "0"),
        ("Pliage", "0.5", "0.5"),
        ("Roulage", "1", "0.5"),
        ("Pointage et assemblage", "1", "1.5"),
        ("Soudage TIG", "1", "2"),
        ("Décapage", "0.5", "0.5"),
        ("Contrôle", "1", "0"),
    ),
    reference="TR-304",
    matter="inox 304L",
    material=310,
    subcontracting=145,
    details="Découpe laser sous-traitée",
    sizes=(600, 450, 2),
)
GUARD = Job(
    "Carter de protection S235 1,5 mm",
    15,
    BOILER,
    1,
    (
        ("Traçage et développé", "1.5", "0"),
        ("Débit", "0.5", "0.05"),
        ("Pliage", "0.8", "0.08"),
        ("Soudage MAG", "0.5", "0.12"),
        ("Contrôle", "0.3", "0.02"),
    ),
    reference="CP-15",
    material=168,
    sizes=(400, 250, 1.5),
)
FRAME = Job(
    "Châssis mécano-soudé tube 60×60",
    1,
    BOILER,
    2,
    (
        ("Débit", "2", "0"),
        ("Pointage et assemblage", "4", "0"),
        ("Soudage MAG", "5", "0"),
        ("Dressage", "1", "0"),
        ("Contrôle", "0.5", "0"),
    ),
    reference="CH-6060",
    material=245,
    subcontracting=120,
    details="Peinture sous-traitée, RAL 7016",
    sizes=(1800, 900, 60),
)
RAILING = Job(
    "Garde-corps acier, 12 mètres",
    1,
    METALWORK,
    2,
    (
        ("Relevé de cotes", "2", "0"),
        ("Dessin", "3", "0"),
        ("Débit", "4", "0"),
        ("Pointage et assemblage", "8", "0"),
        ("Soudage MAG", "6", "0"),
        ("Pose", "10", "0"),
    ),
    reference="GC-12",
    material=640,
    subcontracting=780,
    details="Galvanisation et thermolaquage sous-traités",
    sizes=(12000, 1020, 40),
)
GATE = Job(
    "Portail 2 vantaux, 3,50 m",
    1,
    METALWORK,
    2,
    (
        ("Relevé de cotes", "1.5", "0"),
        ("Débit", "3", "0"),
        ("Pointage et assemblage", "6", "0"),
        ("Soudage MAG", "5", "0"),
        ("Pose", "6", "0"),
    ),
    reference="PO-35",
    material=520,
    sizes=(3500, 1600, 50),
)
CANOPY = Job(
    "Marquise acier et verre, 1,60 m",
    1,
    METALWORK,
    2,
    (
        ("Dessin", "1.5", "0"),
        ("Débit", "1.5", "0"),
        ("Soudage MAG", "3", "0"),
        ("Pose", "3", "0"),
    ),
    reference="MQ-16",
    material=290,
    sizes=(1600, 800, 40),
)
BRACKET = Job(
    "Support de capteur S235 3 mm",
    60,
    BOILER,
    1,
    (
        ("Débit", "0.5", "0.02"),
        ("Pliage", "0.6", "0.03"),
        ("Contrôle", "0", "0.01"),
    ),
    reference="SC-03",
    material=75,
    sizes=(90, 60, 3),
)
SPACER = Job(
    "Entretoise Ø20×45 S300Pb",
    120,
    MACHINING,
    2,
    (
        ("Sciage", "0.5", "0.01"),
        ("Tournage CN", "0.8", "0.04"),
        ("Contrôle", "0", "0.01"),
    ),
    reference="EN-2045",
    matter="S300Pb",
    material=88,
    sizes=(45, 20, 20),
    is_round=True,
)
BAGS = Job("Tote bags en toile, 300 pièces", 300, MACHINING, 1, (), reference="TB-300")
ALL = (
    *(SHAFT, FLANGE, RING, WORN_SHAFT, HOPPER, GUARD),
    *(FRAME, RAILING, GATE, CANOPY, BRACKET, SPACER),
)


def seconds(hours: str) -> int:
    return int(Decimal(hours) * 3600)
