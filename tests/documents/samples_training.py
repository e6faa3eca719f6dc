"""Sample papers of training: a short booklet, and one of sixty competences over three years."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image

from erp.documents import achievements, booklet
from tests.documents.parts import TODAY, a_school

LEVELS = ("Non acquis", "En cours d'acquisition", "Acquis", "Maîtrisé")
LONG = "Maximilienne-Apolline de la Rochefoucauld-Villedieu de Montgolfier-Ostenrath"


def a_photo() -> bytes:
    kept = BytesIO()
    Image.linear_gradient("L").resize((240, 180)).save(kept, "PNG")
    return kept.getvalue()


def an_evidence(n: int, photo: bytes | None = None) -> booklet.Evidence:
    rank = 1 + min(3, n // 2)
    return booklet.Evidence(
        seen_on=date(2024, 9, 16) + timedelta(days=37 * n),
        operation="Tournage CN",
        job="Axe de convoyeur Ø30×220 42CrMo4",
        rank=rank,
        level=LEVELS[rank - 1],
        autonomy=("Guidé", "Accompagné", "Autonome")[n % 3],
        feeling=("", "Difficile", "Facile")[n % 3],
        by="Denis Maréchaux",
        note="" if n % 4 else "Reprise après un diamètre hors tolérance, puis juste.",
        photo=photo,
    )


def a_booklet(count: int = 1, **changes: object) -> booklet.Booklet:
    """`count` competences; every third one was never seen."""
    photo = a_photo()
    shown = tuple(
        booklet.Shown(
            code=f"C{n + 1}.{n % 4 + 1}",
            label="Identifier, décoder et interpréter les données de définition d'un ouvrage",
            mastery="Acquis" if n % 3 == 0 else "En cours",
            is_acquired=n % 3 == 0,
            evidence=tuple(
                an_evidence(place, photo if place % 2 else None)
                for place in range(0 if n % 3 == 2 else 3 + n % 9)
            ),
        )
        for n in range(count)
    )
    paper = booklet.Booklet(
        kind="Livret de suivi",
        school=a_school(),
        student="Inès Marchand",
        born_on=date(2010, 3, 14),
        cohort="CAP RICS 1re année",
        diploma="CAP Réalisations industrielles en chaudronnerie ou soudage",
        framework="version 2, arrêté du 3 janvier 2017",
        period_from=date(2024, 9, 2),
        period_to=TODAY,
        issued_on=TODAY,
        practice_minutes=81_240,
        theory_minutes=39_480,
        target_percent=Decimal("66.67"),
        kinds=(
            ("Atelier, sur commande", 62_100),
            ("Atelier, hors commande", 19_140),
            ("Cours", 39_480),
            ("Stage", 4_200),
        ),  # fmt: skip
        levels=LEVELS,
        competences=shown,
        words=((TODAY, "Denis Maréchaux", "Progrès réguliers. " * (1 + count // 4)),),
        verify_url="http://school.test/verifier/" + "x" * 43,
    )
    return replace(paper, **changes)


def some_achievements(count: int = 1, **changes: object) -> achievements.Achievements:
    paper = achievements.Achievements(
        school=a_school(),
        student="Inès Marchand",
        cohort="CAP RICS 1re année",
        diploma="CAP Réalisations industrielles en chaudronnerie ou soudage",
        issued_on=TODAY,
        parts=tuple(
            achievements.Achievement(
                made_on=TODAY - timedelta(days=9 * n),
                part="Trémie inox 304L",
                quantity="2 pièces",
                operations=("Débit", "Pliage", "Soudage TIG"),
                customer="" if n % 2 else "Mécanique du Vallon",
                photo=a_photo() if n % 3 else None,
            )
            for n in range(count)
        ),
        acquired=("C1 Lire un plan", "C5 Assembler")[: 1 + count % 2],
        verify_url="http://school.test/verifier/" + "y" * 43,
    )
    return replace(paper, **changes)
