"""The statement of every student, one after the other, while somebody watches the progress."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core import archive, clock, outbox
from erp.core.db import db, one_transaction, only_reading
from erp.core.search import fold
from erp.documents import hours_statement
from erp.people.models import Cohort, Student, User
from erp.school import queries as schools
from erp.training import papers, queries
from erp.training.models import Line, StatementBatch
from erp.training.queries import Span

KIND, STEP = "statements", 10  # statements between two words about the progress


def ask(begins: date, ends: date, *, actor: User, now: datetime) -> StatementBatch:
    """Leave the work to the worker; it is done only if this transaction commits."""
    batch = StatementBatch(
        begins=begins, ends=ends, total=len(_students(begins, ends)), asked_by_id=actor.id,
        asked_at=now,
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()  # the worker is told its id
    outbox.put(KIND, {"batch_id": batch.id}, key=f"statements-{batch.id}")
    return batch


def batches() -> Sequence[StatementBatch]:
    load = (joinedload(StatementBatch.asked_by), joinedload(StatementBatch.paper))
    chosen = select(StatementBatch).order_by(StatementBatch.id.desc()).limit(20)
    return db.session.scalars(chosen.options(*load)).all()


def batch(batch_id: int) -> StatementBatch | None:
    return db.session.get(StatementBatch, batch_id)


def draw_batch(payload: dict[str, object]) -> None:
    """What the worker does: draw them all, then keep them in one archive. Twice does no harm."""
    number = int(str(payload["batch_id"]))
    with only_reading():
        asked = db.session.get(StatementBatch, number)
        if asked is None or asked.stored_paper_id is not None:
            return
        begins, ends = asked.begins, asked.ends
        drawn = _drawn(begins, ends, number)
    with one_transaction():
        asked = db.session.get_one(StatementBatch, number)
        name = f"releves-{begins:%Y-%m-%d}-{ends:%Y-%m-%d}.zip"
        asked.paper, asked.drawn = archive.keep(name, zipped(drawn)), len(drawn)


def _drawn(begins: date, ends: date, number: int) -> list[tuple[str, bytes]]:
    """Everything is asked at once, then drawn; the progress is told in transactions of its own."""
    school, today = schools.the_school(), clock.today()
    students = _students(begins, ends)
    told: dict[int, list[Line]] = {one.id: [] for one in students}
    for line in queries.lines(Span(begins, ends, student_ids=list(told)), now=clock.now()):
        told[line.student_id].append(line)
    span = {"begins": begins, "ends": ends, "today": today}
    made = [(one, papers.statement(one, told[one.id], school, **span)) for one in students]
    drawn = []
    for n, (student, paper) in enumerate(made, 1):
        name = f"{fold(student.last_name)}-{fold(student.first_name)}-{student.id}.pdf"
        drawn.append((name.replace("/", "-"), hours_statement.draw(paper)))
        if n % STEP == 0:
            _tell(number, n)
    return drawn


def _tell(number: int, count: int) -> None:
    with one_transaction():
        db.session.get_one(StatementBatch, number).drawn = count


def _students(begins: date, ends: date) -> Sequence[Student]:
    """Whoever lived an hour in these days."""
    here = {who for who, _ in queries.sums(Span(begins, ends))}
    chosen = select(Student).where(Student.id.in_(here))
    load = joinedload(Student.cohort).joinedload(Cohort.diploma)
    ordered = chosen.order_by(Student.last_name, Student.first_name, Student.id)
    return db.session.scalars(ordered.options(load)).all()


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The same files always give the same archive."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as box:
        for name, content in files:
            box.writestr(ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content)
    return target.getvalue()
