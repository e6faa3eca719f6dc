"""Every door says who may open it, and is shut to the others."""

from pathlib import Path

import pytest

from erp.access.permissions import May, is_granted
from erp.people.states import Role
from erp.web.shared.face import Door
from tests.builders import a_contact, a_school, a_user

TABLE = Path(__file__).parent / "doors.txt"
OPEN_TO_ALL = {"static", "bootstrap.static"}


def rules(app):
    for rule in sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, sorted(r.methods))):
        if rule.endpoint not in OPEN_TO_ALL:
            method = "POST" if "POST" in rule.methods else "GET"
            yield rule, method, app.view_functions[rule.endpoint].__dict__["access"]


def address(rule, value=999_999) -> str:
    text = {name: value for name in rule.arguments}
    text.update({name: "x" * 43 for name in rule.arguments if name in ("token", "secret", "kind")})
    return rule.build(text)[1]


def test_every_page_says_who_may_open_it(app):
    silent = {e for e, view in app.view_functions.items() if "access" not in view.__dict__}
    assert silent == OPEN_TO_ALL


def test_the_table_of_doors_is_the_one_we_read(app):
    """A right that changes shows in the diff: rewrite the file by hand or with `make doors`."""
    told = "".join(f"{method:5}{rule.rule:70} {access}\n" for rule, method, access in rules(app))
    assert told == TABLE.read_text()


@pytest.mark.parametrize("role", list(Role))
def test_a_page_is_shut_to_those_without_its_permission(app, browse, role):
    a_school()
    user = a_contact().user if role is Role.CUSTOMER else a_user(role)
    browser = browse(user)
    for rule, method, access in rules(app):
        if isinstance(access, May):
            answer = browser.open(address(rule), method=method)
            shut = answer.status_code == 403
            assert shut != is_granted(user, access), f"{role}: {method} {rule.rule}"


def test_a_stranger_is_sent_to_the_entrance(app, browse):
    browser = browse()
    for rule, method, access in rules(app):
        if access is Door.PUBLIC:
            continue
        answer = browser.open(address(rule), method=method)
        if access is Door.API:
            continue  # tests/api: counted, so that keys are not guessed
        expected = 303 if method == "GET" and access is not Door.TABLET else 401
        assert answer.status_code == expected, f"{method} {rule.rule}"


def test_nothing_moves_without_its_token(app, browse):
    a_school()
    users = {role: a_contact().user if role is Role.CUSTOMER else a_user(role) for role in Role}
    browsers = {role: browse(user) for role, user in users.items()}
    for rule, method, access in rules(app):
        if method == "POST" and access not in (Door.TABLET, Door.API):
            for role, browser in browsers.items():
                answer = browser.post(address(rule))
                allowed = not isinstance(access, May) or is_granted(users[role], access)
                assert answer.status_code == (400 if allowed else 403), rule.rule
