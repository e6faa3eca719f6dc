"""What work waits for: expected, changed, received."""

from datetime import date
from typing import Any

from erp.core import journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.production import rules
from erp.production.models import Operation, Supply, WorkOrder
from erp.production.states import Awaited


def expect_supply(
    work_order: WorkOrder, *, awaited: Awaited, label: str, actor: Actor, **facts: Any
) -> Supply:
    """`facts`: operation, supplier, ordered_on, expected_on, received_on."""
    supply = Supply(work_order=work_order, awaited=awaited, label=label)
    _say(supply, **facts)
    db.session.add(supply)
    journal.write(work_order, "expect", N_("Attente notée"), actor=actor, note=label)
    return supply


def change_supply(
    supply: Supply, *, awaited: Awaited, label: str, actor: Actor, **facts: Any
) -> None:
    supply.awaited, supply.label = awaited, label
    _say(supply, **facts)
    journal.write(supply.work_order, "expect", N_("Attente changée"), actor=actor, note=label)


def _say(
    supply: Supply,
    *,
    operation: Operation | None = None,
    supplier: str = "",
    ordered_on: date | None = None,
    expected_on: date | None = None,
    received_on: date | None = None,
    today: date,
) -> None:
    rules.check_supply(supply.work_order, operation, ordered_on, expected_on, received_on, today)
    supply.operation, supply.supplier = operation, supplier
    supply.ordered_on, supply.expected_on, supply.received_on = ordered_on, expected_on, received_on


def receive_supply(supply: Supply, *, actor: Actor, today: date) -> None:
    """It is there. Said twice it stays what it was the first time."""
    if supply.received_on is None:
        supply.received_on = today
        words = N_("Reçu à l'atelier")
        journal.write(supply.work_order, "receive", words, actor=actor, note=supply.label)


def remove_supply(supply: Supply) -> None:
    db.session.delete(supply)
