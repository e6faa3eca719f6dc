"""What customers left to be worked on: what came, what was made of it, what went home."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.production import actions, queries
from erp.production.models import CustomerMaterial
from erp.sales.models import Order
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.materials_forms import ConsumeForm, MaterialFilter, MoveForm, ReceiveForm
from erp.web.office.orders import find as find_order
from erp.web.shared.paging import after
from erp.web.shared.papers import send_file_of, send_paper
from erp.web.shared.records import Page, done, record_page
from erp.web.shared.talk import keep_all

ONE = "/matieres/<int:customer_material_id>"


@office.get("/matieres", access=May.READ_WORK)
def list_materials() -> str:
    form = MaterialFilter()
    page = queries.customer_materials(form.q.data or "", held=form.held.data, after=after())
    balances = queries.balances(page.rows)
    told = {"page": page, "form": form, "balances": balances}
    return render_template("office/materials/list_materials.html", **told)


@office.get(ONE, access=May.READ_WORK)
def show_material(customer_material_id: int) -> str:
    material = find(customer_material_id)
    moves = queries.material_moves([material])[material.id]
    return render_template(
        "office/materials/show_material.html",
        material=material,
        balance=queries.balance(material),
        moves=moves,
        undone={move.undoes_id for move in moves},
    )


@office.get("/commandes/<int:order_id>/matiere", access=May.EXPECT_SUPPLIES)
def new_material(order_id: int) -> Page:
    order = find_order(order_id)
    return receive_page(order, receive_form(order))


@office.post("/commandes/<int:order_id>/matiere", access=May.EXPECT_SUPPLIES)
def receive_material(order_id: int) -> Answer | Page:
    order, made = find_order(order_id), []
    form = receive_form(order)
    if form.accepts(lambda: made.append(receive(order, form))):
        return at(made[0], _("La matière est notée : le client la voit dans son espace."))
    return receive_page(order, form)


def receive_form(order: Order) -> ReceiveForm:
    return ReceiveForm(queries.awaited_from_customer(order.id), moved_on=clock.today())


def receive(order: Order, form: ReceiveForm) -> CustomerMaterial:
    pictures = keep_all(form.files.data)
    told = {**form.facts, "picture": pictures[0] if pictures else None, **by_whom()}
    return actions.receive_material(order, **told)


def receive_page(order: Order, form: ReceiveForm) -> Page:
    back = url_for(".show_order", order_id=order.id)
    return record_page(form, kicker=str(order), title=_("Recevoir la matière du client"), back=back)


@office.get(f"{ONE}/recevoir", access=May.EXPECT_SUPPLIES)
def new_receipt(customer_material_id: int) -> Page:
    return page_of(find(customer_material_id), move_form(), _("En recevoir encore"))


@office.post(f"{ONE}/recevoir", access=May.EXPECT_SUPPLIES)
def receive_more(customer_material_id: int) -> Answer | Page:
    material, form = find(customer_material_id), move_form()
    return moved(material, form, actions.receive_more, _("En recevoir encore"))


@office.get(f"{ONE}/consommer", access=May.EXPECT_SUPPLIES)
def new_consumption(customer_material_id: int) -> Page:
    material = find(customer_material_id)
    return page_of(material, consume_form(material), _("Noter ce qui est travaillé"))


@office.post(f"{ONE}/consommer", access=May.EXPECT_SUPPLIES)
def consume_material(customer_material_id: int) -> Answer | Page:
    material = find(customer_material_id)
    title = _("Noter ce qui est travaillé")
    return moved(material, consume_form(material), actions.consume_material, title)


@office.get(f"{ONE}/rendre", access=May.EXPECT_SUPPLIES)
def new_return(customer_material_id: int) -> Page:
    return page_of(find(customer_material_id), move_form(), _("Rendre au client"))


@office.post(f"{ONE}/rendre", access=May.EXPECT_SUPPLIES)
def return_material(customer_material_id: int) -> Answer | Page:
    material, form = find(customer_material_id), move_form()
    give = partial(actions.return_material, school=school.the_school())
    return moved(material, form, give, _("Rendre au client"))


def move_form() -> MoveForm:
    return MoveForm(moved_on=clock.today())


def consume_form(material: CustomerMaterial) -> ConsumeForm:
    return ConsumeForm(queries.operations_that_use(material), moved_on=clock.today())


def moved(
    material: CustomerMaterial, form: MoveForm, action: Callable[..., object], title: str
) -> Answer | Page:
    """Do what the form says, and show what is left."""
    if form.accepts(lambda: action(material, **form.facts, **by_whom())):
        return at(material, _("C'est noté : le client voit ce qui reste."))
    return page_of(material, form, title)


def page_of(material: CustomerMaterial, form: MoveForm, title: str) -> Page:
    back = url_for(".show_material", customer_material_id=material.id)
    return record_page(form, kicker=str(material), title=title, back=back)


def by_whom() -> dict[str, Any]:
    return {"actor": current_user, "today": clock.today()}


@office.post("/matieres/mouvements/<int:material_move_id>/reprendre", access=May.EXPECT_SUPPLIES)
def undo_material_move(material_move_id: int) -> Answer:
    move = queries.material_move(material_move_id) or abort(404)
    actions.undo_move(move, **by_whom())
    return at(move.material, _("Le mouvement est repris : il reste lisible, barré."))


@office.get("/matieres/mouvements/<int:material_move_id>/bon", access=May.READ_WORK)
def read_return_slip(material_move_id: int) -> Response:
    move = queries.material_move(material_move_id) or abort(404)
    return send_paper(move.slip)


@office.get(f"{ONE}/photo", access=May.READ_WORK)
def read_material_picture(customer_material_id: int) -> Response:
    picture = find(customer_material_id).picture or abort(404)
    return send_file_of(picture)


def at(material: CustomerMaterial, sentence: str) -> Answer:
    return done(sentence, url_for(".show_material", customer_material_id=material.id))


def find(customer_material_id: int) -> CustomerMaterial:
    return queries.customer_material(customer_material_id) or abort(404)
