"""A student's papers: all that they need is asked here, and drawn."""

from datetime import date, datetime
from pathlib import Path

from erp.core import clock
from erp.documents import achievements as works
from erp.documents import booklet as booklets
from erp.people.models import Student
from erp.reporting import drawings
from erp.school.models import School
from erp.training import papers, queries
from erp.training.papers import BookletFacts
from erp.training.states import FollowUpKind, Mastery, PaperKind


def draw(
    kind: PaperKind,
    student: Student,
    school: School,
    *,
    begins: date,
    ends: date,
    folder: Path,
    now: datetime,
    verify_url: str = "",
) -> bytes:
    """Without `verify_url` it is a draft and says so."""
    today = clock.day_of(now)
    if kind is PaperKind.ACHIEVEMENTS:
        return _achievements(student, school, folder, today, verify_url)
    facts = _facts(student, begins, ends, folder)
    told = papers.booklet(student, kind, facts, school, today=today, verify_url=verify_url)
    return booklets.draw(told)


def _facts(student: Student, begins: date, ends: date, folder: Path) -> BookletFacts:
    seen = [
        one
        for one in queries.observations(student.id)
        if begins <= clock.day_of(one.observed_at) <= ends
    ]
    words = queries.follow_ups(student.id, FollowUpKind.REMARK)
    return BookletFacts(
        lines=queries.lines_of_student(student, begins, ends),
        observations=seen,
        remarks=[one for one in words if begins <= one.held_on <= ends],
        begins=begins,
        ends=ends,
        photos=_photos({one.operation_id for one in seen if one.operation_id}, folder),
    )


def _photos(operation_ids: set[int], folder: Path) -> dict[int, bytes]:
    photos = queries.photos_of(operation_ids).items()
    drawn = {n: drawings.thumbnail_of(photo.stored_file, folder=folder) for n, photo in photos}
    return {number: picture for number, picture in drawn.items() if picture}


def _achievements(
    student: Student, school: School, folder: Path, today: date, verify_url: str
) -> bytes:
    made = queries.works_of(student.id)
    stands = queries.masteries(student.cohort, [student])[student.id]
    known = student.cohort.framework.competences
    acquired = [str(one) for one in known if stands[one.id] is Mastery.ACQUIRED]
    photos = _photos({one.id for one in made}, folder)
    told = papers.achievements(
        student, made, acquired, school, photos=photos, today=today, verify_url=verify_url
    )
    return works.draw(told)
