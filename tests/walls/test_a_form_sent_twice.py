"""A form sent twice (a double click, an answer that got lost) is obeyed once, whichever it is."""

from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from erp.core import clock
from erp.core.db import db
from erp.core.once import SentForm
from erp.people.states import Role
from tests.walls.tables import written
from tests.walls.test_links_lead_somewhere import Walk, is_open, match

CLAIMED = {"sent_form"}  # asked for again, and found taken
TRIES = 2  # pages on which a form may be found before we give up filling it
LEAVES = {"doors.sign_out"}
TAKING = ("discard", "disable", "leave", "remove", "clear", "cancel", "correct", "expire")
MUST = {  # the forms that make papers, money and people, among all that are tried
    Role.DIRECTOR: {
        "office.add_contact",
        "office.add_customer",
        "office.add_line",
        "office.add_machine",
        "office.add_slot",
        "office.add_student",
        "office.add_user",
        "office.draft_deposit",
        "office.draft_invoice",
        "office.issue_invoice",
        "office.quote_request",
        "office.receive_payment",
        "office.revise_quote",
        "office.send_quote",
        "office.send_reminder",
    },
    Role.CUSTOMER: {"portal.accept_quote", "portal.sign_slip"},
}
TYPED = {"email": "quelquun@example.net", "number": "1", "time": "10:00", "tel": "01 99 00 00 00"}
NAMED = {
    "birth_date": "2010-03-14",
    "country": "FR",
    "ends_at": "11:00",
    "ends_on": "2027-07-02",
    "iban": "",
    "no_bid": "",  # else the draft has nothing left to price
    "postal_code": "38000",
    "siret": "",
    "vat_number": "",
}


class Forms(Walk):
    """Where each door that changes something is offered: its endpoint, the pages, the address."""

    same = TRIES

    def __init__(self, browser, user) -> None:
        super().__init__(browser, user)
        self.found: dict[str, list[tuple[str, str]]] = {}

    def look(self, page: str, method: str, address: str) -> None:
        super().look(page, method, address)
        known = match(method, address)
        if method == "POST" and known and is_open(known[0], self.user):
            places = self.found.setdefault(known[0].endpoint, [])
            places += [(page, address)] if (page, address) not in places else []


def typed(field) -> str:
    """What somebody in a hurry types there."""
    if field.name in NAMED:
        return NAMED[field.name]
    kind = field.get("type", "text")
    if kind == "date":
        return clock.today().isoformat()
    if kind == "hidden" or kind in TYPED:
        return TYPED.get(kind, "")
    return "1"


def filled(form, *, ticked: bool) -> list[tuple[str, str]]:
    """The form as its page gave it, with something in each field that is empty;
    `ticked`: every box too."""
    said: list[tuple[str, str]] = []
    for field in form.inputs:
        kind = field.get("type", "text")
        if not field.name or kind in ("submit", "button", "file"):
            continue
        if kind in ("checkbox", "radio"):
            said += [(field.name, field.get("value", "y"))] if ticked or field.checked else []
        elif field.tag == "select":
            said.append((field.name, field.value or next(filter(None, field.value_options), "")))
        else:
            said.append((field.name, field.value or typed(field)))
    return said


def form_of(browser, page: str, address: str):
    answer = browser.get(page)
    for form in html.fromstring(answer.text).iter("form"):
        here = urlsplit(urljoin(f"http://localhost{page}", form.get("action") or page))
        if form.get("method") == "post" and here.path == urlsplit(address).path:
            return form
    return None


def post(browser, address: str, said: list[tuple[str, str]], page: str):
    data: dict[str, list[str]] = {}
    for name, value in said:
        data.setdefault(name, []).append(value)
    return browser.post(address, data=data, headers={"Referer": f"http://localhost{page}"})


def send_twice(browser, page: str, address: str, *, ticked: bool) -> bool:
    """Whether it was obeyed; then the second time must change nothing and lead to the same page."""
    form = form_of(browser, page, address)
    if form is None:
        return False
    said, before = filled(form, ticked=ticked), db.session.query(SentForm).count()
    first = post(browser, address, said, page)
    if db.session.query(SentForm).count() == before:  # refused
        return False
    with written() as tables:
        second = post(browser, address, said, page)
    assert (second.status_code, second.location) == (303, first.location), address
    assert set(tables) <= CLAIMED, f"{address}: sent twice, done twice"
    return True


def obeyed_of(forms: Forms, open_browser) -> set[str]:
    """What was done; what takes away comes last, so that there is something to do first."""
    names = sorted(
        set(forms.found) - LEAVES, key=lambda name: (bool(set(TAKING) & words(name)), name)
    )
    return {
        name
        for name in names
        if any(
            send_twice(open_browser(), *place, ticked=ticked)
            for place in forms.found[name][:TRIES]
            for ticked in (False, True)
        )
    }


def words(name: str) -> set[str]:
    return set(name.replace(".", "_").split("_"))


@pytest.mark.parametrize("role", MUST)
def test_whatever_is_sent_twice_is_done_once(demo, browse, role):
    forms = Forms(browse(demo[role]), demo[role])
    forms.go()

    obeyed = obeyed_of(forms, lambda: browse(demo[role]))

    assert obeyed >= MUST[role]
