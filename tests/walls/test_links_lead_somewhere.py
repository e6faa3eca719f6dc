"""Nobody is shown a link or a button that is shut to them: each role walks through its pages."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from erp.access.permissions import May, is_granted
from erp.core.db import db
from erp.people.models import User
from erp.web.shared.face import Door
from tests.walls.records import model_of
from tests.walls.test_routes import OPEN_TO_ALL

SITE = "http://localhost"


class Doors(HTMLParser):
    """The links and the forms of a page."""

    def __init__(self, url: str, text: str) -> None:
        super().__init__()
        self.url = url
        self.found: list[tuple[str, str]] = []  # method, address
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            self.note("GET", told["href"])
        if tag == "form" and told.get("method") != "dialog":
            self.note((told.get("method") or "get").upper(), told.get("action") or self.url)

    def note(self, method: str, address: str) -> None:
        whole = urlsplit(urljoin(SITE + self.url, address))
        if f"{whole.scheme}://{whole.netloc}" == SITE:
            self.found.append((method, whole.path + (f"?{whole.query}" if whole.query else "")))


class Walk:
    """One person, from the first page through every link."""

    same = 1  # pages of one kind, about records in one state, that are opened

    def __init__(self, browser, user: User) -> None:
        self.browser, self.user = browser, user
        self.opened: Counter[object] = Counter()
        self.problems: set[str] = set()
        self.waiting = ["/"]

    def go(self) -> set[str]:
        while self.waiting:
            url = self.waiting.pop()
            answer = self.browser.get(url, follow_redirects=True)
            if answer.status_code != 200:
                self.problems.add(f"{self.user.role}: {url} answers {answer.status_code}")
            elif answer.mimetype == "text/html":
                for method, address in Doors(answer.request.path, answer.text).found:
                    self.look(answer.request.path, method, address)
        return self.problems

    def look(self, page: str, method: str, address: str) -> None:
        """Is this door open to the person? Then what is behind it is seen too."""
        found = match(method, address)
        if found is None:
            self.problems.add(f"{self.user.role}: {page} leads to {address}, which is nothing")
        elif not is_open(found[0], self.user):
            self.problems.add(f"{self.user.role}: {page} shows {found[0].endpoint}")
        elif method == "GET" and found[0].endpoint not in OPEN_TO_ALL:
            kind = kind_of(*found, address)
            self.opened[kind] += 1
            self.waiting += [address] if self.opened[kind] <= self.same else []


def match(method: str, address: str) -> tuple[Rule, dict] | None:
    try:
        return current_app.url_map.bind("localhost").match(
            urlsplit(address).path, method, return_rule=True
        )
    except HTTPException:
        return None


def is_open(rule: Rule, user: User) -> bool:
    access = current_app.view_functions[rule.endpoint].__dict__.get("access", Door.PUBLIC)
    if isinstance(access, May):
        return is_granted(user, access)
    return access in (Door.PUBLIC, Door.SIGNED_IN)


def kind_of(rule: Rule, numbers: dict, address: str) -> tuple:
    """Pages about records in the same state show the same buttons."""
    records = [
        db.session.get(model_of(rule, name), number)
        for name, number in sorted(numbers.items())
        if isinstance(number, int)
    ]
    states = [str(getattr(record, "state", "")) for record in records]
    return rule.endpoint, tuple(states), tuple(sorted(parse_qs(urlsplit(address).query)))


def test_nobody_is_shown_a_door_that_is_shut(browse, demo):
    problems: set[str] = set()
    for user in demo.values():
        walk = Walk(browse(user), user)
        problems |= walk.go()
        assert walk.opened, f"{user.role} got nowhere"

    assert not problems, "\n".join(sorted(problems))
