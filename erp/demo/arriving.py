"""What comes back after the papers left: statuses of invoices, and what suppliers send."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from erp.billing.actions import note_status
from erp.billing.actions.incoming import (
    approve_supplier_invoice,
    file_supplier_invoice,
    note_purchase_abroad,
)
from erp.billing.incoming.facts import TypedInvoice
from erp.billing.models import Invoice, Share
from erp.billing.platform.states import Reason, StatusCode
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core import clock
from erp.core.db import db
from erp.core.files import Upload
from erp.demo.stories import Town
from erp.demo.suppliers import CUTTERS, STEEL, TOOLS, Row, supplier_file, supplier_paper
from erp.documents.parties import SchoolBlock

S = StatusCode
Step = tuple[int, StatusCode, Reason | None, str]  # days after the invoice
AGREED: list[Step] = [
    (0, S.DEPOSITED, None, "Lu sur le site de la plateforme."),
    (0, S.AVAILABLE, None, ""),
    (1, S.IN_HAND, None, ""),
    (2, S.APPROVED, None, "Bon à payer donné par l'atelier du client."),
]
REFUSED: list[Step] = [
    (0, S.DEPOSITED, None, ""),
    (0, S.AVAILABLE, None, ""),
    (1, S.REFUSED, Reason.ORDER_NUMBER, "Le bon de commande est clos : refaire sur le nouveau."),
]
DISPUTED: list[Step] = [
    (0, S.DEPOSITED, None, ""),
    (1, S.DISPUTED, Reason.QUANTITY, "Une pièce manque d'après le magasin du client."),
]
BARS: list[Row] = [("Barre 42CrMo4 Ø35", "86.5", "kg", "4.20"), ("Coupe", "25", "pièces", "1.10")]
INSERTS: list[Row] = [("Plaquettes CNMG 120408", "20", "pièces", "9.80")]
MILLS: list[Row] = [("Fraise carbure Ø12", "6", "pièces", "38.50")]


def bring_back(town: Town) -> None:
    """Three lives of invoices, a receipt told, and what suppliers sent, two of them from abroad."""
    whole, paid = _invoices()
    for invoice, steps in zip(whole, (AGREED, REFUSED, DISPUTED), strict=False):
        for step in steps:
            _note(town, invoice, step)
    for share in paid[:1]:
        _collected(town, share)
    _receive(town, "AL-2026-118", 9, BARS, STEEL, approved=True)
    _receive(town, "OB26/0431", 2, INSERTS, TOOLS)
    _receive(town, "FN-7740", 24, MILLS, CUTTERS, approved=True)
    _type(town, "TB-2026-3318", 31)


def _invoices() -> tuple[Sequence[Invoice], Sequence[Share]]:
    """The newest that are old enough for their story: unpaid ones, and receipts."""
    chosen = select(Invoice).filter_by(kind=InvoiceKind.INVOICE, state=InvoiceState.ISSUED)
    newest = db.session.scalars(chosen.order_by(Invoice.id.desc()).limit(60)).all()
    issued = [one for one in newest if one.customer.siren]  # the others go by e-reporting
    old = clock.today() - timedelta(days=4)
    open_ones = [
        one for one in issued if not one.shares and (one.issued_on or clock.today()) <= old
    ]
    paid = [share for one in issued for share in one.shares if share.payment and share.amount > 0]
    return open_ones, paid


def _note(town: Town, invoice: Invoice, step: Step) -> None:
    days, code, reason, words = step
    at = _moment(invoice.issued_on or clock.today(), days)
    facts = {"reason": reason, "words": words, "at": at}
    _write(town, invoice, code, None, facts)


def _collected(town: Town, share: Share) -> None:
    if share.payment is not None and share.invoice is not None:
        at = _moment(share.payment.received_on, 0)
        _write(town, share.invoice, S.COLLECTED, share.amount, {"at": at})


def _write(
    town: Town, invoice: Invoice, code: StatusCode, amount: Decimal | None, facts: dict[str, Any]
) -> None:
    """Told to the office this morning: the registers of the past days are closed."""
    staff, now = town.staff("secretariat"), clock.now()
    note_status(invoice, code, amount=amount, school=town.school, actor=staff, now=now, **facts)


def _receive(
    town: Town, number: str, days: int, rows: list[Row], seller: SchoolBlock, approved: bool = False
) -> None:
    day = town.wishes.today - timedelta(days=days)
    paper = supplier_paper(number, day, rows, school=town.school, seller=seller)
    secretary, at = town.staff("secretariat"), _moment(day, 1)
    with clock.living_at(at):
        upload = Upload(f"{seller.name}.pdf", supplier_file(paper))
        invoice = file_supplier_invoice(upload, school=town.school, actor=secretary, now=at)
    if approved:
        later = _moment(day, 3)
        with clock.living_at(later):
            approve_supplier_invoice(invoice, school=town.school, actor=secretary, now=later)


def _type(town: Town, number: str, days: int) -> None:
    """A subscription from abroad, on paper."""
    day = town.wishes.today - timedelta(days=days)
    rows: list[Row] = [("Abonnement, logiciel de simulation", "1", "forfait", "240.00")]
    seller = replace(CUTTERS, name="Toolpath Cloud Ltd", country="IE", vat_number="IE9000000C")
    paper = supplier_paper(number, day, rows, school=town.school, seller=seller)
    told = TypedInvoice(
        seller.name, "IE", seller.vat_number, number, day, Decimal(0), paper.totals.net
    )
    upload, at = Upload("abonnement.pdf", supplier_file(paper)), _moment(day, 2)
    with clock.living_at(at):
        secretary = town.staff("secretariat")
        note_purchase_abroad(told, upload, school=town.school, actor=secretary, now=at)


def _moment(day: date, days: int) -> datetime:
    return clock.at(day + timedelta(days=days), time(16, 20))
