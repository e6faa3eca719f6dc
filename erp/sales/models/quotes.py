"""Quotes: a price for the customer, two clocks for the school."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.archive import StoredPaper
from erp.core.db import Record, Versioned
from erp.core.files import StoredFile
from erp.core.frozen import Frozen
from erp.core.money import CENTS, PERCENT, PRICE, round_cents, round_price
from erp.core.search import Searchable
from erp.customers.models import Contact, Customer
from erp.equipment.models import OperationType
from erp.people.models import User
from erp.sales.models.requests import Request
from erp.sales.states import (
    AnswerKind,
    Channel,
    DeclineReason,
    LineNature,
    MaterialBy,
    QuoteState,
    VatCase,
)

if TYPE_CHECKING:
    from erp.sales.models.offers import QuoteBreak

HOUR = 3600


class Quote(Searchable, Versioned, Frozen, Record):
    """`promised_week` is a Monday; `year_of_study` chooses the student factors."""

    __tablename__ = "quote"
    __table_args__ = (
        UniqueConstraint("number", "revision"),
        Index(None, "state", "id"),
        Index(None, "customer_id", "id"),
    )
    drafts = frozenset({QuoteState.DRAFT})
    thaws = frozenset({"state", "version", "folded"})

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[QuoteState] = mapped_column(default=QuoteState.DRAFT, active_history=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    subject: Mapped[str]
    material_by: Mapped[MaterialBy] = mapped_column(default=MaterialBy.SCHOOL)
    year_of_study: Mapped[int] = mapped_column(default=1)
    promised_week: Mapped[date | None]
    public_note: Mapped[str] = mapped_column(default="")
    internal_note: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]
    valid_until: Mapped[date | None]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))

    request: Mapped[Request | None] = relationship()
    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact | None] = relationship()
    paper: Mapped[StoredPaper | None] = relationship()
    lines: Mapped[list["QuoteLine"]] = relationship(
        back_populates="quote", order_by="QuoteLine.position", cascade="all, delete-orphan"
    )
    answers: Mapped[list["QuoteAnswer"]] = relationship(
        back_populates="quote", order_by="QuoteAnswer.id"
    )

    def __str__(self) -> str:
        if self.number is None:
            return f"brouillon {self.id}"
        return self.number if self.revision == 1 else f"{self.number} rév. {self.revision}"

    @property
    def search_text(self) -> str:
        return f"{self.number or ''} {self.subject} {self.customer.name}"

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal("0.00"))

    @property
    def offered(self) -> list["QuoteLine"]:
        """The lines that have a price."""
        return [line for line in self.lines if not line.no_bid]

    @property
    def sold_seconds(self) -> int:
        return sum(line.sold_seconds for line in self.lines)

    @property
    def student_seconds(self) -> int:
        return sum(line.student_seconds for line in self.lines)


class QuoteLine(Frozen, Record):
    """One part: its price is that of its operations, material and subcontracting.

    `material` and `subcontracting` are euros without VAT for the whole line.
    """

    __tablename__ = "quote_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    nature: Mapped[LineNature] = mapped_column(default=LineNature.GOODS)
    vat_rate: Mapped[Decimal] = mapped_column(PERCENT)
    vat_case: Mapped[VatCase] = mapped_column(default=VatCase.TAXED)
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    material: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    subcontracting: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    discount_percent: Mapped[Decimal] = mapped_column(PERCENT, default=Decimal(0))
    no_bid: Mapped[str] = mapped_column(default="")  # why this part is not priced, for the buyer
    market_price: Mapped[Decimal | None] = mapped_column(PRICE)  # of one piece, elsewhere
    market_source: Mapped[str] = mapped_column(default="")
    market_on: Mapped[date | None]

    quote: Mapped[Quote] = relationship(back_populates="lines")
    operations: Mapped[list["QuoteOperation"]] = relationship(
        back_populates="line", order_by="QuoteOperation.position", cascade="all, delete-orphan"
    )
    breaks: Mapped[list["QuoteBreak"]] = relationship(
        back_populates="line", order_by="QuoteBreak.quantity", cascade="all, delete-orphan"
    )

    def was_issued(self) -> bool:
        return self.quote is not None and self.quote.was_issued()

    def __str__(self) -> str:
        return self.label

    @property
    def sold_seconds(self) -> int:
        return sum(operation.sold_seconds for operation in self.operations)

    @property
    def student_seconds(self) -> int:
        return sum(operation.student_seconds for operation in self.operations)

    @property
    def unit_price(self) -> Decimal:
        """Before the discount, four decimals."""
        work = sum((operation.price for operation in self.operations), Decimal(0))
        return round_price((work + self.material + self.subcontracting) / self.quantity)

    @property
    def net(self) -> Decimal:
        if self.no_bid:
            return Decimal("0.00")
        share = 1 - self.discount_percent / 100
        return round_cents(self.unit_price * self.quantity * share)

    @property
    def below_market(self) -> Decimal | None:
        """By how many percent one piece is cheaper than elsewhere; None: it is not, or unknown."""
        if not self.market_price or self.no_bid:
            return None
        sold = self.unit_price * (1 - self.discount_percent / 100)
        gap = (1 - sold / self.market_price) * 100
        return gap.quantize(Decimal("0.1")) if gap > 0 else None


class QuoteOperation(Frozen, Record):
    """Two clocks: the time sold at market pace, and the student's own. Rate and factor are kept
    as they were when the quote was made."""

    __tablename__ = "quote_operation"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("quote_line.id"), index=True)
    position: Mapped[int]
    operation_type_id: Mapped[int] = mapped_column(ForeignKey("operation_type.id"))
    label: Mapped[str]
    setup_seconds: Mapped[int] = mapped_column(default=0)
    run_seconds: Mapped[int] = mapped_column(default=0)  # for one piece
    hourly_rate: Mapped[Decimal] = mapped_column(CENTS)
    student_factor: Mapped[Decimal] = mapped_column(PRICE)

    line: Mapped[QuoteLine] = relationship(back_populates="operations")
    operation_type: Mapped[OperationType] = relationship()

    def was_issued(self) -> bool:
        return self.line is not None and self.line.was_issued()

    def __str__(self) -> str:
        return self.label

    @property
    def sold_seconds(self) -> int:
        return self.seconds_for(self.line.quantity)

    @property
    def student_seconds(self) -> int:
        return int(self.sold_seconds * self.student_factor)

    @property
    def price(self) -> Decimal:
        return self.price_for(self.line.quantity)

    def seconds_for(self, quantity: Decimal) -> int:
        """What is sold for that many pieces: set-up once, then each piece."""
        return self.setup_seconds + int(self.run_seconds * quantity)

    def price_for(self, quantity: Decimal) -> Decimal:
        """Euros without VAT, not rounded: the line rounds once."""
        return self.hourly_rate * self.seconds_for(quantity) / HOUR


class QuoteAnswer(Frozen, Record):
    """What the customer said, with the proof: who, when, from where, about which PDF.

    `chosen`: the quantity of each line, by its id, as text; `drawn`: a PNG made with a finger.
    `channel` and `said_on`: it came outside the portal, and the user wrote it down.
    """

    __tablename__ = "quote_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    kind: Mapped[AnswerKind]
    decline_reason: Mapped[DeclineReason | None]
    note: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    po_number: Mapped[str] = mapped_column(default="")
    po_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    chosen: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    signature: Mapped[str] = mapped_column(default="")  # typed
    drawn: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    channel: Mapped[Channel | None]
    said_on: Mapped[date | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    ip_address: Mapped[str] = mapped_column(default="")
    quote_sha256: Mapped[str] = mapped_column(default="")
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))

    quote: Mapped[Quote] = relationship(back_populates="answers")
    user: Mapped[User | None] = relationship()
    proof: Mapped[StoredPaper | None] = relationship()
    po_file: Mapped[StoredFile | None] = relationship()

    @property
    def quantities(self) -> dict[int, Decimal]:
        """By line id; a line that is not named was taken as it stood."""
        return {int(line): Decimal(quantity) for line, quantity in self.chosen.items()}
