"""Plan runs: what was asked of the solver, how far it is, and the draft it gave back."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.people.models import User
from erp.planning.states import RunState


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
