"""What the others ask about machines and operations."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.equipment.models import Machine, MachineType, MaintenanceWindow, OperationType

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


def operation_type(operation_type_id: int) -> OperationType | None:
    return db.session.get(OperationType, operation_type_id)


@prepared
def priced_operation_type(operation_type_id: int) -> Select[OperationType]:
    """With its type of machine, whose hourly rate is that of the work."""
    chosen = select(OperationType).filter_by(id=operation_type_id)
    return chosen.options(joinedload(OperationType.machine_type))


def operation_types() -> Sequence[OperationType]:
    """All of them by name, with their machine type and factors."""
    chosen = select(OperationType).order_by(OperationType.name)
    load = (joinedload(OperationType.machine_type), selectinload(OperationType.factors))
    return db.session.scalars(chosen.options(*load)).all()


def operation_type_names() -> dict[int, str]:
    """« Tournage · Tour », by name: to choose from."""
    return {one.id: f"{one.name} · {one.machine}" for one in _kinds.columns()}


@prepared
def _kinds() -> Any:
    told = (OperationType.id, OperationType.name, MachineType.name.label("machine"))
    chosen = select(*told).join(OperationType.machine_type)
    return chosen.order_by(OperationType.name)


def machine_type_names() -> dict[int, str]:
    return {one.id: one.name for one in _types.columns()}


@prepared
def _types() -> Any:
    return select(MachineType.id, MachineType.name).order_by(MachineType.name)


def machine_type(machine_type_id: int) -> MachineType | None:
    return db.session.get(MachineType, machine_type_id)


def machine_types(ids: Sequence[int] | None = None) -> Sequence[MachineType]:
    if ids is not None and not ids:
        return []
    chosen = select(MachineType).order_by(MachineType.name)
    if ids is not None:
        chosen = chosen.where(MachineType.id.in_(ids))
    return db.session.scalars(chosen.options(selectinload(MachineType.machines))).all()


def machine(machine_id: int) -> Machine | None:
    return db.session.get(Machine, machine_id)


def machines(*, in_service: bool | None = None) -> Sequence[Machine]:
    chosen = select(Machine).order_by(Machine.name)
    if in_service is not None:
        chosen = chosen.filter_by(is_in_service=in_service)
    load = (
        joinedload(Machine.machine_type),
        joinedload(Machine.place),
        selectinload(Machine.regulated_works),
        selectinload(Machine.uses),
    )
    return db.session.scalars(chosen.options(*load)).all()


def machine_names() -> dict[int, str]:
    """Those in service, by name."""
    return {one.id: one.name for one in _names.columns()}


@prepared
def _names() -> Any:
    return select(Machine.id, Machine.name).filter_by(is_in_service=True).order_by(Machine.name)


def window(window_id: int) -> MaintenanceWindow | None:
    return db.session.get(MaintenanceWindow, window_id)


def windows(since: datetime, until: datetime | None = None) -> Sequence[MaintenanceWindow]:
    """Those not over at `since`, begun before `until`, with their machine, in order."""
    return _windows.all(since, until or FOR_EVER)


@prepared
def _windows(since: datetime, until: datetime) -> Select[MaintenanceWindow]:
    chosen = select(MaintenanceWindow).where(
        MaintenanceWindow.ends_at > since, MaintenanceWindow.starts_at < until
    )
    load = joinedload(MaintenanceWindow.machine)
    return chosen.order_by(MaintenanceWindow.starts_at).options(load)
