"""A Face is a Blueprint where no page can be published without saying who may open it."""

from collections.abc import Callable
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
        return self._door(rule, "GET", access, own_transactions=False, csrf=False)

    def post(  # type: ignore[override]
        self, rule: str, *, access: Access, own_transactions: bool = False, csrf: bool = True
    ) -> Callable[[View], View]:
        return self._door(rule, "POST", access, own_transactions, csrf)

    def _door(
        self, rule: str, method: str, access: Access, own_transactions: bool, csrf: bool
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            guarded = wraps(view)(behind(view, access, method, own_transactions, csrf))
            guarded.__dict__["access"] = access
            self.add_url_rule(rule, endpoint(view), guarded, methods=[method])
            return guarded

        return declare


def behind(view: View, access: Access, method: str, own_transactions: bool, csrf: bool) -> View:
    """The view behind its door: who asks first, then what is asked.

    What is no form comes from a tablet, and is heard in the transaction that knows the tablet.
    """

    def let_in(**params: Any) -> ResponseReturnValue:
        check_door(access, method, csrf)
        return view(**params)

    def guarded(**params: Any) -> ResponseReturnValue:
        if method == "POST" and not csrf:
            return in_one_transaction(let_in, params, is_form=False)
        check_door(access, method, csrf)
        if method == "GET":
            with only_showing():
                return view(**params)
        if own_transactions:
            with only_reading():
                return view(**params)
        return in_one_transaction(view, params, is_form=True)

    return guarded


def endpoint(view: View) -> str:
    return view.__name__


def in_one_transaction(view: View, params: dict[str, Any], *, is_form: bool) -> ResponseReturnValue:
    """Commit what a page did; an answer that says no (400 and above) leaves nothing behind.

    What is no form of a page says itself how much of it may be read.
    """
    known = who_asks() if is_form else []
    try:
        with one_transaction(*known):
            answer = once.obey(view, params) if is_form else view(**params)
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


def check_door(access: Access, method: str, csrf: bool) -> None:
    check_access(access)
    if method == "POST" and access is not API:  # no other site can send a key
        check_origin(csrf)


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


def check_origin(csrf: bool) -> None:
    """A form carries its token; JSON of a tablet a header that no other site can send."""
    if not csrf:
        if request.headers.get("X-Etabli") != "tablette":
            abort(400)
        return
    try:
        sent = request.form.get("csrf_token") or request.headers.get("X-CSRFToken") or ""
        validate_csrf(once.origin_of(sent))
    except ValidationError:
        abort(400)
