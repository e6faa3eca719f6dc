"""Knows again a form that was sent already: the page it comes from, its address, what it says."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from erp.core import clock, once

MARK = "~"  # between the token against other sites and the number of the page


def form_token() -> str:
    """What every form of a page carries: the same for all of one page, another each time."""
    if "page_number" not in g:
        g.page_number = secrets.token_urlsafe(16)
    return f"{generate_csrf()}{MARK}{g.page_number}"


def origin_of(token: str) -> str:
    """The part that tells our own pages from those of another site."""
    return token.partition(MARK)[0]


def obey(view: Callable[..., ResponseReturnValue], params: dict[str, Any]) -> ResponseReturnValue:
    """Do what the form asks; when it was done already, only go where that led."""
    key = _key()
    if key is None:
        return view(**params)
    led_to = once.claim(key, now=clock.now())
    if led_to is not None:
        flash(_("C'était déjà fait : rien n'est fait deux fois."), "success")
        return redirect(led_to, 303)
    answer = view(**params)
    location = getattr(answer, "location", None)
    if location:
        once.remember(key, location, now=clock.now())
    else:
        once.release(key)
    return answer


def _key() -> str | None:
    """None for what no page of ours numbered: JSON of a tablet, a page from before."""
    number = request.form.get("csrf_token", "").partition(MARK)[2]
    if not number:
        return None
    told = hashlib.sha256()
    for part in (number, session.get("csrf_token", ""), request.full_path, *_said()):
        told.update(f"{len(part)}:{part}".encode())
    return told.hexdigest()


def _said() -> list[str]:
    """Every field as it was typed, and the bytes of every file."""
    fields = [f"{name}={value}" for name, value in request.form.items(multi=True)]
    files = []
    for name, file in request.files.items(multi=True):
        files.append(f"{name}={file.filename}:{hashlib.sha256(file.stream.read()).hexdigest()}")
        file.stream.seek(0)
    return [*fields, *files]
