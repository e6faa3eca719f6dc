"""What companies offer to students, and who is interested."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.search import Searchable
from erp.curriculum.models import Competence, Trade
from erp.customers.models import Contact, Customer
from erp.people.models import Student
from erp.training.states import InterestState, OfferKind, OfferState

offer_competence = Table(
    "company_offer_competence",
    Record.metadata,
    Column("company_offer_id", ForeignKey("company_offer.id"), primary_key=True),
    Column("competence_id", ForeignKey("competence.id"), primary_key=True),
)


class CompanyOffer(Searchable, Versioned, Record):
    """A visit, an internship or a job. Students see it once the school has checked it.

    `trade` None: for all; `competences` and `year_of_study` are what the school says it takes.
    """

    __tablename__ = "company_offer"
    __table_args__ = (Index(None, "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    kind: Mapped[OfferKind]
    state: Mapped[OfferState] = mapped_column(default=OfferState.PROPOSED)
    title: Mapped[str]
    text: Mapped[str]
    town: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    trade_id: Mapped[int | None] = mapped_column(ForeignKey("trade.id"), index=True)
    year_of_study: Mapped[int] = mapped_column(default=1)  # from this year on
    author: Mapped[str]
    proposed_at: Mapped[datetime]
    reply: Mapped[str] = mapped_column(default="")  # why not, read by the company

    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact | None] = relationship()  # who gets the answer; None: noted here
    trade: Mapped[Trade | None] = relationship()
    competences: Mapped[list[Competence]] = relationship(
        secondary=offer_competence, order_by=Competence.code
    )

    def __str__(self) -> str:
        return self.title

    @property
    def search_text(self) -> str:
        return f"{self.title} {self.town} {self.customer.name}"


class OfferInterest(Versioned, Record):
    """A student would like it. `agreed_by` is the adult who knows and agrees; "": nobody yet.

    The company never reads who it is here: the school introduces them, once that is there.
    """

    __tablename__ = "offer_interest"
    __table_args__ = (Index(None, "company_offer_id", "student_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    company_offer_id: Mapped[int] = mapped_column(ForeignKey("company_offer.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    state: Mapped[InterestState] = mapped_column(default=InterestState.SAID)
    said_at: Mapped[datetime]
    agreed_by: Mapped[str] = mapped_column(default="")
    agreed_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")  # the school's own, about what came of it

    offer: Mapped[CompanyOffer] = relationship()
    student: Mapped[Student] = relationship()

    def __str__(self) -> str:
        return f"{self.student} · {self.offer}"
