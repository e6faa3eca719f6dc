"""Machines, what an hour of them is sold for, and the kinds of operation."""

from datetime import timedelta
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from erp.access.permissions import May
from erp.core import clock
from erp.equipment import actions, queries
from erp.equipment.models import Machine, MachineType, MaintenanceWindow, OperationType
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.machines_forms import (
    MachineForm,
    MachineTypeForm,
    OperationTypeForm,
    WindowForm,
)
from erp.web.shared.records import RecordPages


@office.get("/reglages/machines", access=May.MANAGE_SETTINGS)
def list_machines() -> str:
    facts = {"machines": queries.machines(), "types": queries.machine_types()}
    return render_template("office/machines/list_machines.html", **facts)


@office.get("/reglages/operations", access=May.MANAGE_SETTINGS)
def list_operation_types() -> str:
    kinds = queries.operation_types()
    return render_template("office/machines/list_operation_types.html", kinds=kinds)


@office.get("/reglages/entretiens", access=May.MANAGE_SETTINGS)
def list_windows() -> str:
    windows = queries.windows(clock.now() - timedelta(days=30))
    return render_template("office/machines/list_windows.html", windows=windows, now=clock.now())


def machine_list(_record: object) -> str:
    return url_for("office.list_machines")


def machine_facts(form: MachineForm) -> dict[str, Any]:
    """What the actions ask for: records instead of ids."""
    return {
        "name": form.name.data,
        "machine_type": queries.machine_type(form.machine_type_id.data) or abort(404),
        "place": school.place(form.place_id.data) or abort(404),
        "works": form.works,
        "uses": form.uses,
        "is_in_service": form.is_in_service.data,
        "capacity": int(form.capacity.data),
        "inspection_due_on": form.inspection_due_on.data,
        "ppe": form.ppe.data or [],
        "actor": current_user,
    }


def operation_facts(form: OperationTypeForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "verb": form.verb.data,
        "machine_type": queries.machine_type(form.machine_type_id.data) or abort(404),
        "factors": form.factors,
        "pictogram": form.pictogram.data.value,
    }


def add_machine_type(form: MachineTypeForm) -> MachineType:
    return actions.add_machine_type(**form.data, actor=current_user)


def change_machine_type(kind: MachineType, form: MachineTypeForm) -> None:
    actions.change_machine_type(kind, **form.data, actor=current_user)


def add_machine(form: MachineForm) -> Machine:
    return actions.add_machine(**machine_facts(form))


def change_machine(machine: Machine, form: MachineForm) -> None:
    actions.change_machine(machine, **machine_facts(form))


def add_window(form: WindowForm) -> MaintenanceWindow:
    machine = queries.machine(form.machine_id.data) or abort(404)
    return actions.add_window(machine, **form.facts, actor=current_user)


def change_operation_type(kind: OperationType, form: OperationTypeForm) -> None:
    actions.change_operation_type(kind, **operation_facts(form))


RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/types-de-machine",
    name="machine_type",
    form=lambda kind: MachineTypeForm(obj=kind),
    find=queries.machine_type,
    add=add_machine_type,
    change=change_machine_type,
    back=machine_list,
    kicker=_l("Types de machine et tarifs"),
    title=_l("Ajouter un type de machine"),
).open()

RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/machines",
    name="machine",
    form=MachineForm,
    find=queries.machine,
    add=add_machine,
    change=change_machine,
    back=machine_list,
    kicker=_l("Machines"),
    title=_l("Ajouter une machine"),
).open()

RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/entretiens",
    name="window",
    form=WindowForm,
    find=queries.window,
    add=add_window,
    change=lambda window, form: actions.change_window(window, **form.facts),
    back=lambda _window: url_for("office.list_windows"),
    kicker=_l("Entretien des machines"),
    title=_l("Prévoir un entretien"),
).open()

RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/operations",
    name="operation_type",
    form=OperationTypeForm,
    find=queries.operation_type,
    add=lambda form: actions.add_operation_type(**operation_facts(form)),
    change=change_operation_type,
    back=lambda _kind: url_for("office.list_operation_types"),
    kicker=_l("Opérations"),
    title=_l("Ajouter une opération"),
).open()
