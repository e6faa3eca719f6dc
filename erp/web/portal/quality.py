"""What proves that the parts are good: the inspection report, the certificates of the matter."""

from flask import Response, abort

from erp.access.permissions import May
from erp.core import clock
from erp.documents import inspection_report as paper
from erp.reporting import inspected
from erp.sales import queries
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.orders import own_order
from erp.web.shared.papers import send_file_of, send_pdf


@portal.get("/commandes/<int:order_id>/controle", access=May.BUY)
def read_inspection_report(order_id: int) -> Response:
    order = own_order(order_id)
    if not inspected.has_report(order):
        abort(404)
    told = inspected.inspection_report(order, school.the_school(), clock.today())
    return send_pdf(paper.draw(told), f"{order.number}-controle.pdf")


@portal.get("/commandes/<int:order_id>/certificats/<int:certificate_id>", access=May.BUY)
def read_certificate(order_id: int, certificate_id: int) -> Response:
    kept = queries.certificate(certificate_id, order_id=own_order(order_id).id)
    return send_file_of((kept or abort(404)).stored_file)
