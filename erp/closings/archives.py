"""A period in one dated, signed file that needs no software: CSV, JSON, PDFs, hashes, a README."""

import csv
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, select

from erp.closings import rules
from erp.closings.readme import README
from erp.closings.refusals import NotAnArchive, NothingToArchive
from erp.core import clock, ledger
from erp.core.archive import StoredPaper
from erp.core.db import db
from erp.core.ledger import KINDS, Kind, Seal
from erp.core.money import Scaled
from erp.core.tables import safe
from erp.core.words import N_
from erp.customers.models import Customer
from erp.people.models import User

ADDRESS = ("id", "name", "siret", "vat_number", "street", "postal_code", "city", "country")
HASHES, SIGNATURE = "empreintes.sha256", "signature.txt"
CHAIN = ("chain", "position", "kind", "record_id", "at", "amount", "total", "signature")
BATCH = 200
OURS_ALONE = {"folded"}  # for our searches: it says nothing more
NAMES: dict[str, tuple[Any, str, Sequence[str]]] = {  # of whom the ids of the other tables are
    "customer": (Customer, "customer_id", ADDRESS),
    "user": (User, "_by_id", ("id", "name")),
}
Form = dict[str, Any]


@dataclass
class Parcel:
    """A zip being filled; what goes in is hashed."""

    file: zipfile.ZipFile
    moment: datetime
    hashes: list[tuple[str, str]] = field(default_factory=list)
    named: dict[str, set[int]] = field(default_factory=lambda: {name: set() for name in NAMES})

    def put(self, name: str, content: bytes) -> None:
        self.lay(name, content)
        self.hashes.append((sha256(content).hexdigest(), name))

    def lay(self, name: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(name, self.moment.astimezone(clock.PARIS).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_STORED if name.endswith(".pdf") else zipfile.ZIP_DEFLATED
        self.file.writestr(entry, content)

    @property
    def told(self) -> str:
        """As `sha256sum --check` reads it."""
        return "".join(f"{digest}  {name}\n" for digest, name in self.hashes)


def write_archive(target: Path, first: date, last: date, *, now: datetime) -> int:
    """Everything sealed from `first` to `last`, both included; how many records there are."""
    if next(_links(first, last), None) is None:
        raise NothingToArchive(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    with zipfile.ZipFile(target, "w") as file:
        parcel = Parcel(file, now)
        count = sum(_put_kind(parcel, kind, first, last) for kind in KINDS.values())
        _put_names(parcel)
        _put_chain(parcel, first, last)
        facts = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        made = f"{now.astimezone(clock.PARIS):%d/%m/%Y %H:%M:%S}"
        parcel.put("README.txt", (README % {**facts, "made": made, "count": count}).encode())
        parcel.lay(HASHES, parcel.told.encode())
        parcel.lay(SIGNATURE, f"{signature_of(parcel.told, made)}\n".encode())
    return count


def signature_of(hashes: str, made: str) -> str:
    return f"{made}\n{ledger.sign(f'archive {made} {hashes}')}"


def _links(first: date, last: date, kind: Kind | None = None) -> Iterator[Sequence[Row[Any]]]:
    """In batches, in the order of the chains."""
    begin, end = clock.start_of(first), clock.start_of(last + rules.ONE_DAY)
    chosen = select(Seal.id, Seal.form, *(getattr(Seal, name) for name in CHAIN))
    chosen = chosen.where(Seal.at >= begin, Seal.at < end).order_by(Seal.id).limit(BATCH)
    if kind is not None:
        chosen = chosen.where(Seal.kind == kind.table.name)
    after = 0
    while rows := db.session.execute(chosen.where(Seal.id > after)).all():
        yield rows
        after = rows[-1].id


def _put_kind(parcel: Parcel, kind: Kind, first: date, last: date) -> int:
    name = kind.table.name
    rows: list[Form] = []
    for links in _links(first, last, kind):
        forms = [json.loads(link.form) for link in links]
        _put_papers(parcel, forms)
        _note_names(parcel, forms)
        rows += forms
    if rows:
        parcel.put(f"donnees/{name}.csv", table_of(kind.table, rows))
        for part in kind.parts:
            inside = [row for form in rows for row in form[part.name]]
            parcel.put(f"donnees/{part.name}.csv", table_of(part, inside))
        told = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
        parcel.put(f"donnees/{name}.json", told.encode())
    return len(rows)


def _note_names(parcel: Parcel, forms: list[Form]) -> None:
    for name, (_model, end, _columns) in NAMES.items():
        told = (value for form in forms for key, value in form.items() if key.endswith(end))
        parcel.named[name].update(value for value in told if value is not None)


def _put_names(parcel: Parcel) -> None:
    """As they are called today: the papers say how they were called."""
    for name, (model, _end, titles) in NAMES.items():
        found = db.session.scalars(
            select(model).where(model.id.in_(parcel.named[name])).order_by(model.id)
        )
        rows = ([safe(str(getattr(one, title))) for title in titles] for one in found)
        parcel.put(f"donnees/{name}.csv", _csv(titles, rows))


def _put_papers(parcel: Parcel, forms: list[Form]) -> None:
    papers = {form["stored_paper"]["id"] for form in forms if form.get("stored_paper")}
    chosen = select(StoredPaper.filename, StoredPaper.content).where(StoredPaper.id.in_(papers))
    for filename, content in db.session.execute(chosen.order_by(StoredPaper.id)):
        parcel.put(f"papiers/{filename}", content)


def _put_chain(parcel: Parcel, first: date, last: date) -> None:
    told: list[Form] = []
    for links in _links(first, last):
        told += [{name: getattr(link, name) for name in CHAIN} for link in links]
    parcel.put("chaine.csv", _csv(CHAIN, ([str(row[name]) for name in CHAIN] for row in told)))


def table_of(table: Table, rows: list[Form]) -> bytes:
    """A spreadsheet's CSV, amounts in euros."""
    known = [column for column in table.columns if not rows or column.name in rows[0]]
    columns = [column for column in known if column.name not in OURS_ALONE]
    lines = ([cell(column.type, row.get(column.name)) for column in columns] for row in rows)
    return _csv([column.name for column in columns], lines)


def cell(kind: object, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(kind, Scaled):
        return str(kind.amount(value)).replace(".", ",")
    if isinstance(value, str):
        return safe(value)
    return json.dumps(value, ensure_ascii=False)


def _csv(titles: Iterable[str], lines: Iterable[list[str]]) -> bytes:
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(titles)
    writer.writerows(lines)
    return target.getvalue().encode("utf-8-sig")


def check_archive(path: Path) -> int:
    """Every file is as it was put in, and the list is signed by us; how many files there are."""
    try:
        with zipfile.ZipFile(path) as file:
            return _check(file, path.name)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as wrong:
        why = N_("le fichier est abîmé ou incomplet.")
        raise NotAnArchive(name=path.name, why=why) from wrong


def _check(file: zipfile.ZipFile, name: str) -> int:
    hashes, told = file.read(HASHES).decode(), file.read(SIGNATURE).decode().rstrip("\n")
    if told != signature_of(hashes, told.partition("\n")[0]):
        raise NotAnArchive(name=name, why=N_("sa signature n'est pas de cette installation."))
    pairs = (line.partition("  ") for line in hashes.splitlines())
    listed = {inside: digest for digest, _, inside in pairs}
    for inside, digest in listed.items():
        if sha256(file.read(inside)).hexdigest() != digest:
            raise NotAnArchive(name=name, why=N_("%(file)s a changé.") % {"file": inside})
    if set(file.namelist()) != {*listed, HASHES, SIGNATURE}:
        raise NotAnArchive(name=name, why=N_("un fichier y a été ajouté ou retiré."))
    return len(listed)
