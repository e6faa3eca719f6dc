"""The anatomy of a page: brand line, title, frame, identity of the school and page x/y."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from threading import Lock

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
)

from erp.documents.fonts import BOLD, REGULAR, fitting_size, printable, shortened
from erp.documents.parties import SchoolBlock, identity
from erp.documents.styles import (
    GHOST,
    HEIGHT,
    INNER,
    LINE,
    MARGIN,
    OFFICE,
    SMALL,
    SOFT,
    STEP,
    WIDTH,
    text,
)

DRAFT, DUPLICATE = "PROJET", "DUPLICATA"
ONE_AT_A_TIME = Lock()  # reportlab reads a font through one cursor for all threads
PAGE_BOX = 20 * mm
TOP_FIRST, TOP_LATER = HEIGHT - 15 * mm, HEIGHT - 22 * mm
rl_config.useA85 = 0  # bytes, not letters: a quarter smaller, and nothing to turn back


@dataclass(frozen=True)
class Sheet:
    """What stands around the content on every page; a draft has no date."""

    kind: str
    number: str
    school: SchoolBlock
    dated: date | None
    mark: str = ""
    color: Color = OFFICE

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}".strip()


class CountedCanvas(Canvas):
    """Keeps its pages until the last one is known, then writes page x/y on each."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 (the name is reportlab's)
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for place, page in enumerate(self.kept, start=1):
            self.__dict__.update(page)
            self.setFont(REGULAR, 7.5)
            self.setFillColor(SOFT)
            self.drawRightString(WIDTH - MARGIN, STEP, f"page {place}/{len(self.kept)}")
            super().showPage()
        super().save()


def pages(sheet: Sheet, content: list[Flowable], *, packed: bool = True) -> bytes:
    """The whole file: the same sheet and content always give the same bytes.

    Unpacked, when something is put into it afterwards that packs it anyway.
    """
    foot = text(identity(sheet.school), SMALL)
    foot_height = foot.wrap(INNER - PAGE_BOX, HEIGHT)[1]

    def first(canvas: Canvas, _: BaseDocTemplate) -> None:
        date_file(canvas, sheet.dated)
        surround(canvas, sheet, foot, foot_height)

    def later(canvas: Canvas, _: BaseDocTemplate) -> None:
        surround(canvas, sheet, foot, foot_height)
        remind(canvas, sheet)

    bottom = STEP + foot_height + 6 * mm
    target = BytesIO()
    document = BaseDocTemplate(target, **properties(sheet), pageCompression=int(packed))
    document.addPageTemplates(
        [
            PageTemplate("first", [area(bottom, TOP_FIRST)], onPage=first),
            PageTemplate("later", [area(bottom, TOP_LATER)], onPage=later),
        ]
    )
    with ONE_AT_A_TIME:
        document.build([NextPageTemplate("later"), *content], canvasmaker=CountedCanvas)
    return target.getvalue()


def properties(sheet: Sheet) -> dict[str, object]:
    return {
        "pagesize": (WIDTH, HEIGHT),
        "title": printable(sheet.name),
        "author": printable(sheet.school.name),
        "subject": sheet.kind,
        "creator": "Établi",
        "lang": "fr-FR",
        "invariant": 1,
        "initialFontName": REGULAR,
        "initialFontSize": 8.5,
    }


def area(bottom: float, top: float) -> Frame:
    bare = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    return Frame(MARGIN, bottom, INNER, top - bottom, **bare)


def date_file(canvas: Canvas, dated: date | None) -> None:
    """The file says the day of the paper, whenever it is drawn; a draft has no day yet."""
    told = f"{dated:%Y%m%d}" if dated else "20000101"
    canvas.setDateFormatter(lambda *_: f"D:{told}000000Z")


def surround(canvas: Canvas, sheet: Sheet, foot: Paragraph, foot_height: float) -> None:
    """Brand line above, identity below, and the mark of a draft or a copy behind the words."""
    canvas.saveState()
    if sheet.mark:
        watermark(canvas, sheet.mark)
    canvas.setFillColor(sheet.color)
    canvas.rect(MARGIN, HEIGHT - STEP - 1.2 * mm, INNER, 1.2 * mm, stroke=0, fill=1)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, STEP + foot_height + 2 * mm, WIDTH - MARGIN, STEP + foot_height + 2 * mm)
    foot.drawOn(canvas, MARGIN, STEP - 2.4)
    canvas.restoreState()


def watermark(canvas: Canvas, mark: str) -> None:
    """Across the page, under whatever is printed; and small at the top, where nothing hides it."""
    canvas.saveState()
    canvas.setFillColor(SOFT)
    canvas.setFont(BOLD, 10)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 13.3 * mm, mark)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(55)
    canvas.setFillColor(GHOST)
    canvas.setFont(BOLD, fitting_size(mark, BOLD, 110, 250 * mm))
    canvas.drawCentredString(0, -30, mark)
    canvas.restoreState()


def remind(canvas: Canvas, sheet: Sheet) -> None:
    """From page 2 on: which paper this is, and whose."""
    canvas.saveState()
    canvas.setFillColor(SOFT)
    canvas.setFont(BOLD, 8)
    canvas.drawString(MARGIN, HEIGHT - 15 * mm, shortened(sheet.name, BOLD, 8, INNER / 2))
    canvas.setFont(REGULAR, 8)
    name = shortened(sheet.school.name, REGULAR, 8, INNER / 2 - STEP)
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 15 * mm, name)
    canvas.restoreState()
