"""Plan runs with the draft they gave back, the weeks of the board, and every move made on it."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.people.models import User
from erp.planning.states import MoveKind, RunState
from erp.production.models import Operation


class PlanRun(Versioned, Record):
    """`plan` is the draft, in the plan format; a week of it becomes assignments when published."""

    __tablename__ = "plan_run"
    __table_args__ = (Index(None, "asked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[RunState] = mapped_column(default=RunState.WAITING)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    weeks: Mapped[int]
    seconds: Mapped[int]
    seed: Mapped[int] = mapped_column(default=1)
    is_repair: Mapped[bool] = mapped_column(default=False)
    percent: Mapped[int] = mapped_column(default=0)
    best: Mapped[int | None]
    bound: Mapped[int | None]
    finished_at: Mapped[datetime | None]
    plan: Mapped[dict[str, object] | None] = mapped_column(JSON)
    failure: Mapped[str] = mapped_column(default="")

    asked_by: Mapped[User] = relationship()

    def __str__(self) -> str:
        return f"plan {self.id}"


class PlanWeek(Record):
    """A week of the board, by its Monday. Whoever changes it holds it first."""

    __tablename__ = "plan_week"

    monday: Mapped[date] = mapped_column(primary_key=True)
    published_run_id: Mapped[int | None] = mapped_column(ForeignKey("plan_run.id"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    published_by: Mapped[User | None] = relationship()


class BoardMove(Frozen, Record):
    """What a hand did to one card: as it stood before and after, None where it was not."""

    __tablename__ = "board_move"
    __table_args__ = (Index(None, "operation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[MoveKind]
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"))
    before: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    motive: Mapped[str] = mapped_column(default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("board_move.id"), unique=True)

    actor: Mapped[User] = relationship()
    operation: Mapped[Operation] = relationship()

    def __str__(self) -> str:
        return f"{self.operation.work_order.label} · {self.operation.label}"
