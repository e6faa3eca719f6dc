"""A customer's own material: it comes, it is worked, what is left goes back with a slip."""

from datetime import date
from decimal import Decimal

from erp.core import archive, journal
from erp.core.db import db, hold
from erp.core.files import StoredFile
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.core.words import N_
from erp.documents import return_slip
from erp.production import papers, queries, rules
from erp.production.actions.supplies import receive_supply
from erp.production.models import CustomerMaterial, MaterialMove, Operation, Supply
from erp.production.refusals import MoveIsUndone
from erp.production.states import MaterialMoveKind, MaterialUnit
from erp.sales.models import Order
from erp.school.models import School

Kind = MaterialMoveKind


def receive_material(
    order: Order, *, label: str, unit: MaterialUnit, quantity: Decimal, moved_on: date,
    actor: Actor, today: date, note: str = "", heat_number: str = "", kept_in: str = "",
    picture: StoredFile | None = None, supply: Supply | None = None,
) -> CustomerMaterial:  # fmt: skip
    """`supply`: what the work waited for, and is there now."""
    material = CustomerMaterial(
        order=order, label=label, unit=unit, heat_number=heat_number, kept_in=kept_in,
        picture=picture,
    )  # fmt: skip
    db.session.add(material)
    receive_more(material, quantity, moved_on=moved_on, note=note, actor=actor, today=today)
    if supply:
        receive_supply(supply, actor=actor, today=today)
    return material


def receive_more(
    material: CustomerMaterial, quantity: Decimal, *, moved_on: date, note: str = "",
    actor: Actor, today: date,
) -> MaterialMove:  # fmt: skip
    rules.check_moved(moved_on, today)
    move = _note(material, Kind.RECEIVED, quantity, moved_on=moved_on, note=note)
    _tell(move, N_("Matière du client reçue"), actor)
    return move


def consume_material(
    material: CustomerMaterial, operation: Operation, quantity: Decimal, *, moved_on: date,
    note: str = "", actor: Actor, today: date,
) -> MaterialMove:  # fmt: skip
    """The pieces of this operation were made of it."""
    hold(material)  # two people never take the same bar
    rules.check_moved(moved_on, today)
    rules.check_is_theirs(material, operation)
    rules.check_held(material, quantity, queries.balance(material))
    facts = {"moved_on": moved_on, "operation": operation, "note": note}
    move = _note(material, Kind.CONSUMED, quantity, **facts)
    _tell(move, N_("Matière du client consommée"), actor)
    return move


def return_material(
    material: CustomerMaterial, quantity: Decimal, *, school: School, moved_on: date,
    note: str = "", actor: Actor, today: date,
) -> MaterialMove:  # fmt: skip
    """It goes home with a numbered slip, to be signed by who takes it."""
    hold(material)
    rules.check_moved(moved_on, today)
    before = queries.balance(material)
    rules.check_held(material, quantity, before)
    number = next_number("RM", today.year)
    told = papers.return_slip(
        material, school, number=number, quantity=quantity, before=before, moved_on=moved_on,
        note=note,
    )  # fmt: skip
    slip = archive.keep(f"{number}.pdf", return_slip.draw(told))
    facts = {"moved_on": moved_on, "note": note, "number": number, "slip": slip}
    move = _note(material, Kind.RETURNED, quantity, **facts)
    _tell(move, N_("Matière rendue au client"), actor)
    return move


def undo_move(move: MaterialMove, *, actor: Actor, today: date) -> MaterialMove:
    """Taken back by its opposite; what left since then is never made to lack."""
    material = move.material
    hold(material)
    if move.undoes_id is not None or queries.is_undone(move):
        raise MoveIsUndone
    if move.kind is Kind.RECEIVED:
        rules.check_held(material, move.quantity, queries.balance(material))
    facts = {"moved_on": today, "operation_id": move.operation_id, "undoes_id": move.id}
    opposite = _note(material, move.kind, -move.quantity, **facts)
    _tell(opposite, N_("Mouvement de matière repris"), actor)
    return opposite


def _note(
    material: CustomerMaterial, kind: MaterialMoveKind, quantity: Decimal, **facts: object
) -> MaterialMove:
    move = MaterialMove(material=material, kind=kind, quantity=quantity, **facts)
    db.session.add(move)
    return move


def _tell(move: MaterialMove, sentence: str, actor: Actor) -> None:
    material = move.material
    note = f"{rules.counted(material, abs(move.quantity))} : {material.label}"
    journal.write(material.order, "material", sentence, actor=actor, note=note)
