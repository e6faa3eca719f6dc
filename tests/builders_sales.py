"""Ready-made requests, quotes and orders."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from erp.core import clock
from erp.core.db import db
from erp.core.files import StoredFile
from erp.customers.models import Contact
from erp.equipment.models import MachineType, OperationType, StudentFactor
from erp.flow import accepted_quote
from erp.people.states import Role
from erp.sales import actions
from erp.sales.models import (
    InterestSheet,
    Order,
    Quote,
    QuoteBreak,
    QuoteLine,
    Request,
    RequestPart,
)
from erp.sales.states import (
    Flexibility,
    LineNature,
    MaterialBy,
    QuoteState,
    RequestState,
    Risk,
    Vat,
    VatCase,
    Verdict,
)
from tests.builders import a_contact, a_school, a_trade, a_user, saved

NEXT_MONDAY = clock.monday_of(clock.today()) + timedelta(days=14)


def an_operation_type(name: str = "Tournage CN", rate: str = "55.00") -> OperationType:
    known = db.session.query(OperationType).filter_by(name=name).one_or_none()
    if known:
        return known
    kind = OperationType(
        name=name,
        verb="Tourner",
        machine_type=MachineType(name=f"Poste {name}", hourly_rate=Decimal(rate)),
        factors=[StudentFactor(year_of_study=1, factor=Decimal("2.5"))],
    )
    return saved(kind)


def a_request(contact: Contact | None = None, studied: bool = False, **facts) -> Request:
    contact = contact or a_contact()
    wish = {
        "label": "Axe de convoyeur Ø30×220 42CrMo4",
        "quantity": Decimal(25),
        "wished_week": NEXT_MONDAY,
        "flexibility": Flexibility.NORMAL,
        "material_by": MaterialBy.SCHOOL,
        "received_at": clock.now(),
    }
    request = Request(customer=contact.customer, contact=contact, **{**wish, **facts})
    part = {"label": request.label, "quantity": request.quantity, "breaks": []}
    request.parts.append(RequestPart(position=1, **part))
    if studied:
        request.state = RequestState.STUDIED
        request.sheet = InterestSheet(
            trade=a_trade(),
            year_of_study=1,
            risk=Risk.LOW,
            is_flexible=True,
            verdict=Verdict.TAKE,
            reason="Belle pièce de tournage.",
            filled_by=a_user(Role.INSTRUCTOR),
            filled_at=clock.now(),
        )
    return saved(request)


def a_quote(
    contact: Contact | None = None,
    lines: int = 1,
    sent: bool = False,
    quantity: str = "25",
    operation: str = "Tournage CN",
    nature: LineNature = LineNature.GOODS,
    vat: Vat = (Decimal(20), VatCase.TAXED),
    others: Sequence[int] = (),
    request: Request | None = None,
) -> Quote:
    """One hour of set-up and nine minutes a piece on a machine at 55 €, a line."""
    school, contact = a_school(), contact or a_contact()
    quote = Quote(
        customer=contact.customer,
        contact=contact,
        request=request,
        subject="Axe de convoyeur",
        promised_week=NEXT_MONDAY,
        year_of_study=1,
        state=QuoteState.DRAFT,
    )
    for n in range(1, lines + 1):
        line = QuoteLine(position=n, label=f"Axe {n}", quantity=Decimal(quantity), nature=nature)
        line.vat_rate, line.vat_case = vat
        quote.lines.append(line)
        actions.add_operation(
            line,
            an_operation_type(operation + " bis" * (n - 1)),
            label="Tournage",
            setup_seconds=3600,
            run_seconds=540,
        )
        line.breaks = [QuoteBreak(quantity=Decimal(other)) for other in others]
    saved(quote)
    if sent:
        actions.send_quote(quote, school=school, actor=a_user(), now=clock.now())
        db.session.commit()
    return quote


def an_order(contact: Contact | None = None, po_file: StoredFile | None = None, **quoted) -> Order:
    """An accepted quote, with its work orders open."""
    contact = contact or a_contact()
    quote = a_quote(contact, sent=True, **quoted)
    order = accepted_quote.accept_quote(
        quote,
        school=a_school(),
        link="http://school.test/{id}",
        actor=contact.user,
        now=clock.now(),
        name=contact.name,
        function="Acheteuse",
        po_number="4500 1187",
        signature=contact.name,
        ip_address="192.0.2.1",
        po_file=po_file,
    )
    db.session.commit()
    return order
