"""Papers that are proved, words that stay with those who need them, statements in the background."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest

from erp.core import clock, outbox
from erp.core.db import db
from erp.core.frozen import IssuedPaperCannotChange
from erp.core.outbox import OutboxMessage
from erp.curriculum import actions as curriculum
from erp.flow import validated_work
from erp.people.states import Role
from erp.production.models import NonConformity, PieceCount, TimeEntry
from erp.production.states import NonConformityCause, ScrapReason
from erp.reporting import statements
from erp.timetable import actions as timetable
from erp.timetable.states import Nature
from erp.training import actions, queries
from erp.training.models import StatementBatch, StudentPaper
from erp.training.refusals import LessonTooLong
from erp.training.states import PaperKind
from tests.builders import a_class_session, a_school, a_student, a_user, saved
from tests.builders_sales import a_quote
from tests.builders_work import Bench
from tests.documents.parts import words_of
from tests.training.test_evidence import a_linked_bench


def test_a_booklet_is_issued_kept_and_proved_by_its_code(browse):
    bench = a_linked_bench()
    validated_work.validate_operation(bench.operation, actor=bench.instructor, now=clock.now())
    db.session.commit()
    browser = browse(bench.instructor)
    url = f"/bureau/eleves/{bench.ines.id}/documents"
    draft = browser.get(f"{url}/booklet.pdf").data
    assert "Lire un plan" in " ".join(words_of(draft)) and "PROJET" in " ".join(words_of(draft))

    page = browser.send(f"{url}/booklet")

    assert "est établi et gardé" in page.text
    kept = db.session.query(StudentPaper).one()
    issued = browser.get(f"/bureau/documents/{kept.id}").data
    assert issued == kept.paper.content and "PROJET" not in " ".join(words_of(issued))
    with pytest.raises(IssuedPaperCannotChange):
        kept.issued_at = clock.now()
        db.session.flush()


def test_a_code_opens_its_proof_and_nothing_else(browse):
    a_school()
    student, seen = a_student(first_name="Zoé"), []
    paper = actions.issue_paper(
        student, PaperKind.BOOKLET, lambda url: seen.append(url) or b"%PDF", actor=a_user(),
        link="http://school.test/verifier/{token}", now=clock.now(),
    )  # fmt: skip
    db.session.commit()
    stranger, link = browse(), seen[0].removeprefix("http://school.test")
    page = stranger.get(link).text
    assert "Document authentique" in page and student.name in page and paper.paper.sha256 in page
    assert stranger.get(link[:-3] + "abc").status_code == 404


def test_works_name_a_customer_only_with_consent(browse):
    bench = a_linked_bench()
    now = clock.now()
    saved(
        TimeEntry(operation_id=bench.operation.id, student_id=bench.ines.id, started_at=now,
                  ended_at=now)
    )  # fmt: skip
    validated_work.validate_operation(bench.operation, actor=bench.instructor, now=now)
    db.session.commit()
    browser = browse(bench.instructor)
    url = f"/bureau/eleves/{bench.ines.id}/documents/achievements.pdf"
    customer = bench.order.customer
    words = " ".join(words_of(browser.get(url).data))
    assert bench.work.label in words and customer.name not in words
    customer.may_be_named = True
    db.session.commit()
    assert customer.name in " ".join(words_of(browser.get(url).data))


def test_an_unknown_kind_of_paper_does_not_exist(browse):
    a_school()
    student, browser = a_student(), browse(a_user(Role.DIRECTOR))
    assert browser.get(f"/bureau/eleves/{student.id}/documents/photo.pdf").status_code == 404
    assert browser.send(f"/bureau/eleves/{student.id}/documents/photo").status_code == 404


def test_the_exam_grid_says_what_its_columns_are(browse):
    bench = a_linked_bench()
    validated_work.validate_operation(bench.operation, actor=bench.instructor, now=clock.now())
    bench.malik.last_name = "=1+1"
    db.session.commit()
    url = f"/bureau/promotions/{bench.session.cohort_id}/grille.xlsx"
    content = browse(a_user(Role.TEACHER)).get(url).data
    with ZipFile(BytesIO(content)) as book:
        shared = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Dernier niveau" in shared and "Ce qu&apos;elle contient" in shared.replace(
        "'", "&apos;"
    )
    assert "&#39;=1+1" in shared or "'=1+1" in shared
    assert "<f>" not in sheet


def test_needs_and_interviews_are_for_those_who_need_them(browse):
    bench = Bench()
    ines = bench.ines
    director, teacher = browse(a_user(Role.DIRECTOR)), browse(bench.session.leader)
    stranger = browse(a_user(Role.TEACHER))
    ask = f"?student_id={ines.id}"
    facts = {"kind": "dys", "adjustments": "Police agrandie"}
    assert director.send(f"/bureau/suivi/besoins/nouveau{ask}", facts).status_code == 200
    talk = {"kind": "interview", "held_on": clock.today().isoformat(), "text": "Situation confiée"}
    assert director.send(f"/bureau/suivi/entretiens/nouveau{ask}", talk).status_code == 200

    url = f"/bureau/eleves/{ines.id}/suivi"
    told = {who: page.get(url).text for who, page in
            (("director", director), ("teacher", teacher), ("stranger", stranger))}  # fmt: skip
    assert "Troubles dys" in told["director"] and "Situation confiée" in told["director"]
    assert "Police agrandie" in told["teacher"]
    assert "Troubles dys" not in told["teacher"] and "Situation confiée" not in told["teacher"]
    assert "Police agrandie" not in told["stranger"]
    need, note = queries.needs(ines.id)[0], queries.follow_ups(ines.id)[0]
    for browser in (teacher, stranger, browse(bench.instructor)):
        assert browser.get(f"/bureau/suivi/besoins/{need.id}").status_code == 403
        assert browser.get(f"/bureau/suivi/entretiens/{note.id}").status_code == 403
        assert browser.get(f"/bureau/suivi/mots/{note.id}").status_code == 404


def test_a_word_is_changed_by_who_wrote_it_and_printed(browse):
    bench = a_linked_bench()
    ines, writer = bench.ines, browse(bench.instructor)
    facts = {"held_on": clock.today().isoformat(), "text": "Bon geste au contrôle."}
    page = writer.send(f"/bureau/suivi/mots/nouveau?student_id={ines.id}", facts)
    assert "Bon geste" in page.text
    note = queries.follow_ups(ines.id)[0]
    assert browse(a_user(Role.DIRECTOR)).get(f"/bureau/suivi/mots/{note.id}").status_code == 404
    words = words_of(writer.get(f"/bureau/eleves/{ines.id}/documents/report.pdf").data)
    assert "Bon geste au contrôle." in " ".join(words)
    late = {**facts, "held_on": "2099-01-01"}
    page = writer.send(f"/bureau/suivi/mots/nouveau?student_id={ines.id}", late)
    assert page.status_code == 422 and "pas encore venu" in page.text


def test_exams_internships_and_outcomes_refuse_what_cannot_be(browse):
    bench = a_linked_bench()
    unit = curriculum.add_exam_unit(
        bench.session.cohort.framework, code="EP1", label="Analyse", coefficient=None,
        competences=[],
    )  # fmt: skip
    db.session.commit()
    office, ask = browse(a_user(Role.SECRETARY)), f"?student_id={bench.ines.id}"
    exam = {"exam_unit_id": unit.id, "session": "2027", "result": "passed", "mark": "21"}
    page = office.send(f"/bureau/suivi/examens/nouveau{ask}", exam)
    assert page.status_code == 422 and "de 0 à 20" in page.text
    assert (
        "EP1" in office.send(f"/bureau/suivi/examens/nouveau{ask}", {**exam, "mark": "14,5"}).text
    )
    page = office.send(f"/bureau/suivi/examens/nouveau{ask}", {**exam, "mark": ""})
    assert page.status_code == 422 and "déjà noté" in page.text

    away = {"company": "Méca", "starts_on": "2027-02-10", "ends_on": "2027-02-01"}
    page = office.send(f"/bureau/suivi/stages/nouveau{ask}", away)
    assert page.status_code == 422 and "fin est avant" in page.text
    page = office.send(f"/bureau/suivi/stages/nouveau{ask}", {**away, "ends_on": "2027-03-01"})
    assert "Méca" in page.text

    after = {"months": "6", "situation": "job", "asked_on": "2026-11-20"}
    assert office.send(f"/bureau/suivi/situations/nouveau{ask}", after).status_code == 200
    page = office.send(f"/bureau/suivi/situations/nouveau{ask}", after)
    assert page.status_code == 422 and "déjà noté" in page.text


def test_a_lesson_on_a_part_counts_as_theory(browse):
    bench = Bench()
    day = bench.session.day
    timetable.call_roll(bench.session, [bench.ines], {}, actor=bench.instructor, now=clock.now())
    db.session.commit()
    teacher = browse(a_user(Role.TEACHER))
    assert bench.work.label in teacher.get("/bureau/cours-sur-pieces").text
    url = f"/bureau/ordres-de-fabrication/{bench.work.id}/cours"
    facts = {"class_session_id": bench.session.id, "subject": "Maths", "label": "Cône"}
    page = teacher.send(url, {**facts, "minutes": "60"})
    assert "comptent comme théorie" in page.text and "Cône" in page.text
    hours = queries.hours_of_student(bench.ines, day, day)
    assert (hours.practice, hours.theory) == (180, 60)
    page = teacher.send(url, {**facts, "minutes": "181"})
    assert page.status_code == 422 and "Il reste 180 minutes" in page.text
    with pytest.raises(LessonTooLong):
        actions.give_lesson(
            bench.session, bench.work, subject="x", label="y", minutes=400,
            actor=bench.instructor, now=clock.now(),
        )  # fmt: skip


def test_the_month_s_mistakes_are_told_to_teachers(browse):
    bench = Bench()
    for scrapped in (3, 5):
        saved(
            PieceCount(operation_id=bench.operation.id, good=0, scrapped=scrapped,
                       scrap_reason=ScrapReason.MEASURE, declared_at=clock.now())
        )  # fmt: skip
    for _ in range(2):
        saved(
            NonConformity(operation_id=bench.operation.id, student_id=bench.ines.id,
                          cause=NonConformityCause.DRAWING, said_at=clock.now())
        )  # fmt: skip
    teacher = browse(a_user(Role.TEACHER))
    page = teacher.get("/bureau/cours-sur-pieces").text
    assert "8 pièces" in page and "Mauvaise cote" in page
    assert "2 erreurs" in page and "Lecture de plan" in page
    (link,) = re.findall(r'href="([^"]+subject=Dessin[^"]+Lire[^"]+)"', page)
    assert 'value="Dessin technique"' in teacher.get(unescape(link)).text


def test_an_order_says_what_it_has_to_teach(browse):
    bench = Bench()
    page = browse(a_user(Role.INSTRUCTOR)).get(f"/bureau/fabrication/{bench.work.id}").text
    assert "elle apprend en classe" in page and "Rendre compte au client" in page


def test_a_quote_that_would_eat_theory_is_said_before_it_is_sent(browse):
    a_school()
    student = a_student()
    a_class_session(student.cohort, starts_in=timedelta(days=2))
    quote = a_quote(quantity="500")
    page = browse(a_user(Role.DIRECTOR)).get(f"/bureau/devis/{quote.id}").text
    assert "elle prendrait sur les cours" in page and student.cohort.name in page


def test_the_statements_of_everybody_come_in_one_archive(browse):
    a_school()
    session = a_class_session(nature=Nature.THEORY, starts_in=timedelta(days=-1))
    students = [a_student(session.cohort) for _ in range(12)]
    timetable.call_roll(session, students, {}, actor=session.leader, now=clock.now())
    db.session.commit()
    office = browse(a_user(Role.SECRETARY))
    day = session.day.isoformat()
    page = office.send("/bureau/releves", {"begins": day, "ends": day})
    assert "Les relevés se préparent" in page.text and "0 relevés prêts sur 12" in page.text
    assert office.get("/bureau/releves").headers["Refresh"] == "3"

    message = db.session.query(OutboxMessage).filter_by(kind=statements.KIND).one().id
    assert outbox.deliver(message, {statements.KIND: statements.draw_batch})
    statements.draw_batch({"batch_id": 1})  # a second time does no harm

    batch = db.session.query(StatementBatch).one()
    assert (batch.drawn, batch.total) == (12, 12)
    answer = office.get(f"/bureau/releves/{batch.id}.zip")
    with ZipFile(BytesIO(answer.data)) as box:
        assert len(box.namelist()) == 12
        with pikepdf.open(BytesIO(box.read(box.namelist()[0]))) as pdf:
            assert len(pdf.pages) == 1
    assert "Refresh" not in office.get("/bureau/releves").headers
    wrong = office.send("/bureau/releves", {"begins": "2026-11-20", "ends": "2026-11-01"})
    assert wrong.status_code == 422 and "fin après le début" in wrong.text


def test_a_student_reads_their_own_booklet_and_nobody_else_s(browse):
    bench = a_linked_bench()
    bench.ines.user = a_user(Role.STUDENT)
    db.session.commit()
    browser = browse(bench.ines.user)
    assert "Aucune absence" in browser.get("/bureau/mes-heures").text
    words = " ".join(words_of(browser.get("/bureau/mes-heures/livret.pdf").data))
    assert bench.ines.last_name in words and bench.malik.last_name not in words
    assert browser.get("/bureau/mes-heures/realisations.pdf").data.startswith(b"%PDF")
    assert browser.get(f"/bureau/eleves/{bench.malik.id}/documents/booklet.pdf").status_code == 403
    assert browse(a_user(Role.STUDENT)).get("/bureau/mes-heures/livret.pdf").status_code == 404
