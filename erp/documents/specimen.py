"""One page that stands for the many papers of a large demo, which nobody drew."""

from datetime import date

from erp.documents.layout import Sheet, pages
from erp.documents.parties import SchoolBlock
from erp.documents.styles import text

WORDS = (
    "Cette commande vient de la grande école d'essai, remplie d'un coup pour mesurer la vitesse. "
    "Ses documents ne sont pas dessinés un à un : cette page les remplace tous."
)


def draw(school: SchoolBlock, dated: date) -> bytes:
    return pages(Sheet("Spécimen", "", school, dated), [text(WORDS)])
