"""JSON to instance: what cannot be read is left out, with a sentence; the rest is kept."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime
from typing import TypeVar

from erp.core.words import N_
from erp.planning.engine import faults
from erp.planning.engine.faults import Fault, fault
from erp.planning.engine.instance import (
    FORMAT,
    Instance,
    Instructor,
    Limits,
    Link,
    Machine,
    Operation,
    Order,
    Pin,
    Published,
    Resource,
    Right,
    Session,
    Student,
    Wait,
    Weights,
    Window,
)
from erp.planning.engine.shape import BadShape, Row
from erp.planning.refusals import FileIsNotAnInstance

Made = TypeVar("Made")


def read_instance(document: object, where: str = "") -> tuple[Instance, list[Fault]]:
    """The instance and a sentence for each record that could not be read."""
    found: list[Fault] = []
    try:
        row = Row.of(document, where)
        if row.text("format") != FORMAT:
            raise BadShape(N_("« format » doit être %s") % FORMAT)
        instance = _instance(row, found)
    except BadShape as why:
        raise FileIsNotAnInstance(where=where or N_("Ce fichier"), why=why) from None
    return instance, found


def _instance(row: Row, found: list[Fault]) -> Instance:
    def several(field: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
        return tuple(_readable(row, field, make, found))

    return Instance(
        name=row.text("name", ""),
        start=row.moment("start"),
        until=row.maybe_moment("until"),
        slot_minutes=row.whole("slot_minutes", 30, least=1),
        is_makespan=row.choice("objective", ("school", "makespan")) == "makespan",
        weights=_weights(row),
        sessions=several("sessions", _session),
        students=several("students", _student),
        instructors=several("instructors", _instructor),
        machines=several("machines", _machine),
        resources=several("resources", _resource),
        orders=several("orders", _order),
        operations=several("operations", _operation),
        pins=several("pins", _pin),
        published=several("published", _published),
    )


def _readable(
    row: Row, field: str, make: Callable[[Row], Made], found: list[Fault]
) -> Iterable[Made]:
    seen: set[str] = set()
    for number, value in enumerate(row.items(field), 1):
        name = f"{field}[{number}]"
        try:
            one = Row.of(value, name)
            made = make(one)
        except BadShape as why:
            given = value.get("id") if isinstance(value, dict) else None
            named = given if isinstance(given, str) and given else name
            found.append(fault(named, faults.UNREADABLE, record=named, why=why))
            continue
        if one.name in seen:
            found.append(fault(one.name, faults.TWICE, record=one.name))
            continue
        seen.add(one.name)
        yield made


def _weights(row: Row) -> Weights:
    given = dict(row.weights("weights"))
    return Weights(**{one.name: given[one.name] for one in fields(Weights) if one.name in given})


def _windows(row: Row, field: str) -> tuple[Window, ...]:
    return tuple(
        Window(one.moment("start"), one.moment("end"), one.text("why", ""))
        for one in row.rows(field)
    )


def _session(row: Row) -> Session:
    return Session(
        row.text("id"),
        row.text("cohort"),
        row.moment("start"),
        row.moment("end"),
        row.choice("kind", ("workshop", "theory")) == "workshop",
        row.texts("instructors"),
        row.text("place", ""),
    )


def _student(row: Row) -> Student:
    limits = Row.of(row.value.get("limits") or {}, row.name)
    return Student(
        row.text("id"),
        row.text("name", row.name),
        row.text("cohort"),
        _windows(row, "absences"),
        Limits(limits.maybe_whole("day"), limits.maybe_whole("week"), limits.maybe_whole("run")),
        row.whole("target_minutes", 0),
        row.weights("wants"),
    )


def _instructor(row: Row) -> Instructor:
    name = row.text("name", row.name)
    return Instructor(row.text("id"), name, row.whole("limit", 10), _windows(row, "absences"))


def _machine(row: Row) -> Machine:
    rights = None
    if row.value.get("students") is not None:
        rights = tuple(
            Right(one.text("id"), one.maybe_moment("from"), one.maybe_moment("until"))
            for one in row.rows("students")
        )
    return Machine(
        row.text("id"),
        row.text("name", row.name),
        row.text("place", ""),
        row.whole("capacity", 1),
        _windows(row, "closed"),
        rights,
    )


def _resource(row: Row) -> Resource:
    return Resource(row.text("id"), row.text("name", row.name), row.whole("capacity"))


def _order(row: Row) -> Order:
    promise: datetime | None = row.maybe_moment("promise")
    return Order(row.text("id"), row.text("name", row.name), promise, row.whole("weight", 1))


def _operation(row: Row) -> Operation:
    minutes = row.whole("minutes", 0)
    students = row.texts("students") if row.value.get("students") is not None else None
    return Operation(
        id=row.text("id"),
        name=row.text("name", row.name),
        order=row.text("order"),
        minutes=minutes,
        team=row.whole("team", 1),
        kind=row.text("kind", ""),
        machines=tuple((m.text("id"), m.whole("minutes", minutes)) for m in row.rows("machines")),
        resources=row.weights("resources"),
        students=None if students is None else frozenset(students),
        after=tuple(Link(o.text("id"), o.whole("delay_minutes", 0)) for o in row.rows("after")),
        waits=tuple(_wait(one) for one in row.rows("waits")),
        outside_minutes=row.whole("outside_minutes", 0),
    )


def _wait(row: Row) -> Wait:
    return Wait(
        row.choice("what", ("material", "subcontract", "customer")),
        row.text("label", ""),
        row.maybe_moment("expected"),
        row.value.get("received") is not None,
    )


def _pin(row: Row) -> Pin:
    return Pin(
        row.text("operation"),
        row.maybe_moment("start"),
        row.text("machine", ""),
        row.texts("students"),
        row.text("instructor", ""),
    )


def _published(row: Row) -> Published:
    return Published(
        row.text("operation"),
        row.moment("start"),
        row.text("machine", ""),
        row.texts("students"),
        row.maybe_moment("end"),
    )
