"""Where a new school begins: diplomas that écoles de production prepare, with their competences.

Wordings are reconstructions, stored as « à vérifier »: nothing here is printed as official. The
school loads the annex of the arrêté by CSV when it wants the official words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from erp.core.db import db
from erp.curriculum.models import (
    TWO_THIRDS,
    Competence,
    Diploma,
    ExamUnit,
    Framework,
    Trade,
    first_version,
)

Unit = tuple[str, str, Decimal | None, tuple[int, ...]]  # code, words, coefficient, competences


@dataclass(frozen=True)
class Known:
    """A diploma of the catalogue; `labels` are its competences in order."""

    trade: str
    name: str
    short_name: str
    years: int
    labels: tuple[str, ...]
    practice_percent: Decimal = TWO_THIRDS
    units: tuple[Unit, ...] = ()


RICS = Known(
    trade="Chaudronnerie",
    name="CAP Réalisations industrielles en chaudronnerie ou soudage",
    short_name="CAP RICS",
    years=2,
    labels=(
        "Identifier, décoder et interpréter les données de définition d'un ouvrage",
        "Préparer la fabrication de tout ou partie d'un ouvrage",
        "Configurer et régler les postes de travail",
        "Réaliser un élément : débit, conformation, pliage, roulage",
        "Assembler : pointage, soudage, montage",
        "Contrôler la réalisation",
        "Réhabiliter, intervenir sur chantier",
    ),
    units=(
        ("EP1", "Analyse et exploitation des données préparatoires", Decimal(4), (1, 2)),
        ("EP2", "Configuration, fabrication, contrôle", None, (3, 4, 5, 6, 7)),
    ),
)
TRPM = Known(
    trade="Usinage",
    name="Bac pro Technicien en réalisation de produits mécaniques",
    short_name="Bac pro TRPM",
    years=3,
    labels=(
        "Rechercher une information dans une documentation technique",
        "Formuler et transmettre des informations",
        "S'impliquer dans un environnement professionnel",
        "Interpréter les données de définition d'un ensemble mécanique",
        "Élaborer un processus de réalisation",
        "Préparer les outils, les outillages et les programmes",
        "Configurer et régler un poste",
        "Lancer et réaliser une production qualifiée",
        "Contrôler, mesurer, ajuster",
        "Suivre la production",
        "Assurer la maintenance de premier niveau",
        "Appliquer les règles de santé, de sécurité et d'environnement",
    ),
    practice_percent=Decimal("65"),
)
CIP = Known(
    trade="Usinage",
    name="CAP Conducteur d'installations de production",
    short_name="CAP CIP",
    years=2,
    labels=(
        "Prendre son poste et les consignes",
        "Préparer la production à son poste",
        "Régler et lancer l'installation",
        "Conduire en mode normal et contrôler",
        "Appliquer les règles de qualité, de sécurité et d'environnement",
        "Réagir à un aléa",
        "Assurer la maintenance de premier niveau",
        "Changer de série",
        "Rendre compte et communiquer",
    ),
    units=(
        ("EP1", "Conduite en mode normal", Decimal(8), (1, 2, 3, 4, 5)),
        ("EP2", "Intervention durant la production", Decimal(4), (6, 7, 8, 9)),
    ),
)
METALLIER = Known(
    trade="Métallerie",
    name="CAP Métallier",
    short_name="CAP Métallier",
    years=2,
    labels=(
        "Décoder un dossier et relever des cotes",
        "Choisir des solutions et préparer le débit",
        "Organiser et sécuriser son poste",
        "Tracer, débiter, usiner et conformer",
        "Souder et assembler",
        "Finir et contrôler",
        "Préparer et réaliser une pose",
    ),
)
FLOU = Known(
    trade="Textile",
    name="CAP Métiers de la mode, vêtement flou",
    short_name="CAP Mode flou",
    years=2,
    labels=(
        "S'informer : lire, décoder, sélectionner",
        "Organiser : préparer la coupe, régler, entretenir, organiser son poste",
        "Réaliser : couper, assembler, finir, repasser",
        "Contrôler",
        "Communiquer",
    ),
    units=(
        ("EP1", "Analyse et exploitation de données", None, (1, 2)),
        ("EP2", "Mise en œuvre de la fabrication", Decimal(10), (3, 4, 5)),
    ),
)
MENUISIER = Known(
    trade="Bois",
    name="CAP Menuisier fabricant",
    short_name="CAP Menuisier",
    years=2,
    labels=(
        "Identifier, décoder et interpréter les données de définition d'un ouvrage",
        "Analyser les contraintes de réalisation",
        "Proposer et justifier des solutions techniques",
        "Traduire graphiquement une solution technique",
        "Établir et optimiser les quantitatifs",
        "Organiser et sécuriser son poste",
        "Installer et régler les outillages",
        "Conduire les opérations d'usinage",
        "Monter, plaquer et finir",
        "Contrôler la réalisation",
    ),
)
DIPLOMAS = {one.short_name: one for one in (RICS, METALLIER, TRPM, CIP, FLOU, MENUISIER)}


def begin_with(short_names: Collection[str]) -> dict[str, Diploma]:
    """Make these diplomas and their trades; by short name."""
    trades: dict[str, Trade] = {}
    made = {}
    for known in DIPLOMAS.values():
        if known.short_name in short_names:
            trade = trades.setdefault(known.trade, Trade(name=known.trade))
            made[known.short_name] = _diploma(known, trade)
    db.session.add_all(made.values())
    db.session.flush()
    return made


def _diploma(known: Known, trade: Trade) -> Diploma:
    return Diploma(
        trade=trade,
        name=known.name,
        short_name=known.short_name,
        years=known.years,
        practice_percent=known.practice_percent,
        frameworks=[_framework(known)],
    )


def _framework(known: Known) -> Framework:
    width = len(str(len(known.labels)))
    framework = first_version("À vérifier avec l'annexe de l'arrêté")
    framework.competences = [
        Competence(code=f"C{n:0{width}}", label=label) for n, label in enumerate(known.labels, 1)
    ]
    framework.exam_units = [
        ExamUnit(
            code=code,
            label=label,
            coefficient=coefficient,
            competences=[framework.competences[n - 1] for n in assessed],
        )
        for code, label, coefficient, assessed in known.units
    ]
    return framework
