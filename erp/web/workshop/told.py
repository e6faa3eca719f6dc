"""What a card needs, as the tablet keeps it for the hours without network."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from erp.equipment.states import Article, Ppe
from erp.production import queries
from erp.production.models import Assignment, Operation, Step
from erp.production.queries import RouteStep
from erp.reporting import drawings
from erp.sales import queries as sales
from erp.web.shared.words import day_words
from erp.web.workshop.tasks import regulated_works

Told = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What is asked once for all the cards of the day; by operation, levels by student and type."""

    on: dict[int, set[int]]
    calls: dict[int, set[int]]
    steps: dict[int, list[Step]]
    routes: dict[int, list[RouteStep]]
    levels: dict[tuple[int, int], int]
    good_first: set[int]
    held: set[int]
    drawn: dict[int, int]
    pictured: dict[int, int]


def tasks_told(tasks: Sequence[Assignment]) -> list[Told]:
    known = known_of(tasks)
    return [task_told(task, known) for task in tasks]


def known_of(tasks: Sequence[Assignment]) -> Known:
    operations = [task.operation for task in tasks]
    numbers = [one.id for one in operations]
    return Known(
        on=queries.students_on(numbers),
        calls=queries.students_calling(numbers),
        steps=queries.steps_by_operation(numbers),
        routes=queries.routes_of({one.work_order_id for one in operations}),
        levels=queries.levels_of({m.student_id for task in tasks for m in task.members}),
        good_first=queries.good_first_pieces(numbers),
        held=sales.lines_in_question({one.work_order.order_line_id for one in operations}),
        drawn=drawings.drawings_of(operations),
        pictured=drawings.photos_of(operations),
    )


def task_told(task: Assignment, known: Known) -> Told:
    return {
        **named_told(task),
        **made_told(task),
        **shown_told(task, known),
        **safety_told(task),
        **known_told(task.operation, known),
        "levels": levels_told(task, known.levels),
    }


def known_told(operation: Operation, known: Known) -> Told:
    steps = known.steps.get(operation.id, ())
    return {
        "first_good": operation.id in known.good_first,
        "held": operation.work_order.order_line_id in known.held,
        "on": sorted(known.on.get(operation.id, ())),
        "helped": sorted(known.calls.get(operation.id, ())),
        "route": [route_told(one) for one in known.routes[operation.work_order_id]],
        "steps": [step_told(step) for step in steps],
    }


def named_told(task: Assignment) -> Told:
    operation, work = task.operation, task.operation.work_order
    return {
        "id": task.id,
        "operation_id": operation.id,
        "verb": operation.operation_type.verb,
        "pictogram": operation.operation_type.pictogram,
        "label": operation.label,
        "work": f"{work.label} · {work.number}",
    }


def made_told(task: Assignment) -> Told:
    """By whom, until when, and how far it is."""
    operation, work = task.operation, task.operation.work_order
    return {
        "student_ids": sorted(member.student_id for member in task.members),
        "until": task.class_session.ends_at.isoformat(),
        "state": operation.state,
        "quantity": int(work.quantity),
        "good": int(operation.good),
        "scrapped": int(operation.scrapped),
    }


def shown_told(task: Assignment, known: Known) -> Told:
    due_on = task.operation.work_order.due_on
    photo = known.pictured.get(task.operation_id)
    return {
        "due": day_words(due_on) if due_on else "",
        "machine": task.machine.name if task.machine else "",
        "drawing": drawing_url(task, known.drawn),
        "photo": url_for("workshop.show_part", assignment_id=task.id, version=photo)
        if photo
        else None,
    }


def safety_told(task: Assignment) -> Told:
    """Before a regulated machine: what to wear, what is dangerous, who is near. Else nothing."""
    works = regulated_works(task)
    if task.machine is None or not works:
        return {"safety": None}
    worn = task.machine.ppe or ()
    return {
        "safety": {
            "ppe": [one.value for one in Ppe if one.value in worn],
            "works": [_(one.label) for one in Article if one.value in works],
            "instructor": task.instructor.name,
        }
    }


def levels_told(task: Assignment, levels: dict[tuple[int, int], int]) -> dict[int, int]:
    """Of this team, for this kind of work, and only what differs from the usual."""
    kind = task.operation.operation_type_id
    told = ((m.student_id, levels.get((m.student_id, kind))) for m in task.members)
    return {one: level for one, level in told if level not in (None, queries.USUAL_LEVEL)}


def route_told(one: RouteStep) -> Told:
    return {
        "id": one.id,
        "label": one.label,
        "verb": one.verb,
        "pictogram": one.pictogram,
        "made": one.is_made,
    }


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


def drawing_url(task: Assignment, drawn: dict[int, int]) -> str | None:
    """Another address for another revision: what the tablet kept under the old one goes."""
    if task.operation_id not in drawn:
        return None
    revision = drawn[task.operation_id] or None
    return url_for("workshop.show_drawing", assignment_id=task.id, revision=revision)
