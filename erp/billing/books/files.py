"""The files for the accountant: 18 columns in the layout of LPF A47 A-1, as text, CSV or XLSX."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO, TextIOWrapper
from typing import BinaryIO

from erp.billing.books.coefficient import Coefficient
from erp.billing.books.entries import Entry
from erp.billing.books.feed import Sums
from erp.core.tables import safe

COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit",
    "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
)  # fmt: skip
FORMATS = ("fec", "csv", "xlsx")
EXTENSIONS = {"fec": "txt", "csv": "csv", "xlsx": "xlsx"}
MEDIA = {
    "fec": "text/plain; charset=iso-8859-15",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...",
                       "\u202f": " ", "\u00a0": " ", "\u2011": "-"})  # fmt: skip
Cell = str | Decimal | date | None


def rows_of(entry: Entry) -> Iterator[tuple[Cell, ...]]:
    for line in entry.lines:
        yield (
            entry.journal.number,
            entry.journal.label,
            str(entry.number),
            entry.day,
            line.account.number,
            line.account.label,
            line.aux.number if line.aux else "",
            line.aux.label if line.aux else "",
            entry.piece,
            entry.piece_day,
            entry.text,
            line.debit,
            line.credit,
            line.code,
            line.matched_on,
            entry.valid_on,
            None,
            "",
        )


def write(entries: Iterable[Entry], target: BinaryIO, form: str) -> Sums:
    """All of them, in one of FORMATS; what they add up to comes back."""
    return {"fec": write_text, "csv": write_csv, "xlsx": write_xlsx}[form](entries, target)


def write_text(entries: Iterable[Entry], target: BinaryIO) -> Sums:
    """Tabs, CR LF, ISO 8859-15, days as AAAAMMJJ, a comma before the cents."""
    sums = Sums()
    target.write(encoded("\t".join(COLUMNS)))
    for entry in entries:
        sums.add(entry)
        for row in rows_of(entry):
            target.write(encoded("\t".join(told(cell) for cell in row)))
    return sums


def told(cell: Cell) -> str:
    """A cell as text; nothing in it can be taken for the end of a cell or of a line."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%Y%m%d}"
    return " ".join("".join(c if c.isprintable() else " " for c in cell).split())


def encoded(row: str) -> bytes:
    return "".join(_kept(one) for one in row.translate(PLAIN)).encode("iso8859-15") + b"\r\n"


def _kept(letter: str) -> str:
    """The letter itself, else without its accent, else a question mark."""
    for one in (letter, unicodedata.normalize("NFKD", letter)[:1]):
        try:
            one.encode("iso8859-15")
        except UnicodeEncodeError:
            continue
        return one
    return "?"


def write_csv(entries: Iterable[Entry], target: BinaryIO) -> Sums:
    """As French spreadsheets open it; no cell is a formula."""
    sums, text = Sums(), TextIOWrapper(target, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    for entry in entries:
        sums.add(entry)
        for row in rows_of(entry):
            writer.writerow([_cell_of_csv(cell) for cell in row])
    text.detach()
    return sums


def _cell_of_csv(cell: Cell) -> str:
    return safe(told(cell)) if isinstance(cell, str) else told(cell)


def write_xlsx(entries: Iterable[Entry], target: BinaryIO) -> Sums:
    """Days and amounts are real ones; words are written as words, never as formulas."""
    from xlsxwriter import Workbook  # heavy, and needed here only

    book = Workbook(target, {"constant_memory": True, "in_memory": False})
    sheet = book.add_worksheet("Journal")
    looks = {date: book.add_format({"num_format": "dd/mm/yyyy"}),
             Decimal: book.add_format({"num_format": "#,##0.00"})}  # fmt: skip
    sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    sums, place = Sums(), 0
    for entry in entries:
        sums.add(entry)
        for row in rows_of(entry):
            place += 1
            for column, cell in enumerate(row):
                _write_cell(sheet, place, column, cell, looks)
    book.close()
    return sums


def _write_cell(sheet, place: int, column: int, cell: Cell, looks) -> None:  # type: ignore[no-untyped-def]  # xlsxwriter is loaded late
    if isinstance(cell, Decimal):
        sheet.write_number(place, column, float(cell), looks[Decimal])
    elif isinstance(cell, date):
        sheet.write_datetime(place, column, cell, looks[date])
    elif cell:
        sheet.write_string(place, column, told(cell))


def coefficient_csv(told: Coefficient) -> bytes:
    """Each revenue with its tag and where it counts; the fraction at the end."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Compte", "Libellé", "Nature", "Montant", "Compte dans le coefficient"])
    for row in told.rows:
        tag = row.tag.label if row.tag else "Saisi à la main"
        cells: list[Cell] = [row.account, row.label, tag, row.amount, row.counts.label]
        writer.writerow([_cell_of_csv(cell) for cell in cells])
    for label, amount in (("Numérateur", told.above), ("Dénominateur", told.below)):
        writer.writerow(["", label, "", _cell_of_csv(amount), ""])
    writer.writerow(["", "Coefficient de taxation", "", _cell_of_csv(told.value), ""])
    return text.getvalue().encode("utf-8-sig")
