"""Questions about the lessons held on real parts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.training.models import OrderLesson


def lessons_of_session(class_session_id: int) -> Sequence[OrderLesson]:
    chosen = select(OrderLesson).filter_by(class_session_id=class_session_id)
    return db.session.scalars(chosen.order_by(OrderLesson.id)).all()


def lessons_of_work_order(work_order_id: int) -> Sequence[OrderLesson]:
    load = (joinedload(OrderLesson.class_session), joinedload(OrderLesson.given_by))
    chosen = select(OrderLesson).filter_by(work_order_id=work_order_id).options(*load)
    return db.session.scalars(chosen.order_by(OrderLesson.id)).all()
