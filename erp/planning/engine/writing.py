"""Instance to JSON, the same document that `reading` takes."""

from datetime import datetime

from erp.planning.engine.instance import (
    FORMAT,
    Instance,
    Machine,
    Operation,
    Pin,
    Student,
    Wait,
    Window,
)

Json = dict[str, object]


def write_instance(instance: Instance) -> Json:
    """Fields that hold nothing are left out."""
    document: Json = {
        "format": FORMAT,
        "name": instance.name,
        "start": _moment(instance.start),
        "until": _moment(instance.until),
        "slot_minutes": instance.slot_minutes,
        "objective": "makespan" if instance.is_makespan else "school",
        "weights": dict(vars(instance.weights)),
        "sessions": [
            _full(
                id=one.id,
                cohort=one.cohort,
                start=_moment(one.start),
                end=_moment(one.end),
                kind="workshop" if one.is_workshop else "theory",
                instructors=list(one.instructors),
                place=one.place,
            )
            for one in instance.sessions
        ],
        "students": [_student(one) for one in instance.students],
    }
    return document | _means(instance) | _work(instance)


def _means(instance: Instance) -> Json:
    return {
        "instructors": [
            _full(id=o.id, name=o.name, limit=o.limit, absences=_windows(o.absences))
            for o in instance.instructors
        ],
        "machines": [_machine(one) for one in instance.machines],
        "resources": [
            _full(id=one.id, name=one.name, capacity=one.capacity) for one in instance.resources
        ],
    }


def _work(instance: Instance) -> Json:
    return {
        "orders": [
            _full(id=o.id, name=o.name, promise=_moment(o.promise), weight=o.weight)
            for o in instance.orders
        ],
        "operations": [_operation(one) for one in instance.operations],
        "pins": [_pin(one) for one in instance.pins],
        "published": [
            _full(
                operation=one.operation,
                start=_moment(one.start),
                end=_moment(one.end),
                machine=one.machine,
                students=list(one.students),
            )
            for one in instance.published
        ],
    }


def _pin(one: Pin) -> Json:
    return _full(
        operation=one.operation,
        start=_moment(one.start),
        machine=one.machine,
        students=list(one.students),
        instructor=one.instructor,
    )


def _full(**fields: object) -> Json:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat(timespec="minutes")


def _windows(windows: tuple[Window, ...]) -> list[Json]:
    return [_full(start=_moment(o.start), end=_moment(o.end), why=o.why) for o in windows]


def _student(one: Student) -> Json:
    return _full(
        id=one.id,
        name=one.name,
        cohort=one.cohort,
        absences=_windows(one.absences),
        limits=_full(day=one.limits.day, week=one.limits.week, run=one.limits.run),
        target_minutes=one.target_minutes,
        wants=dict(one.wants),
    )


def _machine(one: Machine) -> Json:
    row = _full(
        id=one.id,
        name=one.name,
        place=one.place,
        capacity=one.capacity,
        closed=_windows(one.closed),
    )
    if one.rights is not None:
        row["students"] = [
            {"id": right.student, "from": _moment(right.start), "until": _moment(right.end)}
            if right.start or right.end
            else right.student
            for right in one.rights
        ]
    return row


def _operation(one: Operation) -> Json:
    row = _full(
        id=one.id,
        name=one.name,
        order=one.order,
        minutes=one.minutes,
        kind=one.kind,
        machines=[{"id": machine, "minutes": minutes} for machine, minutes in one.machines],
        resources=dict(one.resources),
        after=[{"id": link.operation, "delay_minutes": link.delay} for link in one.after],
        waits=[_wait(wait) for wait in one.waits],
        outside_minutes=one.outside_minutes,
    )
    row["team"] = one.team
    if one.students is not None:
        row["students"] = sorted(one.students)
    return row


def _wait(one: Wait) -> Json:
    row = _full(what=one.what, label=one.label, expected=_moment(one.expected))
    return row | ({"received": True} if one.is_received else {})
