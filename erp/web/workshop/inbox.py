"""What the tablets send: one endpoint, an answer for each event; their photos follow."""

import json
from typing import Any

from flask import Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from erp.core import clock
from erp.core.files import Upload
from erp.production import actions
from erp.training import queries as training
from erp.web.shared.face import TABLET
from erp.web.shared.papers import files_folder
from erp.web.workshop.face import workshop
from erp.web.workshop.visits import tablet

MOST_EVENTS, MOST_BYTES = 50, 256 * 1024
LARGEST_PHOTO = 3 * 1024 * 1024
LONGEST_NUMBER = 18  # digits; a longer one is only text


@workshop.hear("/evenements", access=TABLET, most_bytes=MOST_BYTES)
def receive_events() -> ResponseReturnValue:
    events, here = events_sent(), tablet()
    told = actions.receive(
        events,
        tablet=here,
        student=here.visitor,
        since=here.visitor.since if here.visitor else None,
        is_closed=training.is_closed,
        now=clock.now(),
    )
    return with_the_hour(jsonify([one.__dict__ for one in told]))


@workshop.hear("/photos", access=TABLET, most_bytes=LARGEST_PHOTO)
def receive_photo() -> ResponseReturnValue:
    told = actions.receive_photo(
        request.args.get("photo", ""),
        event_uuid=request.args.get("event", ""),
        upload=Upload("photo", request.get_data()),
        tablet=tablet(),
        folder=files_folder(),
        now=clock.now(),
    )
    return with_the_hour(jsonify(told.__dict__))


def with_the_hour(answer: Response) -> Response:
    """The tablet measures by it how wrong its own clock is."""
    answer.headers["X-Etabli-Heure"] = str(int(clock.now().timestamp() * 1000))
    return answer


def events_sent() -> list[Any]:
    try:
        sent = json.loads(request.get_data(), parse_constant=str, parse_int=number)
    except (ValueError, RecursionError):
        abort(400)
    events = sent.get("events") if isinstance(sent, dict) else None
    if not isinstance(events, list):
        abort(400)
    if len(events) > MOST_EVENTS:
        abort(413)
    return events


def number(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits
