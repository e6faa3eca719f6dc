"""A student's file: corrected, left, come back."""

from datetime import date

from erp.core.db import db
from erp.people.states import Role
from tests import builders


def test_a_file_is_corrected_and_the_age_is_checked(browse):
    builders.a_school()
    student, browser = builders.a_student(), browse(builders.a_user(Role.SECRETARY))
    facts = {
        "first_name": "Inès",
        "last_name": "Martin",
        "birth_date": "2010-03-15",
        "cohort_id": student.cohort_id,
        "joined_on": "2026-09-01",
    }
    url = f"/bureau/eleves/{student.id}/modifier"
    assert browser.get(url).status_code == 200
    browser.send(url, facts)
    db.session.refresh(student)
    assert (student.last_name, student.birth_date) == ("Martin", date(2010, 3, 15))
    answer = browser.send(url, {**facts, "birth_date": "1950-01-01"})
    assert answer.status_code == 422 and "vérifiez l&#39;année" in answer.text


def test_who_left_by_mistake_comes_back(browse):
    builders.a_school()
    student, browser = builders.a_student(), browse(builders.a_user(Role.SECRETARY))
    browser.send(f"/bureau/eleves/{student.id}/partir")
    assert student.name not in browser.get("/bureau/eleves").text
    assert student.name in browser.get("/bureau/eleves?gone=y").text
    browser.send(f"/bureau/eleves/{student.id}/revenir")
    assert student.name in browser.get("/bureau/eleves").text


def test_an_instructor_reads_and_does_not_write(browse):
    builders.a_school()
    student, browser = builders.a_student(), browse(builders.a_user(Role.INSTRUCTOR))
    page = browser.get(f"/bureau/eleves/{student.id}").text
    assert "Modifier" not in page and "Changer le code" in page
    assert browser.get(f"/bureau/eleves/{student.id}/modifier").status_code == 403
