"""What a task of a workshop may hold, so that each of its pages has something to show."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import Upload
from erp.equipment.models import RegulatedWork
from erp.equipment.states import Article, MachineMode
from erp.people.models import Student
from erp.production import actions
from erp.production.models import Assignment, Operation, TimeEntry
from erp.production.states import StepKind
from erp.sales.models import RequestFile
from erp.web.shared.papers import files_folder
from tests.browser.outages import Workshop
from tests.builders import a_machine

STEPS = (
    {"text": "Mesure le diamètre.", "kind": StepKind.MEASURE, "nominal": Decimal(30),
     "low": Decimal("29.9"), "high": Decimal("30.1")},
    {"text": "Choisis l'outil.", "kind": StepKind.CHOICE, "choices": "Foret\nFraise"},
    {"text": "Prends la pièce en photo.", "kind": StepKind.PHOTO},
    {"text": "Serre la pièce.", "kind": StepKind.CHECK},
)  # fmt: skip


def a_picture(size: tuple[int, int] = (640, 480)) -> bytes:
    kept = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(kept, "JPEG")
    return kept.getvalue()


def operation_of(job: dict) -> Operation:
    return db.session.get(Operation, job["operation"])


def task_of(job: dict) -> Assignment:
    return db.session.query(Assignment).filter_by(operation_id=job["operation"]).one()


def fill(workshop: Workshop, job: dict) -> None:
    """Steps of each kind, a drawing, a machine that the law regulates, hours of yesterday."""
    with workshop.changing():
        operation, student = operation_of(job), db.session.get(Student, job["student"])
        for facts in STEPS:
            actions.add_step(operation, **facts)
        request = operation.work_order.order_line.order.quote.request
        stored = files.keep(Upload("plan.jpg", a_picture()), folder=files_folder())
        db.session.add(RequestFile(request=request, stored_file=stored))
        machine = a_machine(ppe=["glasses", "shoes"])
        work = RegulatedWork(mode=MachineMode.PRODUCTION, article=Article.MACHINES.value)
        machine.regulated_works = [work]
        task_of(job).machine = machine
        then = clock.now() - timedelta(days=1)
        entry = TimeEntry(operation_id=operation.id, student_id=student.id)
        entry.started_at, entry.ended_at = then - timedelta(minutes=40), then
        db.session.add(entry)
