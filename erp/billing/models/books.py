"""What the accountant decides: numbers of accounts, codes of journals, figures of a year."""

from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from erp.billing.states import Counts, RevenueTag
from erp.core.db import Record, Versioned
from erp.core.money import CENTS


class AccountSetting(Record):
    """One line of the chart that is not ours by default; `key` is one of books.accounts."""

    __tablename__ = "account_setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    label: Mapped[str]


class AccountCounts(Record):
    """How an account of sales enters the coefficient for what VAT makes of it, if not as usual."""

    __tablename__ = "account_counts"

    number: Mapped[str] = mapped_column(primary_key=True)
    tag: Mapped[RevenueTag] = mapped_column(primary_key=True)
    counts: Mapped[Counts]


class YearFigure(Versioned, Record):
    """Income that is on no invoice (subsidies, gifts), typed from the accountant's books."""

    __tablename__ = "year_figure"
    __table_args__ = (Index(None, "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    account: Mapped[str]
    label: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(CENTS)
    counts: Mapped[Counts]

    def __str__(self) -> str:
        return f"{self.account} {self.label}"
