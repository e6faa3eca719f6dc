"""What is given to the engine: plain frozen records, moments in the school's own local time."""

from dataclasses import dataclass, field
from datetime import datetime

FORMAT = "etabli-planning-1"


@dataclass(frozen=True)
class Window:
    """From `start` (included) to `end` (excluded)."""

    start: datetime
    end: datetime
    why: str = ""


@dataclass(frozen=True)
class Session:
    """A half-day or lesson of a cohort; its `instructors` may supervise, in order of preference."""

    id: str
    cohort: str
    start: datetime
    end: datetime
    is_workshop: bool = True
    instructors: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Limits:
    """Minutes a minor may be busy, lessons counted; None: no limit."""

    day: int | None = None
    week: int | None = None
    run: int | None = None  # without a break of 30 minutes


@dataclass(frozen=True)
class Student:
    id: str
    name: str
    cohort: str
    absences: tuple[Window, ...] = ()
    limits: Limits = Limits()
    target_minutes: int = 0  # of practice, in the planned weeks
    wants: tuple[tuple[str, int], ...] = ()  # kind of operation, weight of the missing competence


@dataclass(frozen=True)
class Instructor:
    id: str
    name: str
    limit: int = 10  # students at a time
    absences: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Right:
    """This student may use this machine between these moments; None: always. Several add up."""

    student: str
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Machine:
    """`rights` None: everybody may use it."""

    id: str
    name: str
    place: str = ""
    capacity: int = 1
    closed: tuple[Window, ...] = ()
    rights: tuple[Right, ...] | None = None


@dataclass(frozen=True)
class Resource:
    """Anything else there is only so much of; the school has none, public instances have."""

    id: str
    name: str
    capacity: int


@dataclass(frozen=True)
class Order:
    id: str
    name: str
    promise: datetime | None = None
    weight: int = 1


@dataclass(frozen=True)
class Wait:
    """`what`: material, subcontract or customer. Nothing is expected: `expected` None."""

    what: str
    label: str
    expected: datetime | None = None
    is_received: bool = False


@dataclass(frozen=True)
class Link:
    """The operation before, and the minutes of calendar to let pass after it."""

    operation: str
    delay: int = 0


@dataclass(frozen=True)
class Operation:
    """`minutes` with the whole team; with `machines`, one of them is used, each with its minutes.

    `students` None: whoever may use the machine. `outside_minutes`: it is done elsewhere and takes
    this much calendar; then it asks for nobody.
    """

    id: str
    name: str
    order: str
    minutes: int
    team: int = 1
    kind: str = ""
    machines: tuple[tuple[str, int], ...] = ()
    resources: tuple[tuple[str, int], ...] = ()
    students: frozenset[str] | None = None
    after: tuple[Link, ...] = ()
    waits: tuple[Wait, ...] = ()
    outside_minutes: int = 0


@dataclass(frozen=True)
class Pin:
    """A choice somebody made: what is given here does not move."""

    operation: str
    start: datetime | None = None
    machine: str = ""
    students: tuple[str, ...] = ()
    instructor: str = ""


@dataclass(frozen=True)
class Weights:
    """How many points each wish costs, in the order of their importance."""

    late_hour: int = 1000
    idle_session: int = 60
    target_hour: int = 20
    competence: int = 5
    rotation: int = 2
    change: int = 1


@dataclass(frozen=True)
class Published:
    """Where an operation stands in the plan people have already seen."""

    operation: str
    start: datetime
    machine: str = ""
    students: tuple[str, ...] = ()
    end: datetime | None = None


@dataclass(frozen=True)
class Instance:
    """`start`: nothing is planned before. `until`: the end of the weeks that must not be idle."""

    name: str
    start: datetime
    until: datetime | None = None
    slot_minutes: int = 30
    is_makespan: bool = False  # public instances: finish all as early as possible
    weights: Weights = Weights()
    sessions: tuple[Session, ...] = ()
    students: tuple[Student, ...] = ()
    instructors: tuple[Instructor, ...] = ()
    machines: tuple[Machine, ...] = ()
    resources: tuple[Resource, ...] = ()
    orders: tuple[Order, ...] = ()
    operations: tuple[Operation, ...] = ()
    pins: tuple[Pin, ...] = ()
    published: tuple[Published, ...] = field(default=())
