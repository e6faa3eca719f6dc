"""The work of the day, as the tablet keeps it: its own workshop, first names, nothing else."""

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from erp.core import clock
from erp.equipment.models import Machine
from erp.equipment.states import Ppe
from erp.people import queries as people
from erp.people.models import Student
from erp.production import queries
from erp.production.models import Assignment, Operation, Step
from erp.production.states import OPERATION, OperationState
from erp.reporting import drawings
from erp.sales import queries as sales
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession
from erp.web.shared.face import TABLET
from erp.web.shared.words import day_words
from erp.web.workshop.face import workshop
from erp.web.workshop.inbox import with_the_hour
from erp.web.workshop.visits import tablet

OVER = (OperationState.DONE, OperationState.TO_VALIDATE)
Told = dict[str, Any]


@workshop.get("/jour.json", access=TABLET)
def show_day() -> ResponseReturnValue:
    now = clock.now()
    told = day_at(now)
    etag = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]
    if request.headers.get("If-None-Match") == etag:
        return with_the_hour(Response(status=304, headers={"ETag": etag}))
    answer = jsonify({**told, "told_at": now.isoformat()})
    answer.headers["ETag"] = etag
    return with_the_hour(answer)


def day_at(now: datetime) -> Told:
    sessions = timetable.workshop_sessions_of(tablet().place_id, clock.day_of(now))
    students = people.students_of({one.cohort_id for one in sessions}, clock.day_of(now))
    tasks = queries.assignments_of_sessions([one.id for one in sessions])
    return {
        "day": clock.day_of(now).isoformat(),
        "tablet": {"name": tablet().name, "mode": tablet().mode},
        "to_review": queries.count_to_review(tablet().id),
        "sessions": [session_told(one, students) for one in sessions],
        "students": [student_told(one) for one in students],
        "tasks": tasks_told(tasks),
    }


def session_told(session: ClassSession, students: Sequence[Student]) -> Told:
    return {
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "student_ids": [one.id for one in students if one.cohort_id == session.cohort_id],
    }


def student_told(student: Student) -> Told:
    comfort = [student.text_size, student.text_spacing, student.text_font]
    return {
        "id": student.id,
        "first_name": student.first_name,
        "initials": student.initials,
        "comfort": comfort,
    }


def tasks_told(tasks: Sequence[Assignment]) -> list[Told]:
    numbers = [task.operation_id for task in tasks]
    on, steps = queries.students_on(numbers), steps_told(numbers)
    helped, held = queries.operations_with_a_call(numbers), held_lines(tasks)
    drawn = drawings.drawings_of([task.operation for task in tasks])
    return [
        {
            **task_told(task, held),
            "on": sorted(on.get(task.operation_id, ())),
            "helped": task.operation_id in helped,
            "drawing": drawing_url(task, drawn),
            "steps": steps[task.operation_id],
        }
        for task in tasks
    ]


def held_lines(tasks: Sequence[Assignment]) -> set[int]:
    """Whose drawing is in question: nobody begins them."""
    return sales.lines_in_question({task.operation.work_order.order_line_id for task in tasks})


def steps_told(operation_ids: list[int]) -> dict[int, list[Told]]:
    known = queries.steps_by_operation(operation_ids)
    return {one: [step_told(step) for step in known.get(one, ())] for one in operation_ids}


def step_told(step: Step) -> Told:
    bounds = {name: plain(getattr(step, name)) for name in ("nominal", "low", "high")}
    return {
        **bounds,
        "id": step.id,
        "kind": step.kind,
        "text": step.text,
        "unit": step.unit,
        "words": step.words,
        "done": any(one.student_id for one in step.results),
    }


def plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def task_told(task: Assignment, held: set[int]) -> Told:
    operation, work = task.operation, task.operation.work_order
    return {
        **buttons_told(operation, held),
        "id": task.id,
        "operation_id": operation.id,
        "student_ids": sorted(member.student_id for member in task.members),
        "label": operation.label,
        "verb": operation.operation_type.verb,
        "pictogram": operation.operation_type.pictogram,
        "work": f"{work.label} · {work.number}",
        "quantity": int(work.quantity),
        "done": int(operation.good + operation.scrapped),
        **facts_told(task),
    }


def facts_told(task: Assignment) -> Told:
    due_on = task.operation.work_order.due_on
    return {
        "due": day_words(due_on) if due_on else "",
        "machine": task.machine.name if task.machine else "",
        "wear": ", ".join(worn_at(task.machine)) if task.machine else "",
    }


def worn_at(machine: Machine) -> list[str]:
    return [_(one.label) for one in Ppe if one.value in (machine.ppe or ())]


def buttons_told(operation: Operation, held: set[int]) -> Told:
    """`held`: order lines whose drawing is in question."""
    verbs, in_question = (
        OPERATION.verbs(operation.state),
        operation.work_order.order_line_id in held,
    )
    return {
        "open": operation.state not in OVER,
        "can_start": "start" in verbs and not in_question,
        "can_finish": "hand_in" in verbs,
    }


def drawing_url(task: Assignment, drawn: dict[int, int]) -> str | None:
    """Another address for another revision: what the tablet kept under the old one goes."""
    if task.operation_id not in drawn:
        return None
    revision = drawn[task.operation_id] or None
    return url_for("workshop.show_drawing", assignment_id=task.id, revision=revision)
