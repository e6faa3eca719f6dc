"""A long list asks the database no more questions than a short one."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from sqlalchemy import event

from erp.access.permissions import May, is_granted
from erp.core import clock
from erp.core.db import db
from erp.customers.models import Contact
from erp.delivery import actions as delivery
from erp.people.models import User
from erp.people.states import Role
from tests.builders import a_contact, a_user
from tests.builders_work import Bench, a_finished_order, an_invoice, pay, sign
from tests.walls.rows import one_more_row

FEW, MANY = 3, 8
FOUND = ("axe", "cap", "marchal", "client")  # words that many records answer to
Questions = dict[str, list[str]]  # an address → the statements it sent


@contextmanager
def listening() -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_others) -> None:
        statements.append(statement[statement.find("FROM") :])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def records_that_grow(bench: Bench, buyer: Contact) -> list[str]:
    """Pages of a record that show a list which gets longer here."""
    team = f"/bureau/operations/{bench.operation.id}/equipe"
    roll = f"/bureau/appels/{bench.session.id}"
    week = f"/bureau/emploi-du-temps?cohort_id={bench.session.cohort_id}"
    searches = [f"/bureau/recherche?q={word}" for word in FOUND]
    customer = f"/bureau/clients/{buyer.customer_id}"
    files = ["/bureau/securite/dossier.csv", f"/bureau/eleves/{bench.ines.id}/securite"]
    money = [f"{customer}/{page}" for page in ("compte", "reglement", "rembourser", "partenaire")]
    return [*files, team, f"{team}/{bench.session.id}", roll, week, customer, *money, *searches]


def pages_of(user: User | None) -> list[str]:
    """Every page without a number in its address that this person may open."""
    pages = ["/atelier/", "/atelier/taches"] if user is None else []
    for rule in current_app.url_map.iter_rules():
        may = current_app.view_functions[rule.endpoint].__dict__.get("access")
        if "GET" in rule.methods and not rule.arguments and isinstance(may, May):
            pages += [rule.rule] if user is not None and is_granted(user, may) else []
    return sorted(pages)


class Readers:
    """Those whose lists grow: the buyer, the office, the student at the tablet."""

    def __init__(self, browse, bench: Bench, buyer: Contact) -> None:
        director = a_user(Role.DIRECTOR)
        office = (director, bench.instructor, a_user(Role.TEACHER))
        self.browsers = {user: browse(user) for user in (buyer.user, *office)}
        self.browsers[None] = bench.enter(browse)
        self.pages = {user: pages_of(user) for user in self.browsers}
        self.pages[director] += records_that_grow(bench, buyer)

    def questions(self) -> Questions:
        return {
            f"{user and user.role} {url}": ask(browser, url)
            for user, browser in self.browsers.items()
            for url in self.pages[user]
        }


def ask(browser, url: str) -> list[str]:
    with listening() as statements:
        answer = browser.get(url)
    assert answer.status_code in (200, 303), f"{url}: {answer.status_code}"
    return statements


def test_a_longer_list_asks_no_more_questions(browse):
    bench, buyer = Bench(), a_contact()
    readers = Readers(browse, bench, buyer)

    grow(bench, buyer, FEW)
    few = readers.questions()
    grow(bench, buyer, MANY - FEW)
    many = readers.questions()

    longer = {page: more(few[page], many[page]) for page in few}
    assert {page: told for page, told in longer.items() if told} == {}


def grow(bench: Bench, buyer: Contact, rows: int) -> None:
    for _ in range(rows):
        one_more_row(bench, buyer)


def more(few: list[str], many: list[str]) -> list[str]:
    """What a page asked again and again for its further rows."""
    if len(many) == len(few):
        return []
    return [statement for statement, times in Counter(many).items() if times > 1] or many


def pages_of_a_deal(contact: Contact, lines: int) -> dict[str, str]:
    """The pages of an order with so many lines, each made, delivered and invoiced."""
    order = a_finished_order(contact, lines=lines)
    slip = delivery.prepare_slip(
        order, {one.id: one.quantity for one in order.lines}, actor=a_user()
    )
    delivery.announce_slip(slip, actor=a_user(), now=clock.now())
    sign(slip)
    invoice = an_invoice(slip, issued=True)
    pay(invoice, "10.00")
    numbers = {
        "devis": order.quote_id,
        "commandes": order.id,
        "livraisons": slip.id,
        "factures": invoice.id,
    }
    pages = {
        f"/{face}/{kind}": f"/{face}/{kind}/{number}"
        for face in ("bureau", "client")
        for kind, number in numbers.items()
    }
    return {
        **pages,
        "livrer": f"/bureau/commandes/{order.id}/livrer",
        "avoir": f"/bureau/factures/{invoice.id}/avoir",
    }


def test_a_longer_record_asks_no_more_questions(browse):
    buyer = a_contact()
    short, long = (pages_of_a_deal(buyer, lines) for lines in (2, 7))
    browsers = {True: browse(buyer.user), False: browse(a_user(Role.DIRECTOR))}
    longer = {}
    for name in short:
        browser = browsers["client" in name]
        longer[name] = more(ask(browser, short[name]), ask(browser, long[name]))

    assert {page: told for page, told in longer.items() if told} == {}
