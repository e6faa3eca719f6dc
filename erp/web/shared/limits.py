"""How often one place may knock at an open door."""

from datetime import timedelta

from flask import abort, request

from erp.core import clock, throttle

WINDOW = timedelta(minutes=15)


def check(door: str, what: str = "", *, most: int) -> None:
    """429 after `most` knocks in a quarter of an hour, per address and per thing asked."""
    for key in (f"{door}:{what.strip().lower()[:200]}", f"{door}-from:{request.remote_addr}"):
        if throttle.count(key, now=clock.now(), window=WINDOW) > most:
            abort(429)
