"""Papers to draw, valid by default: a test changes what it cares about."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from erp.documents import (
    acceptance,
    achievements,
    booklet,
    delivery_slip,
    hours_statement,
    invoice,
    order_confirmation,
    quote,
    traveller,
)
from tests.documents import samples_training as training
from tests.documents.parts import (
    TEXTS,
    TODAY,
    a_customer,
    a_drawing,
    a_school,
    priced_lines,
    totals_of,
)


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


PAPERS = {
    "quote": lambda count: quote.draw(a_quote(count)),
    "order_confirmation": lambda count: order_confirmation.draw(an_order_confirmation(count)),
    "invoice": lambda count: invoice.draw(an_invoice(count)),
    "credit_note": lambda count: invoice.draw(a_credit_note(count)),
    "delivery_slip": lambda count: delivery_slip.draw(a_slip(count)),
    "traveller": lambda count: traveller.draw(a_traveller(count)),
    "hours_statement": lambda count: hours_statement.draw(a_statement(count)),
    "booklet": lambda count: booklet.draw(training.a_booklet(count)),
    "achievements": lambda count: achievements.draw(training.some_achievements(count)),
    "acceptance": lambda _: acceptance.draw(a_proof()),
}


def drawn(name: str, count: int = 1) -> bytes:
    return PAPERS[name](count)
