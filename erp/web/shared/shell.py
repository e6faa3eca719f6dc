"""What every layout needs: the menu, the addresses of the frame, the icons."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from erp.people.states import Role
from erp.school import queries as school
from erp.web.shared import devices
from erp.web.shared.face import PUBLIC, may_enter
from erp.web.shared.once import form_token

SYMBOL = re.compile(r"<symbol([^>]*?)>(.*?)</symbol>", re.S)
Entry = tuple[str, str, str]  # label, endpoint, icon
Group = tuple[str, tuple[Entry, ...]]
MENUS: dict[str, list[tuple[str, list[Entry]]]] = {}  # blueprint → groups


@cache
def _icons() -> dict[str, str]:
    """The icons of the package, read once: only those that a page shows are sent."""
    sprite = files("flask_bootstrap") / "static/bootstrap5/icons/bootstrap-icons.svg"
    icons = {}
    for attributes, body in SYMBOL.findall(sprite.read_text()):
        named = dict(re.findall(r'([a-zA-Z]+)="([^"]*)"', attributes))
        icons[named["id"]] = (
            f'<svg class="icon" viewBox="{named["viewBox"]}" fill="currentColor" '
            f'aria-hidden="true" focusable="false">{body}</svg>'
        )
    return icons


def icon_svg(name: str) -> Markup:
    return Markup(_icons()[name])  # noqa: S704 - from the package, never from a person


def icon_again(name: str) -> Markup:
    """For pages that show an icon hundreds of times: its drawing is sent once, by `icon_sheet`."""
    g.setdefault("drawn_icons", {})[name] = True
    use = f'<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{name}"/></svg>'
    return Markup(use)  # noqa: S704 - a name of ours


def icon_sheet() -> Markup:
    drawn = (
        _icons()[name]
        .replace('<svg class="icon"', f'<symbol id="icon-{name}"')
        .replace("</svg>", "</symbol>")
        for name in g.get("drawn_icons", {})
    )
    return Markup(f'<svg hidden aria-hidden="true">{"".join(drawn)}</svg>')  # noqa: S704 - as above


def menu() -> Markup:
    """The groups of this audience whose pages exist and are open to this person."""
    groups = []
    for label, entries in MENUS.get(request.blueprint or "", []):
        shown = tuple(one for one in entries if is_open(one[1]))
        if shown:
            groups.append((label, shown))
    root, here = request.script_root, request.script_root + request.path
    urls = {_address(one[1], root) for _, entries in groups for one in entries}
    active = frozenset(url for url in urls if here == url or here.startswith(f"{url}/"))
    return _drawn(tuple(groups), root, active)


@cache
def _address(endpoint: str, _root: str) -> str:
    """Of an entry of the menu, under the path we are mounted at."""
    return url_for(endpoint)


@lru_cache(maxsize=512)
def _drawn(groups: tuple[Group, ...], root: str, active: frozenset[str]) -> Markup:
    """Thirty entries on every page, the same for all who may open the same."""
    told = [(label, [_entry(*one, root, active) for one in entries]) for label, entries in groups]
    drawing = current_app.jinja_env.get_template("shared/menu.html").render(groups=told)
    return Markup(drawing)  # noqa: S704 - written by the template


def _entry(
    label: str, endpoint: str, icon: str, root: str, active: frozenset[str]
) -> dict[str, Any]:
    url = _address(endpoint, root)
    return {"label": label, "url": url, "icon": icon, "active": url in active}


def is_open(endpoint: str) -> bool:
    """Whether this person may open a page or press a button; « .edit_quote » is of this audience."""
    name = f"{request.blueprint}{endpoint}" if endpoint.startswith(".") else endpoint
    view = current_app.view_functions.get(name)
    return view is not None and may_enter(view.__dict__.get("access", PUBLIC))


def leads_somewhere(url: str, method: str = "GET") -> bool:
    """Whether this person may follow an address; one that is not ours is open to all."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(urlsplit(url).path, method)
    except HTTPException:
        return True
    return is_open(endpoint)


def home_url() -> str:
    """Of whoever asks; a tablet, which nobody signs in on, goes back to its faces."""
    if not current_user.is_authenticated:
        return url_for("workshop.home" if devices.COOKIE in request.cookies else "doors.sign_in")
    if current_user.role is Role.CUSTOMER:
        return url_for("portal.home")
    if current_user.role is Role.STUDENT and "office.show_my_hours" in current_app.view_functions:
        return url_for("office.show_my_hours")
    return url_for("office.home")


AS_IS = "!$'()*,/:;?@"  # in a question of an address, as url_for writes it


def url_with(**changes: Any) -> str:
    """This address with some of its questions changed; "" or None takes one away."""
    asked = {**request.args.to_dict(), **changes}
    kept = {key: value for key, value in asked.items() if value not in ("", None)}
    built: dict[str, str] = g.setdefault("here", {})  # a page asks twenty times
    if request.path not in built:
        built[request.path] = url_for(request.endpoint or "", **(request.view_args or {}))
    here = built[request.path]
    return f"{here}?{urlencode(kept, safe=AS_IS)}" if kept else here


def school_name() -> str:
    school_ = school.find_school()
    return school_.name if school_ else "Établi"


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        csrf_token=form_token,
        home_url=home_url,
        icon_again=icon_again,
        icon_sheet=icon_sheet,
        icon_svg=icon_svg,
        leads_somewhere=leads_somewhere,
        may=is_open,
        menu=menu,
        person_name=lambda: current_user.name if current_user.is_authenticated else "",
        school_name=school_name,
        search_url=lambda: url_for("office.search"),
        sign_out_url=lambda: url_for("doors.sign_out"),
        url_with=url_with,
    )
