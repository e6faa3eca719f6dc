"""The statement of a student's hours: practice, theory, and how far the target is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from erp.documents import format as french
from erp.documents.blocks import (
    HALF,
    bare,
    fact_list,
    gap,
    half_gap,
    heads,
    listing,
    signature_box,
    title,
    together,
)
from erp.documents.fonts import BOLD, REGULAR
from erp.documents.layout import Sheet, pages
from erp.documents.parties import SchoolBlock
from erp.documents.styles import (
    HEADING,
    INNER,
    PRACTICE,
    SMALL,
    STEP,
    STRONG_LINE,
    THEORY,
    figure,
    style,
    text,
)

NUMBER = 25 * mm
BAR = 52 * mm
WIDTHS = [INNER - 4 * NUMBER - BAR, *[NUMBER] * 4, BAR]


@dataclass(frozen=True)
class HoursWeek:
    label: str
    practice_minutes: int
    theory_minutes: int

    @property
    def total(self) -> int:
        return self.practice_minutes + self.theory_minutes

    @property
    def share(self) -> Decimal | None:
        """Practice in a hundred; nothing in a week without hours."""
        return Decimal(100 * self.practice_minutes) / self.total if self.total else None


@dataclass(frozen=True)
class HoursStatement:
    """`target_percent` is the share of practice the diploma asks for."""

    school: SchoolBlock
    student: str
    cohort: str
    diploma: str
    period_from: date
    period_to: date
    issued_on: date
    weeks: tuple[HoursWeek, ...]
    target_percent: Decimal
    kinds: tuple[tuple[str, int], ...] = ()  # minutes by nature, internships and exams too
    signatories: tuple[str, ...] = ("L'élève", "Pour l'école")

    @property
    def whole(self) -> HoursWeek:
        practice = sum(week.practice_minutes for week in self.weeks)
        return HoursWeek("Total", practice, sum(week.theory_minutes for week in self.weeks))


class ShareBar(Flowable):
    """Practice then theory as lengths, with a mark at the target; the words stand beside it."""

    def __init__(self, week: HoursWeek, target: Decimal, width: float, height: float) -> None:
        super().__init__()
        self.week, self.target = week, target
        self.width, self.height = width, height

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        if self.week.share is None:
            return
        practice = self.width * float(self.week.share) / 100
        self.canv.setFillColor(PRACTICE)
        self.canv.rect(0, 0, practice, self.height, stroke=0, fill=1)
        self.canv.setFillColor(THEORY)
        self.canv.rect(practice, 0, self.width - practice, self.height, stroke=0, fill=1)
        aim = self.width * min(100.0, float(self.target)) / 100
        self.canv.setFillColor("#ffffff")
        self.canv.rect(aim - 0.6, -1, 1.2, self.height + 2, stroke=0, fill=1)


def draw(paper: HoursStatement) -> bytes:
    sheet = Sheet("Relevé d'heures", paper.student, paper.school, paper.issued_on)
    return pages(sheet, content(paper, sheet))


def content(paper: HoursStatement, sheet: Sheet) -> list[Flowable]:
    period = f"du {french.day(paper.period_from)} au {french.day(paper.period_to)}"
    return [
        title(sheet, paper.cohort, size=18),
        gap(),
        summary(paper, period),
        gap(),
        weeks(paper),
        gap(),
        *details(paper),
        together(signatures(paper)),
    ]


def summary(paper: HoursStatement, period: str) -> Table:
    whole = paper.whole
    left = [
        ("Période", period),
        ("Promotion", paper.cohort),
        ("Diplôme", paper.diploma),
        ("Établi le", french.day(paper.issued_on)),
    ]
    right: list[object] = [
        total("Pratique", whole.practice_minutes, PRACTICE),
        total("Théorie", whole.theory_minutes, THEORY),
    ]
    bar = ShareBar(whole, paper.target_percent, HALF, 5 * mm)
    told = [bare([right], [HALF / 2] * 2), half_gap(), bar, half_gap(), text(aim(paper), SMALL)]
    return bare([[fact_list(left, HALF, 24 * mm), "", told]], [HALF, STEP, HALF])


def total(name: str, minutes: int, color: Color) -> list[Flowable]:
    return [
        text(name, style(9, color=color)),
        text(french.hours(minutes), style(16, font=BOLD, color=color)),
    ]


def aim(paper: HoursStatement) -> str:
    """The share reached beside the share aimed at, in words."""
    target = f"objectif {french.share(paper.target_percent)}"
    share = paper.whole.share
    if share is None:
        return f"Aucune heure sur la période · {target}"
    return f"Pratique {french.share(share)} · {target} (trait blanc)"


def weeks(paper: HoursStatement) -> Table:
    names = ("Semaine", ">Pratique", ">Théorie", ">Total", ">Part pratique", "Pratique | théorie")
    rows = [heads(*names), *(row(week, paper.target_percent) for week in paper.weeks)]
    rows.append(row(paper.whole, paper.target_percent, font=BOLD))
    compact = [
        ("TOPPADDING", (0, 1), (-1, -1), 0.9 * mm),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 1.1 * mm),
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (5, 0), (5, -1), 5 * mm),
        ("LINEABOVE", (0, -1), (-1, -1), 0.8, STRONG_LINE),
        ("LINEBELOW", (0, -1), (-1, -1), 0.8, STRONG_LINE),
    ]
    return listing(rows, WIDTHS, compact)


def details(paper: HoursStatement) -> list[Flowable]:
    """The same minutes by nature; what is outside the share is here too."""
    if not paper.kinds:
        return []
    told = [(label, french.hours(minutes)) for label, minutes in paper.kinds]
    return [
        together(text("Par nature", HEADING), half_gap(), fact_list(told, HALF, 52 * mm)),
        gap(),
    ]


def row(week: HoursWeek, target: Decimal, font: str = REGULAR) -> list[object]:
    room = NUMBER - 2 * mm
    return [
        text(week.label, style(8.5, font=font)),
        hours(week.practice_minutes, room, font, PRACTICE),
        hours(week.theory_minutes, room, font, THEORY),
        figure(french.hours(week.total), room, font=font),
        figure(french.share(week.share) if week.share is not None else "–", room, font=font),
        ShareBar(week, target, BAR - 5 * mm, 2.4 * mm),
    ]


def hours(minutes: int, room: float, font: str, color: Color) -> Flowable:
    return figure(french.hours(minutes), room, font=font, color=color)


def signatures(paper: HoursStatement) -> Table:
    count = len(paper.signatories)
    width = (INNER - STEP * (count - 1)) / count
    boxes: list[object] = []
    for who in paper.signatories:
        boxes += [signature_box(who, [("Date", "")], width), ""]
    return bare([boxes[:-1]], ([width, STEP] * count)[:-1])
