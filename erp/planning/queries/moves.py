"""Questions about what hands did on the board."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.planning.models import BoardMove, PlanWeek
from erp.production.models import Operation

LAST = 20  # moves that can be undone
LAST_ID = select(func.max(BoardMove.id))
LOAD = (
    joinedload(BoardMove.actor),
    joinedload(BoardMove.operation).joinedload(Operation.work_order),
)


def board_move(move_id: int) -> BoardMove | None:
    return db.session.get(BoardMove, move_id, options=LOAD)


def last_moves() -> Sequence[BoardMove]:
    """The last twenty and what took them back since, the newest first: an undo pushes none out."""
    own = select(BoardMove.id).where(BoardMove.undoes_id.is_(None))
    last = own.order_by(BoardMove.id.desc()).limit(LAST).subquery()
    first = select(func.min(last.c.id)).scalar_subquery()
    chosen = select(BoardMove).where(BoardMove.id >= first).order_by(BoardMove.id.desc())
    return db.session.scalars(chosen.options(*LOAD)).all()


def last_move_id() -> int:
    return db.session.scalar(LAST_ID) or 0


def moves_since(move_id: int, *, but: int) -> Sequence[BoardMove]:
    """What others than `but` did after that move, the newest first."""
    return _since.all(move_id, but)


@prepared
def _since(move_id: int, but: int) -> Select[BoardMove]:
    chosen = select(BoardMove).where(BoardMove.id > move_id, BoardMove.actor_id != but)
    return chosen.order_by(BoardMove.id.desc()).limit(LAST).options(*LOAD)


def last_move_of(operation_id: int) -> BoardMove | None:
    chosen = select(BoardMove).filter_by(operation_id=operation_id)
    return db.session.scalar(chosen.order_by(BoardMove.id.desc()).limit(1).options(*LOAD))


def undone(move_ids: Collection[int]) -> set[int]:
    """Those of these moves that were taken back."""
    chosen = select(BoardMove.undoes_id).where(BoardMove.undoes_id.in_(move_ids))
    return {one for one in db.session.scalars(chosen) if one is not None}


def plan_week(monday: object) -> PlanWeek | None:
    return db.session.get(PlanWeek, monday, options=[joinedload(PlanWeek.published_by)])
