"""How often one place may knock at an open door."""

from datetime import timedelta
from typing import NoReturn

from flask import abort, request

from erp.core import clock, throttle
from erp.core.db import one_transaction

WINDOW = timedelta(minutes=15)
MOST_WRONG = 30


def check(door: str, what: str = "", *, most: int) -> None:
    """429 after `most` knocks in a quarter of an hour, per address and per thing asked."""
    for key in (f"{door}:{what.strip().lower()[:200]}", f"{door}-from:{request.remote_addr}"):
        if throttle.count(key, now=clock.now(), window=WINDOW) > most:
            abort(429)


def wrong_key() -> NoReturn:
    """A key that opens nothing: 401, and 429 for a place that tries many."""
    with one_transaction():
        tries = throttle.count(f"key-wrong:{request.remote_addr}", now=clock.now(), window=WINDOW)
    abort(429 if tries > MOST_WRONG else 401)


def wrong_link(door: str) -> NoReturn:
    """A private link that opens nothing: 404, and 429 for whoever tries many.

    Only wrong ones are counted, in a transaction of their own: the reader of a page that lives
    writes nothing.
    """
    key = f"{door}-wrong:{request.remote_addr}"
    with one_transaction():
        tries = throttle.count(key, now=clock.now(), window=WINDOW)
    abort(429 if tries > MOST_WRONG else 404)
