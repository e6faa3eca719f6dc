"""The one row that says who the school is, and the places it teaches in."""

from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from erp.core.db import Record, Versioned
from erp.core.money import CENTS, PERCENT
from erp.core.search import Searchable
from erp.core.words import N_
from erp.school.states import PlaceKind, Zone


class School(Versioned, Record):
    """Texts PMT, PMD and AAB are the three compulsory notes of invoices (BR-FR-05)."""

    __tablename__ = "school"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str]
    legal_form: Mapped[str] = mapped_column(default=N_("Association loi 1901"))
    street: Mapped[str]
    postal_code: Mapped[str]
    city: Mapped[str]
    siret: Mapped[str]
    vat_number: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    electronic_address: Mapped[str] = mapped_column(default="")  # "": its SIREN
    consumer_mediator: Mapped[str] = mapped_column(default="")  # name, address, site
    iban: Mapped[str] = mapped_column(default="")
    bic: Mapped[str] = mapped_column(default="")
    zone: Mapped[Zone] = mapped_column(default=Zone.A)
    opens_on_saturday: Mapped[bool] = mapped_column(default=False)
    default_vat_rate: Mapped[Decimal] = mapped_column(PERCENT, default=Decimal(20))
    vat_on_debits: Mapped[bool] = mapped_column(default=False)
    payment_days: Mapped[int] = mapped_column(default=30)
    quote_validity_days: Mapped[int] = mapped_column(default=30)
    answer_working_days: Mapped[int] = mapped_column(default=5)
    students_per_instructor: Mapped[int] = mapped_column(default=12)
    presence_is_signed: Mapped[bool] = mapped_column(default=False)  # on the tablet, by half-day
    learning_hour_cost: Mapped[Decimal] = mapped_column(CENTS, default=Decimal("8.00"))
    note_pmt: Mapped[str] = mapped_column(
        default=N_(
            "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."
        )
    )
    note_pmd: Mapped[str] = mapped_column(
        default=N_(
            "Tout retard de paiement entraîne, dès le lendemain de l'échéance et sans rappel, "
            "des pénalités au taux de trois fois l'intérêt légal."
        )
    )
    note_aab: Mapped[str] = mapped_column(default=N_("Pas d'escompte pour paiement anticipé."))

    def __str__(self) -> str:
        return self.name

    @property
    def siren(self) -> str:
        return self.siret[:9]

    @property
    def address(self) -> tuple[str, ...]:
        return (self.street, f"{self.postal_code} {self.city}")


class Place(Searchable, Record):
    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[PlaceKind]

    def __str__(self) -> str:
        return self.name

    @property
    def search_text(self) -> str:
        return self.name
