"""A school of one cohort and one workshop, small enough to be planned by hand."""

from dataclasses import replace
from datetime import datetime

from erp.planning.engine.instance import (
    Instance,
    Instructor,
    Link,
    Machine,
    Operation,
    Order,
    Session,
    Student,
)


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of January 2027; the 4th is a Monday."""
    return datetime(2027, 1, day, hour, minute)


def an_operation(name: str, minutes: int = 60, *, order: str = "OF1", **more: object) -> Operation:
    return Operation(name, name, order, minutes, **more)


def days(*numbers: int, cohort: str = "CAP1") -> tuple[Session, ...]:
    """Mornings in the workshop from 8 to 12, lessons in the afternoon."""
    found = []
    for day in numbers:
        morning = (f"{cohort} {day} matin", cohort, at(day), at(day, 12))
        lesson = (f"{cohort} {day} cours", cohort, at(day, 13), at(day, 16))
        found.append(Session(*morning, True, ("Rey",), "atelier"))
        found.append(Session(*lesson, False))
    return tuple(found)


def a_week(*operations: Operation, **more: object) -> Instance:
    """Two students, a lathe and a saw, one instructor, five mornings."""
    names = dict.fromkeys(one.order for one in operations)
    plain = Instance(
        name="semaine",
        start=at(4),
        sessions=days(4, 5, 6, 7, 8),
        students=(Student("Ana", "Ana", "CAP1"), Student("Bob", "Bob", "CAP1")),
        instructors=(Instructor("Rey", "Rey", 10),),
        machines=(Machine("tour", "le tour", "atelier"), Machine("scie", "la scie", "atelier")),
        orders=tuple(Order(name, name, at(8, 18)) for name in names),
        operations=operations,
    )
    return replace(plain, **more)


def on_the(machine: str, minutes: int = 60) -> tuple[tuple[str, int], ...]:
    return ((machine, minutes),)


def after(*names: str, delay: int = 0) -> tuple[Link, ...]:
    return tuple(Link(name, delay) for name in names)
