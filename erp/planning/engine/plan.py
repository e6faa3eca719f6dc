"""What the engine gives back: who does what, when, where, and why not sooner."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from erp.planning.engine.faults import Fault

FORMAT = "etabli-plan-1"


@dataclass(frozen=True)
class Chunk:
    """The part of an operation done in one session; done outside: no session."""

    session: str
    start: datetime
    end: datetime
    instructor: str = ""


@dataclass(frozen=True)
class Placed:
    operation: str
    start: datetime
    end: datetime
    machine: str
    students: tuple[str, ...]
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True)
class Reason:
    """Why an operation has no place, or an order is late: causes in turn, then what would help."""

    record: str
    causes: tuple[str, ...]
    helps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Late:
    order: str
    promised: datetime
    projected: datetime | None  # None: an operation has no place
    reason: Reason


@dataclass(frozen=True)
class Figures:
    """`objective`: points, see the weights. `bound`: no plan can cost less.

    `gap`, in percent, is that of the weighted lateness (or of the finish); None: its bound is zero.
    """

    operations: int = 0
    placed: int = 0
    late_orders: int = 0
    late_hours: float = 0.0  # weighted, of the school's open time
    idle_hours: float = 0.0  # present students without work, in the weeks that count
    finish_minutes: int = 0  # from the start to the last end, for makespan instances
    objective: int = 0
    bound: int | None = None
    late_bound: float = 0.0
    gap: float | None = None
    iterations: int = 0
    seconds: float = 0.0
    first_seconds: float = 0.0
    first_late_hours: float = 0.0
    memory_mb: int = 0


@dataclass(frozen=True)
class Plan:
    instance: str
    seed: int
    placed: tuple[Placed, ...] = ()
    unplaced: tuple[Reason, ...] = ()
    late: tuple[Late, ...] = ()
    faults: tuple[Fault, ...] = ()
    figures: Figures = field(default_factory=Figures)


def write_plan(plan: Plan) -> dict[str, object]:
    return {
        "format": FORMAT,
        "instance": plan.instance,
        "seed": plan.seed,
        "figures": asdict(plan.figures),
        "placed": [_placed(one) for one in plan.placed],
        "unplaced": [
            {"operation": o.record, "causes": list(o.causes), "helps": list(o.helps)}
            for o in plan.unplaced
        ],
        "late": [
            {
                "order": one.order,
                "promised": _text(one.promised),
                "projected": _text(one.projected),
                "causes": list(one.reason.causes),
                "helps": list(one.reason.helps),
            }
            for one in plan.late
        ],
        "faults": [{"record": one.record, "sentence": str(one)} for one in plan.faults],
    }


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None


def _placed(one: Placed) -> dict[str, object]:
    return {
        "operation": one.operation,
        "start": _text(one.start),
        "end": _text(one.end),
        "machine": one.machine,
        "students": list(one.students),
        "chunks": [
            {
                "session": chunk.session,
                "start": _text(chunk.start),
                "end": _text(chunk.end),
                "instructor": chunk.instructor,
            }
            for chunk in one.chunks
        ],
    }
