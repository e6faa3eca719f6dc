"""What the work orders of an order wait for, entered on the order's page."""

from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.production import actions, queries
from erp.production.models import Supply, WorkOrder
from erp.web.office.face import office
from erp.web.office.supplies_forms import SupplyForm
from erp.web.shared.records import RecordPages, done, number_asked


def work_order_of(supply: Supply | None) -> WorkOrder | None:
    if supply is not None:
        return supply.work_order
    return queries.work_order(number_asked("work_order_id") or 0)


def form_of(supply: Supply | None) -> SupplyForm:
    return SupplyForm(work_order_of(supply), obj=supply)


def facts_of(form: SupplyForm) -> dict[str, Any]:
    return {**form.facts, "actor": current_user, "today": clock.today()}


def add(form: SupplyForm) -> Supply:
    work_order = form.work_order or abort(404)
    return actions.expect_supply(work_order, **facts_of(form))


def back(supply: Supply | None) -> str:
    work_order = work_order_of(supply)
    if work_order is None:
        return url_for("office.list_orders")
    return url_for("office.show_order", order_id=work_order.order_line.order_id)


RecordPages(
    face=office,
    access=May.EXPECT_SUPPLIES,
    url="/attentes",
    name="supply",
    form=form_of,
    find=queries.supply,
    add=add,
    change=lambda supply, form: actions.change_supply(supply, **facts_of(form)),
    back=back,
    kicker=_l("Ce que le travail attend"),
    title=_l("Noter une attente"),
    take_away=actions.remove_supply,
).open()


@office.post("/attentes/<int:supply_id>/recu", access=May.EXPECT_SUPPLIES)
def receive_supply(supply_id: int) -> Response:
    supply = queries.supply(supply_id) or abort(404)
    actions.receive_supply(supply, actor=current_user, today=clock.today())
    return done(_("« %(label)s » est là.", label=supply.label), back(supply))
