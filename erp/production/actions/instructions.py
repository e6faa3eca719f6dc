"""What students photographed becomes the way to do it, once an instructor has said yes."""

from collections.abc import Sequence

from erp.core import journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import User
from erp.production import queries, rules
from erp.production.models import Operation, Step, TabletPhoto
from erp.production.states import StepKind

COPIED = ("kind", "text", "nominal", "low", "high", "unit", "choices", "photo_id")


def approve_photos(
    operation: Operation, told: Sequence[tuple[TabletPhoto, str]], *, actor: User
) -> list[Step]:
    """Each picture with its words is a step, after those that are there, in the order given."""
    rules.check_photos(told)
    last = len(queries.steps_of(operation.id))
    made = [
        Step(operation=operation, position=last + n, kind=StepKind.CHECK, text=text, photo=photo)
        for n, (photo, text) in enumerate(told, 1)
    ]
    db.session.add_all(made)
    sentence = N_("Photos d'élèves approuvées comme mode d'emploi")
    journal.write(operation, "instruct", sentence, actor=actor, note=str(len(made)))
    return made


def copy_steps(source: Operation, target: Operation, *, actor: User) -> list[Step]:
    """The same way of doing it on another order; answers stay where they were given."""
    last = len(queries.steps_of(target.id))
    made = [
        Step(operation=target, position=last + n, **{name: getattr(one, name) for name in COPIED})
        for n, one in enumerate(queries.steps_of(source.id), 1)
    ]
    db.session.add_all(made)
    sentence = N_("Étapes reprises d'une autre commande")
    journal.write(target, "instruct", sentence, actor=actor, note=source.work_order.number)
    return made
