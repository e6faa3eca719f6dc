"""Which tables are sealed, in which chain, and with which rows of other tables."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, true

from erp.core.archive import StoredPaper
from erp.core.db import Record
from erp.core.frozen import Frozen
from erp.core.words import N_, Word


class Chain(Word):
    """Each has its own links, tail and running total; locked in this order."""

    PAPERS = "papers", N_("Factures et avoirs")
    PAYMENTS = "payments", N_("Règlements")
    STATUSES = "statuses", N_("Statuts")
    CLOSINGS = "closings", N_("Clôtures")
    EVENTS = "events", N_("Événements techniques")


@dataclass(frozen=True)
class Kind:
    """A sealed record: every column of its row, of the rows that belong to it, and its PDF.

    `amount` is the column that adds to the chain's running total, `name` what a reader calls it.
    `drafts` are the states that are not sealed yet; `free` the columns that may still move.
    """

    chain: Chain
    label: str
    table: Table
    parts: tuple[Table, ...]
    drafts: frozenset[str]
    free: frozenset[str]
    amount: str
    name: str

    def owner_column(self, part: Table) -> str:
        """The column by which a part's row belongs to ours."""
        ours = {key.parent.name for key in part.foreign_keys if key.column.table is self.table}
        usual = f"{self.table.name}_id"
        return usual if usual in ours else min(ours)

    def paper_column(self) -> str | None:
        """The column that names the stored PDF, if it has one."""
        papers = StoredPaper.__table__
        found = (key.parent.name for key in self.table.foreign_keys if key.column.table is papers)
        return next(found, None)

    def sealed_columns(self, table: Table) -> list[str]:
        return [column.name for column in table.columns if column.name not in self.free]

    def is_issued(self) -> ColumnElement[bool]:
        if not self.drafts:
            return true()
        return self.table.c.state.not_in(sorted(self.drafts))


KINDS: dict[str, Kind] = {}


def register(
    model: type[Record],
    chain: Chain,
    *,
    label: str,
    parts: Collection[type[Record]] = (),
    amount: str = "",
    name: str = "id",
) -> None:
    """Declared beside the model. Columns added later are sealed with the others by themselves."""
    frozen = model if issubclass(model, Frozen) else Frozen
    KINDS[model.__tablename__] = Kind(
        chain=chain,
        label=label,
        table=Record.metadata.tables[model.__tablename__],
        parts=tuple(Record.metadata.tables[part.__tablename__] for part in parts),
        drafts=frozenset(str(one) for one in frozen.drafts),
        free=frozenset(frozen.thaws),
        amount=amount,
        name=name,
    )
