"""File a supplier's invoice, approve or refuse it, note that it is paid; tell the supplier."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from erp.billing.actions import exchanges
from erp.billing.incoming import abroad, checks, cii, queries, ubl
from erp.billing.incoming.container import open_file
from erp.billing.incoming.facts import Facts, Party, TypedInvoice
from erp.billing.incoming.refusals import (
    InvoiceSaysTooLittle,
    RefusalNeedsReason,
    SupplierInvoiceIsKnown,
)
from erp.billing.incoming.states import SUPPLIER_INVOICE, Format, SupplierInvoiceState
from erp.billing.models import SupplierInvoice, SupplierStatus
from erp.billing.platform import rules
from erp.billing.platform.states import Reason, StatusCode
from erp.core import archive, clock, journal
from erp.core.db import db
from erp.core.files import Upload
from erp.core.identifiers import checked_vat_number
from erp.core.money import round_cents
from erp.core.words import N_
from erp.people.models import User
from erp.school.models import School

S = StatusCode


def file_supplier_invoice(
    upload: Upload, *, school: School, actor: User | None, now: datetime
) -> SupplierInvoice:
    """Its bytes are kept as they came; what it says is read once. The same one is not taken twice."""
    kind, root = open_file(upload.content)
    facts = ubl.read(root) if kind is Format.UBL else cii.read(root)
    _check_says_enough(facts)
    invoice = _invoice_of(facts, kind)
    invoice.findings = checks.findings(facts, root, kind, school.siren)
    return _file(invoice, upload, school=school, actor=actor, now=now)


def note_purchase_abroad(
    told: TypedInvoice, upload: Upload, *, school: School, actor: User, now: datetime
) -> SupplierInvoice:
    """What is on the paper of a supplier abroad, who sends no e-invoice; it is kept as it came."""
    told = replace(told, vat_number=checked_vat_number(told.vat_number))
    abroad.check_typed(told, today=clock.day_of(now))
    abroad.check_picture(upload)
    facts = told.as_facts(Party(school.name, siren=school.siren))
    invoice = _invoice_of(facts, Format.TYPED)
    invoice.findings = []
    return _file(invoice, upload, school=school, actor=actor, now=now)


def _file(
    invoice: SupplierInvoice, upload: Upload, *, school: School, actor: User | None, now: datetime
) -> SupplierInvoice:
    before = queries.known(invoice.supplier_key, invoice.number)
    if before is not None:
        raise SupplierInvoiceIsKnown(
            supplier=before.supplier, number=before.number, invoice_id=before.id
        )
    invoice.paper = archive.keep(upload.name[-200:], upload.content)
    invoice.filed_at, invoice.filed_by = now, actor
    db.session.add(invoice)
    journal.write(invoice, "file", N_("Facture classée"), actor=actor)
    _tell(invoice, S.IN_HAND, actor=actor, school=school, now=now)
    return invoice


def _check_says_enough(facts: Facts) -> None:
    needed = (
        (facts.number, N_("le numéro")),
        (facts.issued_on, N_("la date")),
        (facts.seller.name, N_("le nom du fournisseur")),
        (facts.sums.net is not None, N_("le total HT")),
        (facts.sums.gross is not None, N_("le total TTC")),
    )
    missing = [words for told, words in needed if not told]
    if missing:
        raise InvoiceSaysTooLittle(what=", ".join(missing))


def _invoice_of(facts: Facts, kind: Format) -> SupplierInvoice:
    seller = facts.seller
    gross = facts.sums.gross or Decimal(0)
    return SupplierInvoice(
        state=SupplierInvoiceState.RECEIVED,
        format=kind,
        supplier=seller.name,
        supplier_siren=seller.siren[:20],
        supplier_country=seller.established[:2].upper(),
        supplier_key=SupplierInvoice.key_of(seller.siren, seller.vat_number, seller.name),
        number=facts.number,
        type_code=facts.type_code[:10],
        issued_on=facts.issued_on,
        due_on=facts.due_on,
        net=round_cents(facts.sums.net or Decimal(0)),
        vat=round_cents(facts.sums.vat or Decimal(0)),
        gross=round_cents(gross),
        to_pay=round_cents(gross if facts.sums.to_pay is None else facts.sums.to_pay),
        facts=facts.as_json(),
    )


def approve_supplier_invoice(
    invoice: SupplierInvoice, *, school: School, actor: User, now: datetime
) -> None:
    SUPPLIER_INVOICE.make("approve", invoice, actor=actor)
    _tell(invoice, S.APPROVED, actor=actor, school=school, now=now)


def refuse_supplier_invoice(
    invoice: SupplierInvoice,
    reason: Reason | None,
    *,
    words: str,
    school: School,
    actor: User,
    now: datetime,
) -> None:
    SUPPLIER_INVOICE.check("refuse", invoice)
    if reason is None:
        raise RefusalNeedsReason
    rules.check_reason(S.REFUSED, reason, public=False)
    SUPPLIER_INVOICE.make("refuse", invoice, actor=actor, note=reason.label)
    _tell(invoice, S.REFUSED, actor=actor, school=school, now=now, reason=reason, words=words)


def pay_supplier_invoice(
    invoice: SupplierInvoice, *, school: School, actor: User, now: datetime
) -> None:
    """The money left our bank: noted here, kept by the accountant."""
    SUPPLIER_INVOICE.make("pay", invoice, actor=actor)
    _tell(invoice, S.PAYMENT_SENT, actor=actor, school=school, now=now)


def _tell(
    invoice: SupplierInvoice,
    code: StatusCode,
    *,
    actor: User | None,
    school: School,
    now: datetime,
    reason: Reason | None = None,
    words: str = "",
) -> None:
    status = SupplierStatus(invoice=invoice, code=code, reason=reason, words=words, at=now)
    status.noted_by = actor
    db.session.add(status)
    db.session.flush()  # its sending is named by its id
    exchanges.hand_over_answer(status, school=school, now=now)
