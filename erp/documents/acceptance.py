"""The proof that a quote was accepted on the portal: by whom, when, from where, and which file."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from erp.documents import format as french
from erp.documents.blocks import (
    BARE,
    fact_list,
    gap,
    half_gap,
    opening,
    subject,
    title,
    together,
)
from erp.documents.fonts import ITALIC
from erp.documents.layout import Sheet, pages
from erp.documents.parties import CustomerBlock, SchoolBlock, picture
from erp.documents.quote import WORDS
from erp.documents.styles import (
    BODY,
    HEADING,
    INNER,
    LABEL,
    PORTAL,
    SMALL,
    STEP,
    STRONG_LINE,
    one_line,
    text,
)

EXPLAINED = (
    f"L'empreinte SHA-256 désigne les mots du devis tel qu'il a été accepté : le fichier {WORDS}, "
    "joint à son PDF. Recalculez-la sur cette pièce jointe pour vérifier qu'il n'a pas changé."
)


@dataclass(frozen=True)
class NotedBlock:
    """A yes that came on paper or by e-mail: who at the school wrote it down, and the document."""

    by: str
    how: str
    said_on: date
    file: str
    file_sha256: str


@dataclass(frozen=True)
class AcceptanceProof:
    """`accepted_at` carries its time zone; `sentence` is what was agreed to, word for word.
    `noted`: the school wrote it down; None, the customer signed on the portal."""

    school: SchoolBlock
    customer: CustomerBlock
    quote_number: str
    revision: int
    subject: str
    gross: Decimal
    accepted_by: str
    function: str
    po_number: str
    signature: str
    accepted_at: datetime
    ip_address: str
    quote_sha256: str
    sentence: str
    quantities: tuple[tuple[str, str], ...] = ()
    po_file: str = ""
    png: bytes | None = None
    noted: NotedBlock | None = None


def draw(paper: AcceptanceProof) -> bytes:
    day = paper.accepted_at.date()
    sheet = Sheet("Preuve d'acceptation", paper.quote_number, paper.school, day, color=PORTAL)
    return pages(sheet, content(paper, sheet))


def content(paper: AcceptanceProof, sheet: Sheet) -> list[Flowable]:
    facts = [
        ("Devis", f"{paper.quote_number}, révision {paper.revision}"),
        ("Accepté le", french.day(said_on(paper))),
        ("Montant TTC", french.money(paper.gross)),
        ("Votre commande", paper.po_number),
        ("Document reçu" if paper.noted else "Bon de commande", paper.po_file),
    ]
    return [
        title(sheet, "Notée par l'école" if paper.noted else f"Révision {paper.revision}"),
        gap(),
        opening(facts, paper.customer),
        gap(),
        *subject(paper.subject),
        *chosen(paper.quantities),
        text(paper.sentence, BODY),
        gap(),
        together(signed(paper)),
        gap(),
        together(*traced(paper)),
    ]


def said_on(paper: AcceptanceProof) -> date:
    return paper.noted.said_on if paper.noted else paper.accepted_at.date()


def traced(paper: AcceptanceProof) -> list[Flowable]:
    heading = text("Trace de l'acceptation", HEADING)
    return [heading, half_gap(), trace(paper), half_gap(), text(EXPLAINED, SMALL)]


def chosen(quantities: tuple[tuple[str, str], ...]) -> list[Flowable]:
    """How many of each piece were said yes to."""
    told = [(f"Quantité {n}" if len(quantities) > 1 else "Quantité", f"{many} · {label}")
            for n, (label, many) in enumerate(quantities, start=1)]  # fmt: skip
    return [fact_list(told, INNER, 32 * mm), gap()] if told else []


def signed(paper: AcceptanceProof) -> Table:
    who = ", ".join(part for part in (paper.accepted_by, paper.function) if part)
    cells = [
        text(label_of(paper), LABEL),
        Spacer(1, 2 * mm),
        written(paper),
        Spacer(1, 4 * mm),
        text(who, BODY),
    ]
    table = Table([[cells]], colWidths=[INNER], hAlign="LEFT")
    table.setStyle(
        [
            *BARE,
            ("LEFTPADDING", (0, 0), (-1, -1), STEP),
            ("RIGHTPADDING", (0, 0), (-1, -1), STEP),
            ("TOPPADDING", (0, 0), (-1, -1), STEP / 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), STEP / 2),
            ("BOX", (0, 0), (-1, -1), 0.8, STRONG_LINE),
        ]
    )
    return table


def label_of(paper: AcceptanceProof) -> str:
    if paper.noted:
        return f"Document reçu {paper.noted.how.lower()}, aucune signature sur le portail"
    return "Signature dessinée" if paper.png else "Signature saisie"


def written(paper: AcceptanceProof) -> Flowable:
    """The name as it was drawn with a finger, or as it was typed; the file that stands for it."""
    if paper.noted:
        return one_line(paper.noted.file, INNER - 2 * STEP, 14, least=8)
    if paper.png:
        return picture(paper.png, 80 * mm, 30 * mm)
    return one_line(paper.signature, INNER - 2 * STEP, 26, font=ITALIC, color=PORTAL, least=14)


def trace(paper: AcceptanceProof) -> Flowable:
    told = [
        ("Nom", paper.accepted_by),
        ("Fonction", paper.function),
        *came(paper),
        ("Empreinte SHA-256 du devis", french.spaced(paper.quote_sha256, 8)),
    ]
    return fact_list(told, INNER, 46 * mm)


def came(paper: AcceptanceProof) -> list[tuple[str, str]]:
    """From the portal, or through the hands of the school."""
    moment = french.moment(paper.accepted_at)
    if paper.noted is None:
        return [("Moment", moment), ("Adresse IP", paper.ip_address)]
    return [
        ("Réponse du", f"{french.day(paper.noted.said_on)}, {paper.noted.how.lower()}"),
        ("Notée par l'école", f"{paper.noted.by}, {moment}"),
        ("SHA-256 du document", french.spaced(paper.noted.file_sha256, 8)),
    ]
