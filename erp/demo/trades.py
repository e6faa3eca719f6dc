"""Two trades, their diplomas and competences; official wording is still to be checked."""

from decimal import Decimal

from erp.core.db import db
from erp.curriculum.models import Competence, Diploma, Trade

RICS = (
    "CAP Réalisations industrielles en chaudronnerie ou soudage",
    "CAP RICS",
    2,
    Decimal("66.67"),
    (
        "Identifier, décoder et interpréter les données de définition d'un ouvrage",
        "Préparer la fabrication de tout ou partie d'un ouvrage",
        "Configurer et régler les postes de travail",
        "Réaliser un élément : débit, conformation, pliage, roulage",
        "Assembler : pointage, soudage, montage",
        "Contrôler la réalisation",
        "Réhabiliter, intervenir sur chantier",
    ),
)
TRPM = (
    "Bac pro Technicien en réalisation de produits mécaniques",
    "Bac pro TRPM",
    3,
    Decimal("65"),
    (
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
)


def make_diplomas() -> dict[str, Diploma]:
    """By short name."""
    made = {}
    for trade, facts in (("Chaudronnerie", RICS), ("Usinage", TRPM)):
        name, short_name, years, practice, labels = facts
        made[short_name] = Diploma(
            trade=Trade(name=trade),
            name=name,
            short_name=short_name,
            years=years,
            practice_percent=practice,
            competences=[
                Competence(code=f"C{n:0{len(str(len(labels)))}}", label=label)
                for n, label in enumerate(labels, 1)
            ],
        )
    db.session.add_all([*made.values(), Trade(name="Métallerie")])
    return made
