"""The morning sheet of a team, one A4: what each does, a code for the tablet, boxes for a pen."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from erp.documents.blocks import gap, heads, listing
from erp.documents.layout import Sheet, pages
from erp.documents.parties import SchoolBlock
from erp.documents.qr import QrCode
from erp.documents.styles import (
    INNER,
    SMALL,
    SOFT,
    STRONG,
    STRONG_LINE,
    WORKSHOP,
    one_line,
    style,
    text,
)
from erp.documents.traveller import TickBox

SIDE = 17 * mm
FIXED = [19 * mm, 40 * mm, 22 * mm, 15 * mm, 15 * mm, 20 * mm]
WIDTHS = [FIXED[0], INNER - sum(FIXED), *FIXED[1:]]


@dataclass(frozen=True)
class TeamTask:
    """First names only: the sheet lies about in the workshop."""

    hours: str
    part: str
    work: str
    who: str
    machine: str
    qr_url: str


@dataclass(frozen=True)
class TeamSheet:
    name: str
    place: str
    instructor: str
    tasks: tuple[TeamTask, ...]


@dataclass(frozen=True)
class TeamSheetsPaper:
    school: SchoolBlock
    day: date
    day_words: str
    teams: tuple[TeamSheet, ...]


def draw(paper: TeamSheetsPaper) -> bytes:
    sheet = Sheet("Feuilles d'équipe", paper.day_words, paper.school, paper.day, color=WORKSHOP)
    content: list[Flowable] = []
    for n, team in enumerate(paper.teams):
        content += [*([PageBreak()] if n else []), *of_team(team, paper.day_words)]
    return pages(sheet, content)


def of_team(team: TeamSheet, day: str) -> list[Flowable]:
    return [
        text(f"Feuille d'équipe · {day}", style(9, color=SOFT)),
        one_line(team.name, INNER, 30, color=WORKSHOP, least=18),
        Spacer(1, 2 * mm),
        text(f"{team.place} · {team.instructor}", style(10)),
        gap(),
        tasks(team.tasks),
    ]


def tasks(rows: tuple[TeamTask, ...]) -> Table:
    names = ("", "Pièce et opération", "Qui", "^Tablette", "^Début", "^Fini", "^Bonnes")
    room = [
        ("VALIGN", (3, 1), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (3, 0), (-1, -1), 0),
        ("LINEBEFORE", (6, 1), (6, -1), 0.4, STRONG_LINE),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, STRONG_LINE),
    ]
    return listing([heads(*names), *(row(one) for one in rows)], WIDTHS, room)


def row(one: TeamTask) -> list[object]:
    code = QrCode(one.qr_url, SIDE)
    code.hAlign = "CENTER"
    what = [text(one.part, STRONG), text(one.work)]
    who = [text(one.who, STRONG), *([text(one.machine, SMALL)] if one.machine else [])]
    return [text(one.hours, SMALL), what, who, code, *(TickBox(w) for w in WIDTHS[4:6]), ""]
