"""The file for the labour inspector, read as the paper it is: the declaration, then each minor."""

from datetime import date, timedelta

from pypdfium2 import PdfDocument

from erp.core import clock
from erp.core.db import db
from erp.documents import format as french
from erp.documents import inspection_file
from erp.documents.inspection_file import InspectedStudent, InspectionFile, Sheet
from erp.people.states import Role
from tests.builders import a_class_session, a_student, a_user
from tests.builders_safety import Lathe
from tests.documents.samples import a_school


def read(paper: bytes) -> list[str]:
    """The words of each page."""
    with PdfDocument(paper) as document:
        return [page.get_textpage().get_text_range() for page in document]


def a_day(day: date) -> str:
    return french.day(day).replace("\u00a0", " ")


def test_the_paper_says_the_declaration_then_the_five_items_and_the_sheets_of_each_minor(browse):
    lathe = Lathe(born=clock.today() - timedelta(days=16 * 365 + 9), papers=False)
    cohort, today = lathe.student.cohort, clock.today()
    a_student(cohort, last_name="Majeure", birth_date=today.replace(year=today.year - 20))
    a_class_session(cohort, leader=lathe.instructor, place=lathe.machine.place)
    lathe.declare(today), lathe.look_after(today), lathe.train(today)
    db.session.commit()

    pages = read(browse(a_user(Role.SECRETARY)).get("/bureau/securite/dossier.pdf").data)

    assert len(pages) == 2 and "Majeure" not in "".join(pages)
    for word in ("LRAR 1", "D4153-28", lathe.machine.name, cohort.diploma.name):
        assert word in pages[0], word
    for word in (
        lathe.student.name,
        a_day(lathe.student.birth_date),
        cohort.diploma.name,
        lathe.machine.place.name,
        "Dr Sarrazac",
        lathe.machine.machine_type.name,
        "18/20",
        lathe.instructor.name,
    ):
        assert word in pages[1], word
    assert pages[1].count(a_day(today)) == 4  # opinion, given, assessed, signed: none is cut


def test_the_longest_date_is_not_cut():
    day = date(2026, 9, 22)
    sheet = Sheet("Tours", day, day, "18/20", "Claire Fontanel", day)
    student = InspectedStudent("Inès", "Marchal", day, "CAP", "Atelier", "Apte", (sheet,), "Claire")
    paper = InspectionFile(a_school(), day, (), (student,))

    index, part = read(inspection_file.draw(paper))

    assert index.count(a_day(day)) == 2 and part.count(a_day(day)) == 4
