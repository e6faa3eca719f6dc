"""Customer companies and their contacts."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.money import CENTS
from erp.core.search import Searchable
from erp.customers.states import Scope, SupportKind, VatRegime
from erp.people.models import User


class Customer(Searchable, Versioned, Record):
    """`siret` is "" for a private person or a company abroad; SIREN is its first nine digits.

    `electronic_address` is its line in the State's directory (scheme 0225); "": its SIREN.
    """

    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    siret: Mapped[str] = mapped_column(default="")
    vat_number: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="FR")
    is_private: Mapped[bool] = mapped_column(default=False)
    is_public: Mapped[bool] = mapped_column(default=False)  # paid through Chorus Pro
    service_code: Mapped[str] = mapped_column(default="")  # BT-10 of a public body
    needs_service: Mapped[bool] = mapped_column(default=False)
    needs_commitment: Mapped[bool] = mapped_column(default=False)  # BT-13, on each order
    vat_regime: Mapped[VatRegime] = mapped_column(default=VatRegime.HOME)
    electronic_address: Mapped[str] = mapped_column(default="")
    delivery_address: Mapped[str] = mapped_column(default="")  # "" : the address above
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    payment_days: Mapped[int | None]  # None: the school's own term
    note: Mapped[str] = mapped_column(default="")
    may_be_named: Mapped[bool] = mapped_column(default=False)  # by students, on their CV
    to_check: Mapped[bool] = mapped_column(default=False)  # came in by itself: nobody looked yet
    no_tax_letter: Mapped[bool] = mapped_column(default=False)  # is not asked for its tax
    claimed_siret: Mapped[str] = mapped_column(default="")  # what it says it is, until checked

    contacts: Mapped[list["Contact"]] = relationship(  # those who are there now
        primaryjoin="and_(Customer.id == Contact.customer_id, Contact.left_at.is_(None))",
        back_populates="customer",
        order_by="Contact.id",
    )

    def __str__(self) -> str:
        return self.name

    @property
    def siren(self) -> str:
        return self.siret[:9]

    @property
    def address(self) -> tuple[str, ...]:
        town = f"{self.postal_code} {self.city}".strip()
        return tuple(line for line in (self.street, town) if line)

    @property
    def search_text(self) -> str:
        return f"{self.name} {self.siret} {self.city}"

    def days_to_pay(self, usual: int) -> int:
        """Nought is a term of its own: cash."""
        return usual if self.payment_days is None else self.payment_days


class Contact(Searchable, Record):
    """Somebody there, with rights of their own. `accept_limit`: euros without VAT of one quote;
    None sets no limit. Who has left keeps the name on the papers, and opens nothing more."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), unique=True)
    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    email: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    may_ask: Mapped[bool] = mapped_column(default=True)
    may_accept: Mapped[bool] = mapped_column(default=True)
    accept_limit: Mapped[Decimal | None] = mapped_column(CENTS)
    sees_invoices: Mapped[bool] = mapped_column(default=True)
    runs_team: Mapped[bool] = mapped_column(default=True)  # invites colleagues, gives rights
    left_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship(back_populates="contacts")
    user: Mapped[User | None] = relationship()

    def __str__(self) -> str:
        return self.name

    @property
    def search_text(self) -> str:
        return f"{self.name} {self.function} {self.email} {self.phone}"


class ApiKey(Record):
    """A key of a company's own programs: shown once, kept as a hash, bound to a person's rights."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    scope: Mapped[Scope]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    contact: Mapped[Contact] = relationship()

    def __str__(self) -> str:
        return self.name


class Webhook(Record):
    """Where a company's program wants to hear the news; `salt` is what its secret is made from."""

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    url: Mapped[str]
    salt: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    contact: Mapped[Contact] = relationship()

    def __str__(self) -> str:
        return self.url


class TaxCampaign(Record):
    """A year's calendar of SOLTéA, as the school read it there: it changes every year."""

    __tablename__ = "tax_campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    school_code: Mapped[str]  # UAI: what companies search on the platform

    def __str__(self) -> str:
        return str(self.year)


class TaxAsk(Record):
    """A company was written to; once a year."""

    __tablename__ = "tax_ask"
    __table_args__ = (Index(None, "campaign_id", "customer_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("tax_campaign.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    asked_at: Mapped[datetime]

    campaign: Mapped[TaxCampaign] = relationship()
    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact] = relationship()


class Support(Record):
    """What a company gave beside its orders; the accounts hold the money, this only tells."""

    __tablename__ = "support"
    __table_args__ = (Index(None, "customer_id", "given_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    kind: Mapped[SupportKind]
    amount: Mapped[Decimal] = mapped_column(CENTS)
    given_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")

    customer: Mapped[Customer] = relationship()

    def __str__(self) -> str:
        return self.kind.label
