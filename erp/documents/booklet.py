"""The booklet of a student: hours, each competence with its evidence, words, signatures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from erp.documents import format as french
from erp.documents.blocks import (
    BARE,
    HALF,
    bare,
    fact_list,
    gap,
    half_gap,
    lines_below,
    signature_box,
    title,
    together,
)
from erp.documents.fonts import BOLD
from erp.documents.hours_statement import HoursWeek, ShareBar
from erp.documents.layout import DRAFT, Sheet, pages
from erp.documents.parties import SchoolBlock, picture
from erp.documents.qr import QrCode
from erp.documents.styles import (
    BODY,
    HEADING,
    INNER,
    LABEL,
    LINE,
    PALE,
    PRACTICE,
    SMALL,
    SOFT,
    STEP,
    STRONG_LINE,
    figure,
    style,
    text,
)

THUMB = (24 * mm, 18 * mm)
QR_SIDE = 24 * mm
LEVEL_BAR = (46 * mm, 3 * mm)


@dataclass(frozen=True)
class Evidence:
    """One observation as it is printed; `photo` is a small PNG."""

    seen_on: date
    operation: str
    job: str
    rank: int
    level: str
    autonomy: str
    feeling: str
    by: str
    note: str
    photo: bytes | None = None


@dataclass(frozen=True)
class Shown:
    """A competence: where the student stands, and why; evidence oldest first."""

    code: str
    label: str
    mastery: str
    is_acquired: bool
    evidence: tuple[Evidence, ...]

    @property
    def rank(self) -> int:
        """The last level seen; 0: never."""
        return self.evidence[-1].rank if self.evidence else 0


@dataclass(frozen=True)
class Booklet:
    """`kind` is its title; `verify_url` opens the proof that the school issued it."""

    kind: str
    school: SchoolBlock
    student: str
    born_on: date
    cohort: str
    diploma: str
    framework: str
    period_from: date
    period_to: date
    issued_on: date
    practice_minutes: int
    theory_minutes: int
    target_percent: Decimal
    kinds: tuple[tuple[str, int], ...]
    levels: tuple[str, ...]
    competences: tuple[Shown, ...]
    words: tuple[tuple[date, str, str], ...]  # day, who, what
    verify_url: str = ""
    portrait: bytes | None = None
    signatories: tuple[str, ...] = ("L'élève", "Le responsable légal", "Pour l'école")


class LevelBar(Flowable):
    """The levels as steps of a bar; the last one reached is filled, the words stand beside."""

    def __init__(self, rank: int, most: int, size: tuple[float, float] = LEVEL_BAR) -> None:
        super().__init__()
        self.rank, self.most = rank, max(1, most)
        self.width, self.height = size

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        step = self.width / self.most
        for n in range(self.most):
            self.canv.setFillColor(PRACTICE if n < self.rank else PALE)
            self.canv.setStrokeColor(LINE)
            self.canv.rect(n * step, 0, step - 1.2, self.height, stroke=1, fill=1)


class LevelLine(Flowable):
    """Levels over time, the oldest at the left: a dot for each observation, joined."""

    def __init__(self, shown: Shown, most: int, span: tuple[date, date], width: float) -> None:
        super().__init__()
        self.dots, self.most = [(one.seen_on, one.rank) for one in shown.evidence], max(1, most)
        self.span, self.width, self.height = span, width, 10 * mm

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setLineWidth(0.4)
        self.canv.setStrokeColor(LINE)
        for rank in range(1, self.most + 1):
            self.canv.line(0, self._y(rank), self.width, self._y(rank))
        self.canv.setStrokeColor(PRACTICE)
        self.canv.setFillColor(PRACTICE)
        self.canv.setLineWidth(1)
        places = [(self._x(day), self._y(rank)) for day, rank in self.dots]
        for start, end in zip(places, places[1:], strict=False):
            self.canv.line(*start, *end)
        for x, y in places:
            self.canv.circle(x, y, 1.4, stroke=0, fill=1)

    def _x(self, day: date) -> float:
        first, last = self.span
        days = max(1, (last - first).days)
        return 2 + (self.width - 4) * min(1.0, max(0.0, (day - first).days / days))

    def _y(self, rank: int) -> float:
        return self.height * rank / (self.most + 1)


def draw(paper: Booklet) -> bytes:
    mark = "" if paper.verify_url else DRAFT
    sheet = Sheet(paper.kind, paper.student, paper.school, paper.issued_on, mark)
    return pages(sheet, content(paper, sheet))


def content(paper: Booklet, sheet: Sheet) -> list[Flowable]:
    parts: list[Flowable] = [title(sheet, paper.cohort, size=18), gap(), identity(paper), gap()]
    parts += [text("Où en est l'élève", HEADING), half_gap(), overview(paper), gap()]
    for shown in paper.competences:
        if shown.evidence:
            parts += evidence_of(shown, paper)
    return [*parts, *words(paper), CondPageBreak(60 * mm), closing(paper)]


def identity(paper: Booklet) -> Table:
    facts = [
        ("Né le", french.day(paper.born_on)),
        ("Diplôme", paper.diploma),
        ("Référentiel", paper.framework),
        ("Période", f"du {french.day(paper.period_from)} au {french.day(paper.period_to)}"),
        ("Établi le", french.day(paper.issued_on)),
    ]
    whole = HoursWeek("", paper.practice_minutes, paper.theory_minutes)
    hours = [(label, french.hours(minutes)) for label, minutes in paper.kinds]
    share = french.share(whole.share) if whole.share is not None else "–"
    aim = f"Pratique {share} · objectif {french.share(paper.target_percent)} (trait blanc)"
    told: list[Flowable] = [text("Heures", HEADING), half_gap()]
    told += [ShareBar(whole, paper.target_percent, HALF, 4 * mm), half_gap(), text(aim, SMALL)]
    told += [half_gap(), fact_list(hours, HALF, 52 * mm)]
    left: list[Flowable] = [fact_list(facts, HALF, 24 * mm)]
    if paper.portrait:
        left = [picture(paper.portrait, 24 * mm, 30 * mm), half_gap(), *left]
    return bare([[left, "", told]], [HALF, STEP, HALF])


def overview(paper: Booklet) -> Flowable:
    if not paper.competences:
        return text("Aucune compétence au référentiel.", SMALL)
    most = len(paper.levels)
    widths = [14 * mm, INNER - 14 * mm - LEVEL_BAR[0] - 34 * mm, LEVEL_BAR[0] + 2 * mm, 32 * mm]
    rows: list[list[object]] = []
    for shown in paper.competences:
        level = paper.levels[shown.rank - 1] if shown.rank else "Jamais vu"
        rows.append(
            [
                text(shown.code, style(8.5, font=BOLD)),
                text(shown.label, BODY),
                LevelBar(shown.rank, most),
                figure(shown.mastery if shown.is_acquired else level, 32 * mm, 7.5),
            ]
        )
    table = Table(rows, widths)
    table.setStyle([*BARE, *lines_below(1.2), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return table


def evidence_of(shown: Shown, paper: Booklet) -> list[Flowable]:
    """Its heading stays with its first rows; the table breaks between observations."""
    span = (paper.period_from, paper.period_to)
    line = LevelLine(shown, len(paper.levels), span, 50 * mm)
    room = INNER - 54 * mm
    head = bare([[text(f"{shown.code} {shown.label}", HEADING), line]], [room, 54 * mm])
    widths = [THUMB[0] + 3 * mm, 33 * mm, INNER - THUMB[0] - 3 * mm - 69 * mm, 36 * mm]
    table = Table([row(one) for one in shown.evidence], colWidths=widths, hAlign="LEFT")
    table.setStyle([*BARE, *lines_below(3), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return [CondPageBreak(38 * mm), head, table, gap()]


def row(one: Evidence) -> list[object]:
    photo = picture(one.photo, *THUMB) if one.photo else Spacer(1, 1)
    told = [text(one.operation, style(8.5, font=BOLD)), text(one.job, SMALL)]
    if one.note:
        told.append(text(one.note, SMALL))
    if one.feeling:
        told.append(text(f"L'élève : « {one.feeling} »", style(7.5, color=SOFT)))
    level = [text(one.level, style(8.5, font=BOLD, color=PRACTICE)), text(one.autonomy, SMALL)]
    return [photo, [text(french.day(one.seen_on), SMALL), text(one.by, LABEL)], told, level]


def words(paper: Booklet) -> list[Flowable]:
    if not paper.words:
        return []
    rows = [
        [[text(french.day(day), SMALL), text(who, LABEL)], text(what, BODY)]
        for day, who, what in paper.words
    ]
    table = Table(rows, colWidths=[40 * mm, INNER - 40 * mm], splitInRow=1, hAlign="LEFT")
    table.setStyle([*BARE, *lines_below(2)])
    return [CondPageBreak(30 * mm), text("Le mot des maîtres", HEADING), half_gap(), table, gap()]


def closing(paper: Booklet) -> Flowable:
    count = len(paper.signatories)
    width = (INNER - STEP * (count - 1)) / count
    boxes: list[object] = []
    for who in paper.signatories:
        boxes += [signature_box(who, [("Date", "")], width), ""]
    signed = bare([boxes[:-1]], ([width, STEP] * count)[:-1])
    if not paper.verify_url:
        return together(signed)
    told = text("Ce code ouvre la page où l'école confirme ce document.", SMALL)
    return together(signed, gap(), proof(told, paper.verify_url))


def proof(told: Flowable, url: str) -> Table:
    table = bare([[told, QrCode(url, QR_SIDE)]], [INNER - QR_SIDE, QR_SIDE])
    table.setStyle(
        [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LINEABOVE", (0, 0), (-1, 0), 0.8, STRONG_LINE)]
    )
    return table
