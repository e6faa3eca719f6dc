"""Whatever is typed into a form or an address, a page answers: never a 500, nothing half-written."""

import shutil

import pytest
from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from erp.core.db import db
from tests.walls.records import any_of, names_of
from tests.walls.test_a_form_sent_twice import LEAVES
from tests.walls.test_reading_changes_nothing import Readers, reading_rules
from tests.walls.weapons import WEAPONS, Asking, Recorder, coded, names_read, volleys

MOST = 2000  # characters of an address
NOT_IN_THE_DEMO = {"exchange_id", "step"}  # no platform there, and a school is founded already
READ_ALONE = {"workshop.receive_events", "workshop.receive_photo"}  # JSON: tests/workshop


class Range:
    """The demo school, laid again before each door: what one breaks is whole for the next."""

    def __init__(self, browse, demo, data_dir) -> None:
        self.readers = Readers(browse, demo)
        self.school, self.whole = data_dir / "school.db", data_dir / "range.db"
        self.is_file = db.engine.dialect.name == "sqlite"
        if self.is_file:
            self.leave()
            shutil.copy(self.school, self.whole)
        self.broken: set[str] = set()

    def lay(self) -> None:
        if self.is_file:
            self.leave()
            shutil.copy(self.whole, self.school)

    def leave(self) -> None:
        """Nobody holds the file; the records of the range are read again when they are asked."""
        db.session.rollback()
        db.session.expire_all()
        db.engine.dispose()

    def address(self, rule: Rule) -> str | None:
        """None: nobody in the demo has one."""
        if NOT_IN_THE_DEMO & rule.arguments:
            return None
        if "token" in rule.arguments:
            secret = self.readers.secrets.get(self.twin(rule))
            return rule.build({"token": secret})[1] if secret else None
        if self.readers.browser(rule) is self.readers.tablet:
            return rule.build(self.on_the_tablet(rule))[1]
        return next(iter(self.readers.addresses(rule)), None)

    def on_the_tablet(self, rule: Rule) -> dict[str, int]:
        here = {"student_id": self.readers.student.id, "assignment_id": self.readers.task.id}
        return {name: here.get(name) or any_of(rule, name) or 1 for name in names_of(rule)}

    def twin(self, rule: Rule) -> str | None:
        """The page that the form with this secret is on."""
        try:
            page = current_app.url_map.bind("localhost").match(rule.rule, "GET", return_rule=True)
        except HTTPException:
            return None
        return page[0].endpoint

    def shoot(self, rule: Rule, method: str, address: str, fields: dict[str, str]) -> None:
        browser = self.readers.browser(rule)
        options = {"headers": {"Referer": f"http://localhost{address}"}}
        if method == "GET":
            told = coded({name: value[:MOST] for name, value in fields.items()})
            self.judge(rule, fields, lambda: browser.get(f"{address}?{told}", **options))
            return
        token = {"csrf_token": browser.token().partition("~")[0]}
        options["content_type"] = "application/x-www-form-urlencoded"
        told = coded({**fields, **token})
        self.judge(rule, fields, lambda: browser.post(address, data=told, **options))

    def judge(self, rule: Rule, fields: dict[str, str], send) -> None:
        try:
            code = send().status_code
        except Exception as problem:
            db.session.rollback()
            code = f"{type(problem).__name__}: {str(problem)[:200]}"
        if isinstance(code, str) or code >= 500:
            self.broken.add(f"{rule.rule} {list(fields.items())!s:.400} → {code}")


@pytest.fixture
def range_(app, browse, demo, data_dir, monkeypatch):
    monkeypatch.setattr(app, "request_class", Asking)
    return Range(browse, demo, data_dir)


def writing_rules() -> list[Rule]:
    every = current_app.url_map.iter_rules()
    closed = LEAVES | READ_ALONE
    forms = [one for one in every if "POST" in one.methods and one.endpoint not in closed]
    return sorted(forms, key=lambda rule: rule.rule)


def fields_of(range_: Range, rule: Rule, method: str, address: str) -> list[str]:
    """What the door reads when nothing is sent."""
    Recorder.asked.clear()
    range_.shoot(rule, method, address, {})
    return names_read()


def attack(range_: Range, rules: list[Rule], method: str, count: int) -> int:
    """How many fields were tried."""
    tried = 0
    for n, rule in enumerate(rules):
        address = range_.address(rule)
        if address is None:
            continue
        range_.lay()
        names = fields_of(range_, rule, method, address)
        tried += len(names)
        for fields in volleys(names, count if names else 0, start=n):
            range_.shoot(rule, method, address, fields)
    return tried


def test_no_form_breaks(range_):
    tried = attack(range_, writing_rules(), "POST", 1)

    assert range_.broken == set()
    assert tried > 400


@pytest.mark.long
def test_nothing_breaks_whatever_all_fields_say(range_):
    attack(range_, writing_rules(), "POST", len(WEAPONS))
    attack(range_, reading_rules(), "GET", len(WEAPONS))

    assert range_.broken == set()
