"""Papers to draw, valid by default: a test changes what it cares about."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw

from erp.documents import (
    acceptance,
    delivery_slip,
    hours_statement,
    invoice,
    order_confirmation,
    quote,
    traveller,
)
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


def a_quote(count: int = 1, **changes: object) -> quote.QuotePaper:
    lines = priced_lines(count)
    paper = quote.QuotePaper(
        school=a_school(),
        customer=a_customer(),
        number="D2026-00042",
        revision=2,
        sent_on=TODAY,
        valid_until=TODAY + timedelta(days=30),
        subject="Axe de convoyeur Ø30×220, 25 pièces",
        lines=lines,
        totals=totals_of(lines),
        delay="semaine 49 (du 30 novembre au 4 décembre 2026)",
        material_by="l'école",
        payment_terms="30 jours à compter de la date de facture, par virement.",
        notes="Tolérances générales ISO 2768-mK. Contrôle dimensionnel sur 5 pièces.",
        drawing_refs=("AX-220 ind. B", "AX-221 ind. A"),
    )
    return replace(paper, **changes)


def an_order_confirmation(
    count: int = 1, **changes: object
) -> order_confirmation.OrderConfirmationPaper:
    lines = priced_lines(count)
    paper = order_confirmation.OrderConfirmationPaper(
        school=a_school(),
        customer=a_customer(
            delivery_address=("Dépôt de Crolles", "9 rue des Quais", "38920 Crolles")
        ),
        number="C2026-00031",
        confirmed_on=TODAY,
        po_number="PO-2026-118",
        quote_number="D2026-00042, révision 2",
        subject="Axe de convoyeur Ø30×220, 25 pièces",
        lines=lines,
        totals=totals_of(lines),
        promised="semaine 49 (du 30 novembre au 4 décembre 2026)",
        payment_terms="30 jours à compter de la date de facture, par virement.",
    )
    return replace(paper, **changes)


def an_invoice(count: int = 1, **changes: object) -> invoice.InvoicePaper:
    lines = priced_lines(count)
    totals = totals_of(lines)
    paper = invoice.InvoicePaper(
        kind="invoice",
        school=a_school(),
        customer=a_customer(
            delivery_address=("Dépôt de Crolles", "9 rue des Quais", "38920 Crolles")
        ),
        number="F2026-00001",
        issued_on=TODAY,
        lines=lines,
        totals=totals,
        already_paid=Decimal("200.00"),
        to_pay=totals.gross - 200,
        due_on=TODAY + timedelta(days=30),
        delivered_on=(date(2026, 11, 12), date(2026, 11, 19)),
        slip_numbers=("BL2026-00007", "BL2026-00009"),
        order_number="C2026-00031",
        po_number="PO-2026-118",
        subject="Axe de convoyeur Ø30×220, 25 pièces",
        payment_terms="30 jours à compter de la date de facture.",
        late_penalty="Taux de refinancement de la BCE majoré de 10 points, soit 12,15 % par an, "
        "dès le jour suivant l'échéance, sans rappel.",
        vat_on_debits=True,
    )
    return replace(paper, **changes)


def a_credit_note(count: int = 1, **changes: object) -> invoice.InvoicePaper:
    lines = priced_lines(count, sign=-1)
    totals = totals_of(lines)
    about = {
        "kind": "credit_note",
        "number": "AV2026-00001",
        "lines": lines,
        "totals": totals,
        "already_paid": Decimal(0),
        "to_pay": totals.gross,
        "due_on": None,
        "vat_on_debits": False,
        "credited_number": "F2026-00001",
        "credited_on": TODAY,
        "notes": "Pièces reprises : diamètre hors tolérance.",
    }
    return replace(an_invoice(count), **(about | changes))


def a_slip(count: int = 1, **changes: object) -> delivery_slip.DeliverySlipPaper:
    lines = tuple(
        delivery_slip.DeliveryLine(
            *TEXTS[place % 3],
            "pièces",
            Decimal(25),
            Decimal(5),
            Decimal(10),
            Decimal(10 * (place % 2)),
        )
        for place in range(count)
    )
    paper = delivery_slip.DeliverySlipPaper(
        school=a_school(),
        customer=a_customer(
            delivery_address=("Dépôt de Crolles", "9 rue des Quais", "38920 Crolles")
        ),
        number="BL2026-00007",
        delivered_on=TODAY,
        order_number="C2026-00031",
        lines=lines,
        po_number="PO-2026-118",
        quote_number="D2026-00042",
    )
    return replace(paper, **changes)


def a_signature(**changes: object) -> delivery_slip.Signature:
    signature = delivery_slip.Signature(
        "Claire Fontanel", TODAY, "Un carton abîmé, pièces intactes.", a_drawing()
    )
    return replace(signature, **changes)


def a_traveller(count: int = 1, **changes: object) -> traveller.TravellerPaper:
    steps = tuple(an_operation(place) for place in range(count))
    paper = traveller.TravellerPaper(
        school=a_school(),
        number="OF2026-00012",
        printed_on=TODAY,
        qr_url="https://etabli.example.org/atelier/of/12",
        label="Axe de convoyeur Ø30×220 42CrMo4",
        quantity=Decimal(25),
        unit="pièces",
        customer_name="Mécanique du Vallon",
        due="vendredi 4 décembre 2026 (semaine 49)",
        material="42CrMo4 rond Ø35, 6 m, fourni par l'école",
        order_number="C2026-00031",
        operations=steps,
        drawing_refs=("AX-220 ind. B",),
    )
    return replace(paper, **changes)


def an_operation(place: int, **changes: object) -> traveller.TravellerOperation:
    names = (
        ("Débit", "Tronçonneuse à ruban", "Sciage", ("lunettes", "chaussures de sécurité")),
        ("Tournage CN", "Tour CN 2", "Tournage CN", ("lunettes", "chaussures de sécurité")),
        ("Contrôle", "Marbre", "Contrôle", ()),
    )
    label, machine, kind, ppe = names[place % 3]
    step = traveller.TravellerOperation(
        position=10 * (place + 1),
        label=label,
        machine=machine,
        operation_type=kind,
        set_up_minutes=Decimal(60 if place % 3 == 1 else 0),
        unit_minutes=Decimal("1.8") * (place % 3 + 1),
        total_minutes=Decimal(285 + place),
        qr_url=f"https://etabli.example.org/atelier/tache/{100 + place}",
        ppe=ppe,
    )
    return replace(step, **changes)


def a_statement(count: int = 1, **changes: object) -> hours_statement.HoursStatement:
    weeks = tuple(
        hours_statement.HoursWeek(
            f"Semaine {36 + place}",
            0 if place == 7 else 1260 + 15 * (place % 5),
            0 if place == 7 else 600,
        )
        for place in range(count)
    )
    paper = hours_statement.HoursStatement(
        school=a_school(),
        student="Inès Marchand",
        cohort="CAP RICS 1re année",
        diploma="CAP Réalisations industrielles en chaudronnerie ou soudage",
        period_from=date(2026, 9, 1),
        period_to=TODAY,
        issued_on=TODAY,
        weeks=weeks,
        target_percent=Decimal("66.67"),
    )
    return replace(paper, **changes)


def a_proof(**changes: object) -> acceptance.AcceptanceProof:
    paper = acceptance.AcceptanceProof(
        school=a_school(),
        customer=a_customer(),
        quote_number="D2026-00042",
        revision=2,
        subject="Axe de convoyeur Ø30×220, 25 pièces",
        gross=Decimal("939.74"),
        accepted_by="Claire Fontanel",
        function="Responsable des achats",
        po_number="PO-2026-118",
        signature="Claire Fontanel",
        accepted_at=datetime(2026, 11, 21, 14, 5, 9, tzinfo=timezone(timedelta(hours=1))),
        ip_address="203.0.113.24",
        quote_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        sentence="J'accepte le devis D2026-00042, révision 2, d'un montant de 939,74 € TTC, "
        "et ses conditions.",
    )
    return replace(paper, **changes)


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


PAPERS = {
    "quote": lambda count: quote.draw(a_quote(count)),
    "order_confirmation": lambda count: order_confirmation.draw(an_order_confirmation(count)),
    "invoice": lambda count: invoice.draw(an_invoice(count)),
    "credit_note": lambda count: invoice.draw(a_credit_note(count)),
    "delivery_slip": lambda count: delivery_slip.draw(a_slip(count)),
    "traveller": lambda count: traveller.draw(a_traveller(count)),
    "hours_statement": lambda count: hours_statement.draw(a_statement(count)),
    "acceptance": lambda _: acceptance.draw(a_proof()),
}


def drawn(name: str, count: int = 1) -> bytes:
    return PAPERS[name](count)
