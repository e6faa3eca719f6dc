"""A Face is a Blueprint where no page can be published without saying who may open it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum
from functools import wraps
from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from erp.access.permissions import May, is_granted
from erp.core.db import Record, one_transaction, only_reading, only_showing
from erp.people.models import User
from erp.web.shared import devices, keys, limits, once


class Door(Enum):
    """Doors that are no permission of a person."""

    PUBLIC = "public"  # anybody, signed in or not
    SIGNED_IN = "signed_in"  # whoever has an account
    TABLET = "tablet"  # an enrolled workshop tablet
    API = "api"  # a company's program with a living key


PUBLIC, SIGNED_IN, TABLET, API = Door.PUBLIC, Door.SIGNED_IN, Door.TABLET, Door.API
Access = May | Door
View = Callable[..., ResponseReturnValue]


class Undo(Exception):
    """Carries an answer of 400 and above out of the transaction, so that nothing is kept."""

    def __init__(self, answer: ResponseReturnValue) -> None:
        self.answer = answer


class Face(Blueprint):
    """`own_transactions`: the few doors that count failures before they check a secret."""

    def get(self, rule: str, *, access: Access) -> Callable[[View], View]:  # type: ignore[override]
        return self._door(rule, "GET", access, lambda view: shows(view, access))

    def post(  # type: ignore[override]
        self, rule: str, *, access: Access, own_transactions: bool = False
    ) -> Callable[[View], View]:
        way = does_by_steps if own_transactions else does
        return self._door(rule, "POST", access, lambda view: way(view, access))

    def hear(self, rule: str, *, access: Access, most_bytes: int) -> Callable[[View], View]:
        """What a tablet sends by itself, which is no form of a page."""
        return self._door(rule, "POST", access, lambda view: hears(view, access, most_bytes))

    def _door(
        self, rule: str, method: str, access: Access, way: Callable[[View], View]
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            guarded = wraps(view)(way(view))
            guarded.__dict__["access"] = access
            self.add_url_rule(rule, endpoint(view), guarded, methods=[method])
            return guarded

        return declare


def shows(view: View, access: Access) -> View:
    """The view behind its door: who asks first, then what is asked."""
    return _within(view, access, check_access, only_showing)


def does(view: View, access: Access) -> View:
    def guarded(**params: Any) -> ResponseReturnValue:
        check_form(access)
        return in_one_transaction(view, params, who_asks(), once.obey)

    return guarded


def does_by_steps(view: View, access: Access) -> View:
    return _within(view, access, check_form, only_reading)


def _within(
    view: View,
    access: Access,
    check: Callable[[Access], None],
    frame: Callable[[], AbstractContextManager[None]],
) -> View:
    def guarded(**params: Any) -> ResponseReturnValue:
        check(access)
        with frame():
            return view(**params)

    return guarded


def hears(view: View, access: Access, most_bytes: int) -> View:
    """In the transaction that knows the tablet; no writer waits while the Wi-Fi brings the words."""

    def let_in(view: View, params: dict[str, Any]) -> ResponseReturnValue:
        check_access(access)
        if request.headers.get("X-Etabli") != "tablette":  # no other site can send it
            abort(400)
        return view(**params)

    def guarded(**params: Any) -> ResponseReturnValue:
        request.max_content_length = most_bytes
        request.get_data()
        return in_one_transaction(view, params, [], let_in)

    return guarded


def endpoint(view: View) -> str:
    return view.__name__


def in_one_transaction(
    view: View,
    params: dict[str, Any],
    known: list[Record],
    obey: Callable[[View, dict[str, Any]], ResponseReturnValue],
) -> ResponseReturnValue:
    """Commit what a page did; an answer that says no (400 and above) leaves nothing behind."""
    try:
        with one_transaction(*known):
            answer = obey(view, params)
            if status_of(answer) >= 400:
                raise Undo(answer)
    except Undo as undo:
        return undo.answer
    return answer


def who_asks() -> list[Record]:
    """Whoever was let in by their session a moment ago."""
    return [current_user._get_current_object()] if current_user.is_authenticated else []


def status_of(answer: Any) -> int:
    if isinstance(answer, tuple):
        return next((part for part in answer[1:] if isinstance(part, int)), 200)
    return getattr(answer, "status_code", 200)


def may_enter(access: Access) -> bool:
    if access is PUBLIC:
        return True
    if access is TABLET:
        return devices.this_tablet() is not None
    if access is API:
        return keys.this_key() is not None
    user = current_user._get_current_object()
    if not user.is_authenticated:
        return False
    return access is SIGNED_IN or (isinstance(access, May) and granted(user, access))


def granted(user: User, permission: May) -> bool:
    """Asked once for each permission and person, however many buttons a page has."""
    known: dict[tuple[int, May], bool] = g.setdefault("granted", {})
    asked = (user.id, permission)
    if asked not in known:
        known[asked] = is_granted(user, permission)
    return known[asked]


def check_form(access: Access) -> None:
    check_access(access)
    if access is not API:  # no other site can send a key
        check_origin()


def check_access(access: Access) -> None:
    if may_enter(access):
        return
    if access is TABLET:
        abort(401)
    if access is API:
        limits.wrong_key()
    if current_user.is_authenticated:
        abort(403)
    if request.method == "GET" and not request.is_json:
        abort(redirect(url_for("doors.sign_in", next=request.full_path.rstrip("?")), 303))
    abort(401)


def check_origin() -> None:
    """A form carries its token, which no other site knows."""
    try:
        sent = request.form.get("csrf_token") or request.headers.get("X-CSRFToken") or ""
        validate_csrf(once.origin_of(sent))
    except ValidationError:
        abort(400)
