"""Before a machine: what to wear, what is dangerous, who is near."""

from flask import render_template
from flask_babel import gettext as _

from erp.equipment.models import Machine
from erp.equipment.states import Article, Ppe
from erp.production.states import OPERATION
from erp.web.shared.face import TABLET
from erp.web.workshop.face import workshop
from erp.web.workshop.tasks import own_task, regulated_works
from erp.web.workshop.visits import visitor


@workshop.get("/taches/<int:assignment_id>/securite", access=TABLET)
def show_safety(assignment_id: int) -> str:
    task = own_task(assignment_id)
    named = regulated_works(task)
    return render_template(
        "workshop/safety/show_safety.html",
        task=task,
        student=visitor(),
        needed=needed_at(task.machine) if task.machine else [],
        works=[_(one.label) for one in Article if one.value in named],
        can_start="start" in OPERATION.verbs(task.operation.state),
    )


def needed_at(machine: Machine) -> list[Ppe]:
    return [one for one in Ppe if one.value in (machine.ppe or ())]
