"""What a tap on a tablet needs of records: their columns, and a state to move."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, NamedTuple

from erp.core.db import Record
from erp.production.models.work import Operation, WorkOrder
from erp.production.states import OperationState, WorkOrderState


@dataclass
class WorkOrderInHand:
    kind: ClassVar[type[Record]] = WorkOrder
    __tablename__: ClassVar[str] = WorkOrder.__tablename__

    id: int
    number: str
    label: str
    quantity: Decimal
    order_line_id: int
    state: WorkOrderState
    version: int

    def __str__(self) -> str:
        return self.number


@dataclass
class OperationInHand:
    kind: ClassVar[type[Record]] = Operation
    __tablename__: ClassVar[str] = Operation.__tablename__

    id: int
    work_order_id: int
    position: int
    operation_type_id: int
    label: str
    state: OperationState
    version: int
    work_order: WorkOrderInHand

    def __str__(self) -> str:
        return f"{self.position} {self.label}"


class EntryInHand(NamedTuple):
    """A time that goes on."""

    id: int
    operation_id: int
    student_id: int
    started_at: datetime
