"""What the tablets send: one endpoint, an answer for each event."""

from typing import Any

from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue

from erp.core import clock
from erp.production import actions
from erp.web.shared.face import TABLET
from erp.web.workshop.face import workshop
from erp.web.workshop.visits import tablet, visitor

MOST_EVENTS, MOST_BYTES = 50, 256 * 1024


@workshop.post("/evenements", access=TABLET, csrf=False)
def receive_events() -> ResponseReturnValue:
    told = actions.receive(events_sent(), tablet=tablet(), student=visitor(), now=clock.now())
    return jsonify(
        [{"uuid": one.uuid, "answer": one.answer, "message": one.message} for one in told]
    )


def events_sent() -> list[Any]:
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    sent = request.get_json(silent=True)
    events = sent.get("events") if isinstance(sent, dict) else None
    if not isinstance(events, list):
        abort(400)
    if len(events) > MOST_EVENTS:
        abort(413)
    return events
