"""The file held for the labour inspector: the declaration, then five items for each student."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from erp.documents import format as french
from erp.documents.blocks import Facts, fact_list, gap, half_gap, heads, listing, title
from erp.documents.layout import Sheet as Page
from erp.documents.layout import pages
from erp.documents.parties import SchoolBlock, picture
from erp.documents.styles import BODY, HEADING, INNER, SMALL, SUBJECT, text

DATED = SIGNED = 34 * mm  # « 22 septembre 2026 » is the longest
TRAINED = 34 * mm
WIDTHS = [TRAINED, INNER - TRAINED - 2 * DATED - SIGNED, DATED, DATED, SIGNED]
COMPACT = [
    ("TOPPADDING", (0, 1), (-1, -1), 0.7 * mm),
    ("BOTTOMPADDING", (0, 1), (-1, -1), 0.9 * mm),
]
LAW = (
    "Informations tenues à la disposition de l'agent de contrôle de l'inspection du travail "
    "(Code du travail, article R4153-45), pour chaque jeune de moins de 18 ans."
)


@dataclass(frozen=True)
class Sheet:
    """A safety training; `signature` is what the student drew, if it was drawn here."""

    about: str
    given_on: date
    assessed_on: date
    result: str
    trainer: str
    signed_on: date | None
    signature: bytes | None = None


@dataclass(frozen=True)
class InspectedStudent:
    first_name: str
    last_name: str
    birth_date: date
    course: str
    places: str
    opinion: str
    sheets: tuple[Sheet, ...]
    supervisors: str

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"


@dataclass(frozen=True)
class InspectionFile:
    """`declarations`: those that hold that day, each as labels with their words."""

    school: SchoolBlock
    issued_on: date
    declarations: tuple[Facts, ...]
    students: tuple[InspectedStudent, ...]


def draw(paper: InspectionFile) -> bytes:
    page = Page("Dossier", "inspection du travail", paper.school, paper.issued_on)
    return pages(page, content(paper, page))


def content(paper: InspectionFile, page: Page) -> list[Flowable]:
    under = f"au {french.day(paper.issued_on)} · élèves de moins de 18 ans : {len(paper.students)}"
    story: list[Flowable] = [title(page, under, size=16), gap(), text(LAW, SMALL), gap()]
    story += [text("Déclaration de dérogation (R4153-40 et R4153-41)", SUBJECT), half_gap()]
    for told in paper.declarations:
        story += [fact_list(told, INNER), gap()]
    if not paper.declarations:
        story += [text("Aucune déclaration ne vaut à cette date.", BODY), gap()]
    story += [text("Élèves", SUBJECT), half_gap(), index(paper)]
    for student in paper.students:
        story += [PageBreak(), *student_part(student)]
    return story


def index(paper: InspectionFile) -> Flowable:
    if not paper.students:
        return text("Aucun élève de moins de 18 ans.", BODY)
    rows: list[list[object]] = [heads("Élève", "Formation", "Naissance")]
    for one in paper.students:
        rows.append([text(one.name), text(one.course, SMALL), text(french.day(one.birth_date))])
    return listing(rows, [46 * mm, INNER - 46 * mm - DATED, DATED], COMPACT)


def student_part(one: InspectedStudent) -> list[Flowable]:
    facts = (
        (
            "1° Jeune",
            f"{one.first_name} {one.last_name} · naissance : {french.day(one.birth_date)}",
        ),
        ("2° Formation", f"{one.course} · {one.places}"),
        ("3° Avis médical", one.opinion),
        ("4° Sécurité", f"Formations données et évaluées : {len(one.sheets)}, ci-dessous"),
        ("5° Encadrement", one.supervisors),
    )
    told = [text(one.name, SUBJECT), half_gap(), fact_list(facts, INNER), gap()]
    return [
        *told,
        text("Fiches de formation à la sécurité", HEADING),
        Spacer(1, 2 * mm),
        sheets(one),
    ]


def sheets(student: InspectedStudent) -> Flowable | Table:
    if not student.sheets:
        return text("Aucune formation signée.", BODY)
    names = ("Machines", "Évaluation, par", "Donnée le", "Évaluée le", "Signée des deux")
    rows: list[list[object]] = [heads(*names)]
    for one in student.sheets:
        rows.append(
            [
                text(one.about),
                text(f"{one.result} · {one.trainer}"),
                text(french.day(one.given_on)),
                text(french.day(one.assessed_on)),
                signed(one),
            ]
        )
    return listing(rows, WIDTHS)


def signed(one: Sheet) -> Flowable | list[Flowable]:
    words = text(french.day(one.signed_on) if one.signed_on else "non")
    return [words, picture(one.signature, 30 * mm, 12 * mm)] if one.signature else words
