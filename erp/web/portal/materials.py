"""What a company left at the school to be worked on, and what is left of it."""

from flask import Response, abort, render_template

from erp.access.permissions import May
from erp.production import queries
from erp.production.models import MaterialMove
from erp.web.portal.face import portal
from erp.web.portal.scope import own_customer_id
from erp.web.shared.paging import after, words
from erp.web.shared.papers import send_file_of, send_paper

MOVE = "/matiere/mouvements/<int:material_move_id>"


@portal.get("/matiere", access=May.BUY)
def list_materials() -> str:
    page = queries.customer_materials(words(), customer_id=own_customer_id(), after=after())
    return render_template(
        "portal/materials/list_materials.html",
        page=page,
        balances=queries.balances(page.rows),
        moves=queries.material_moves(page.rows),
    )


@portal.get(f"{MOVE}/bon", access=May.BUY)
def read_return_slip(material_move_id: int) -> Response:
    return send_paper(own_move(material_move_id).slip)


@portal.get("/matiere/<int:customer_material_id>/photo", access=May.BUY)
def read_material_picture(customer_material_id: int) -> Response:
    material = queries.customer_material(customer_material_id)
    if material is None or material.order.customer_id != own_customer_id():
        abort(404)
    return send_file_of(material.picture) if material.picture else abort(404)


def own_move(material_move_id: int) -> MaterialMove:
    return queries.material_move(material_move_id, customer_id=own_customer_id()) or abort(404)
