"""« Mes réalisations »: what a student really made, for the CV."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from erp.documents import format as french
from erp.documents.blocks import BARE, fact_list, gap, half_gap, lines_below, title, together
from erp.documents.booklet import THUMB, proof
from erp.documents.fonts import BOLD
from erp.documents.layout import DRAFT, Sheet, pages
from erp.documents.parties import SchoolBlock, picture
from erp.documents.styles import BODY, HEADING, INNER, SMALL, style, text


@dataclass(frozen=True)
class Achievement:
    """A part somebody helped to make; `customer` only with the company's consent."""

    made_on: date
    part: str
    quantity: str
    operations: tuple[str, ...]
    customer: str = ""
    photo: bytes | None = None


@dataclass(frozen=True)
class Achievements:
    school: SchoolBlock
    student: str
    cohort: str
    diploma: str
    issued_on: date
    parts: tuple[Achievement, ...]
    acquired: tuple[str, ...]
    verify_url: str = ""


def draw(paper: Achievements) -> bytes:
    """For the CV: what was really made, and which competences that showed."""
    mark = "" if paper.verify_url else DRAFT
    sheet = Sheet("Mes réalisations", paper.student, paper.school, paper.issued_on, mark)
    facts = fact_list([("Promotion", paper.cohort), ("Diplôme", paper.diploma)], INNER, 28 * mm)
    widths = [THUMB[0] * 1.5 + 4 * mm, INNER - THUMB[0] * 1.5 - 4 * mm]
    rows = [[thumb(one), part(one)] for one in paper.parts]
    table = Table(rows or [[text("Rien encore.", SMALL), ""]], colWidths=widths, hAlign="LEFT")
    table.setStyle([*BARE, *lines_below(4), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    skills: list[Flowable] = []
    if paper.acquired:
        skills = [gap(), text("Compétences acquises", HEADING), half_gap()]
        skills += [text(one, BODY) for one in paper.acquired]
    end: list[Flowable] = []
    if paper.verify_url:
        told = text("Ce code ouvre la page où l'école confirme ce document.", SMALL)
        end = [gap(), together(proof(told, paper.verify_url))]
    return pages(sheet, [title(sheet, size=18), gap(), facts, gap(), table, *skills, *end])


def thumb(one: Achievement) -> Flowable:
    return picture(one.photo, THUMB[0] * 1.5, THUMB[1] * 1.5) if one.photo else Spacer(1, 1)


def part(one: Achievement) -> list[Flowable]:
    named = [text(f"{one.part}, {one.quantity}", style(10, font=BOLD))]
    where = f" · pour {one.customer}" if one.customer else ""
    named.append(text(french.day(one.made_on) + where, SMALL))
    return [*named, text(", ".join(one.operations), BODY)]
