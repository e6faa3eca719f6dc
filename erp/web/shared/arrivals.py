"""Where files arrive piece by piece, from any form of ours that takes files."""

import re

from flask import Response, abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from erp.core import arriving, clock
from erp.core.arriving import ArrivingFile
from erp.core.db import one_transaction
from erp.core.files import LARGEST
from erp.web.shared import limits
from erp.web.shared.face import PUBLIC
from erp.web.shared.family import doors
from erp.web.shared.papers import files_folder

LARGEST_PIECE = 2 * 1024 * 1024
MOST = 120  # files in a quarter of an hour from one place
SHA256, START = re.compile(r"[0-9a-f]{64}|"), re.compile(r"[0-9]{1,9}")


@doors.post("/envois", access=PUBLIC)
def begin_upload() -> Response:
    limits.check("upload", visitor(), most=MOST)
    name, digest = request.form.get("name", "")[:200], request.form.get("sha256", "")
    if SHA256.fullmatch(digest) is None:
        abort(400)
    token = arriving.begin(name, size_told(), digest, place=visitor(), now=clock.now())
    return jsonify(token=token, url=url_for(".show_upload", token=token))


@doors.get("/envois/<token>", access=PUBLIC)
def show_upload(token: str) -> Response:
    """How far the file is: whoever was cut off goes on from there."""
    one = arriving_file(token)
    return jsonify(received=one.received, size=one.size)


@doors.post("/envois/<token>", access=PUBLIC, own_transactions=True)
def receive_piece(token: str) -> ResponseReturnValue:
    """409 when this piece is not the next one, with how far the file is.

    A slow line is read first: meanwhile nobody waits to write.
    """
    piece, start = request.stream.read(LARGEST_PIECE + 1), request.args.get("start", "")
    if len(piece) > LARGEST_PIECE:
        abort(413)
    if START.fullmatch(start) is None:
        abort(400)
    known, begins = arriving_file(token), int(start)
    with one_transaction():
        received = arriving.add(token, piece, start=begins, now=clock.now(), folder=files_folder())
    told = {"received": received or 0, "size": known.size}
    return jsonify(told), 200 if received == begins + len(piece) else 409


def size_told() -> int:
    """Whatever is no number is too large."""
    told = request.form.get("size", "")
    return int(told) if re.fullmatch(r"[0-9]{1,12}", told) else LARGEST + 1


def arriving_file(token: str) -> ArrivingFile:
    return arriving.find(token, now=clock.now()) or limits.wrong_link("upload")


def visitor() -> str:
    """Who sends: an account, or the address of somebody without one."""
    known = current_user.is_authenticated
    return f"user:{current_user.id}" if known else f"from:{request.remote_addr}"
