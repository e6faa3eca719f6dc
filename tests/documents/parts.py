"""The parts that several papers share, and how a test reads a paper again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw

from erp.documents.lines import GOODS, SERVICE, PaperLine, Totals
from erp.documents.parties import CustomerBlock, SchoolBlock

TODAY = date(2026, 11, 21)
LONG = (
    "Tournage d'un arbre étagé Ø30 × 220 mm, portées de roulement rectifiées à 0,8 µm, "
    "rainure de clavette 8 × 7 × 40, chanfreins 1 × 45° aux deux bouts, contrôle de toutes les "
    "cotes au micromètre et de la rectitude entre pointes ; ébavurage soigné, marquage du repère "
    "au crayon électrique, huile de protection et emballage par cinq dans du papier kraft. "
    "Livraison avec le relevé de contrôle signé par le maître professionnel, en deux exemplaires."
)[:400]
TEXTS = (
    ("Axe de convoyeur Ø30×220 42CrMo4", "Plan AX-220 ind. B, matière fournie par l'école"),
    ("Bride alu 5083 120×120×15", LONG),
    ("Remise en état d'un arbre usé", ""),
)


def a_school(**changes: object) -> SchoolBlock:
    school = SchoolBlock(
        name="École de production Les Trois Rivières",
        legal_form="Association loi 1901",
        address=("12 quai des Forges", "38000 Grenoble"),
        siren="100000009",
        siret="10000000900017",
        vat_number="FR88100000009",
        phone="04 65 71 00 12",
        email="contact@trois-rivieres.example.org",
        iban="FR7630006000011234567890189",
        bic="AGRIFRPP",
    )
    return replace(school, **changes)


def a_customer(**changes: object) -> CustomerBlock:
    customer = CustomerBlock(
        name="Mécanique du Vallon",
        address=("ZA des Prés, 4 rue du Tour", "38420 Domène"),
        siren="200000008",
        vat_number="FR37200000008",
        contact="Claire Fontanel",
    )
    return replace(customer, **changes)


def priced_lines(count: int, sign: int = 1) -> tuple[PaperLine, ...]:
    lines = []
    for place in range(count):
        label, details = TEXTS[place % 3]
        quantity = Decimal(sign * (25 + place))
        price = Decimal("31.3248") + place
        discount = Decimal(5 if place % 5 == 4 else 0)
        net = (quantity * price * (100 - discount) / 100).quantize(Decimal("0.01"))
        nature = SERVICE if place % 3 == 2 else GOODS
        line = PaperLine(
            label, details, nature, quantity, "pièces", price, discount, Decimal(20), net
        )
        lines.append(line)
    return tuple(lines)


def totals_of(lines: tuple[PaperLine, ...]) -> Totals:
    net = sum((line.net for line in lines), Decimal(0))
    vat = (net / 5).quantize(Decimal("0.01"))
    return Totals(net, ((Decimal(20), net, vat),), net + vat)


def a_drawing(width: int = 400, height: int = 160) -> bytes:
    """A signature as the tablet draws it: black strokes on nothing."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    strokes = [(20, 110), (90, 30), (120, 130), (190, 60), (240, 120), (380, 50)]
    ImageDraw.Draw(image).line(strokes, fill=(23, 32, 43, 255), width=5)
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def words_of(data: bytes) -> list[str]:
    """The text of each page, with plain spaces and no line breaks."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
