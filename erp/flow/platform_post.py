"""Between the outbox and the approved platform: what leaves is sent once, what is new is noted."""

from dataclasses import dataclass
from pathlib import Path

from erp.billing.actions import exchanges
from erp.billing.models import (
    Invoice,
    InvoiceStatus,
    PlatformExchange,
    PlatformSettings,
    SupplierStatus,
)
from erp.billing.papers import invoice_paper
from erp.billing.platform import cdar, queries, secret
from erp.billing.platform.api import Account, FlowService
from erp.billing.platform.file_drop import FileDrop
from erp.billing.platform.port import CDAR, FACTUR_X, Flow, Platform, PlatformFailed
from erp.billing.platform.refusals import PlatformSaidNo
from erp.billing.platform.states import Adapter
from erp.core import clock
from erp.core.db import db, one_transaction, only_reading
from erp.core.outbox import GiveUp, Sender
from erp.documents.facturx import codes
from erp.school import queries as schools
from erp.school.models import School

FOLDER = "plateforme"  # below the data folder


@dataclass(frozen=True)
class Post:
    """Where the files of the platform live, and a key that the environment gives ("": the file)."""

    data_dir: Path
    secret: str = ""

    @property
    def key(self) -> str:
        return self.secret or secret.read(self.data_dir)

    def platform(self, settings: PlatformSettings) -> Platform:
        if settings.adapter is Adapter.FOLDER:
            return FileDrop(self.data_dir / FOLDER)
        account = Account(settings.address, settings.token_address, settings.client_id, self.key)
        return FlowService(account)


def try_platform(post: Post) -> None:
    """The connection is tried, nothing of ours is sent; no lock is held meanwhile."""
    with only_reading():
        platform = post.platform(queries.settings())
    try:
        platform.check()
    except (PlatformFailed, GiveUp) as failure:
        raise PlatformSaidNo(why=failure) from failure


def sender(post: Post) -> Sender:
    """How the worker sends: read, call without any transaction, note the receipt."""

    def send(payload: dict[str, object]) -> None:
        exchange_id = payload["exchange_id"]
        with only_reading():
            settings = queries.settings()
            if not settings.is_active:
                raise PlatformFailed("la plateforme n'est pas activée")
            platform = post.platform(settings)
            flow = flow_of(db.session.get_one(PlatformExchange, exchange_id), schools.the_school())
        receipt = platform.send(flow)
        with one_transaction():
            exchange = db.session.get_one(PlatformExchange, exchange_id)
            exchanges.note_receipt(exchange, receipt, now=clock.now())

    return send


def flow_of(exchange: PlatformExchange, school: School) -> Flow:
    """The stored file of an invoice as it was issued, or the message of a status."""
    if exchange.status is not None:
        return _status_flow(exchange, exchange.status, school)
    if exchange.told is not None:
        return _answer_flow(exchange, exchange.told, school)
    invoice = exchange.invoice
    if invoice is None or invoice.paper is None:
        raise GiveUp("rien à envoyer")
    return Flow(
        tracking_id=exchange.tracking_id,
        filename=f"{invoice.number}.pdf",
        content=invoice.paper.content,
        syntax=FACTUR_X,
        rule=exchanges.rule_of(invoice, school),
        facts=_facts(invoice),
    )


def _facts(invoice: Invoice) -> dict[str, str]:
    return {
        "number": invoice.number or "",
        "issued_on": invoice.issued_on.isoformat() if invoice.issued_on else "",
        "customer": invoice.customer.name,
        "siren": invoice.customer.siren,
        "gross": f"{invoice.gross:.2f}",
    }


def _status_flow(exchange: PlatformExchange, status: InvoiceStatus, school: School) -> Flow:
    return Flow(
        tracking_id=exchange.tracking_id,
        filename=f"{exchange.tracking_id}.xml",
        content=cdar.write(_message(exchange, status, school)),
        syntax=CDAR,
        rule=exchanges.rule_of(status.invoice, school),
        facts={"number": status.invoice.number or "", "status": status.code.value},
    )


def _answer_flow(exchange: PlatformExchange, told: SupplierStatus, school: School) -> Flow:
    return Flow(
        tracking_id=exchange.tracking_id,
        filename=f"{exchange.tracking_id}.xml",
        content=cdar.write(_answer(exchange, told, school)),
        syntax=CDAR,
        rule="B2B",
        facts={"number": told.invoice.number, "status": told.code.value},
    )


def _answer(exchange: PlatformExchange, told: SupplierStatus, school: School) -> cdar.Message:
    invoice = told.invoice
    return cdar.Message(
        message_id=exchange.tracking_id,
        at=told.at,
        teller=school.siren,
        role=cdar.BUYER,
        told=invoice.supplier_siren,
        number=invoice.number,
        type_code=invoice.type_code,
        issued_on=invoice.issued_on,
        seller=invoice.supplier_siren,
        code=told.code.value,
        label=told.code.label,
        reason=told.reason or "",
        reason_label=told.reason.label if told.reason else "",
        words=told.words,
    )


def _message(exchange: PlatformExchange, status: InvoiceStatus, school: School) -> cdar.Message:
    invoice = status.invoice
    return cdar.Message(
        message_id=exchange.tracking_id,
        at=status.at,
        teller=school.siren,
        role=cdar.SELLER,
        told=invoice.customer.siren,
        number=invoice.number or "",
        type_code=codes.type_code(invoice_paper(invoice, school)),
        issued_on=invoice.issued_on or clock.today(),
        seller=school.siren,
        code=status.code.value,
        label=status.code.label,
        reason=status.reason,
        reason_label=status.reason_label,
        words=status.words,
        amounts=[(part.vat_rate, part.amount) for part in status.amounts],
    )


def collect(post: Post) -> list[str]:
    """Ask what is new and note it; a failure is noted too, for the settings page.

    Gives back the numbers that are not of ours.
    """
    with only_reading():
        settings = queries.settings()
        if not settings.is_active:
            return []
        platform, since = post.platform(settings), settings.asked_until or clock.now()
    try:
        news = platform.news(since)
    except (PlatformFailed, GiveUp) as failure:
        with one_transaction():
            broken = queries.settings()
            broken.asked_at, broken.ask_error = clock.now(), str(failure)
        raise PlatformSaidNo(why=failure) from failure
    with one_transaction():
        return exchanges.learn(news, now=clock.now())
