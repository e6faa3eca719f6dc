"""Opening a page changes nothing in the school, whoever opens it (ASVS 3.5.3)."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import select
from werkzeug.routing import Rule

from erp.access.permissions import GRANTED, May
from erp.core import clock, tokens
from erp.core.db import db
from erp.customers import queries as customers
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.demo.wishes import PIN
from erp.flow.imports import KINDS
from erp.people import actions as people
from erp.people.actions.accounts import INVITATION
from erp.people.models import Tablet, User
from erp.people.states import Role
from erp.production.models import Assignment
from erp.reporting import drawings
from erp.web.office.settings import PARTS
from erp.web.shared.face import Door
from erp.web.shared.handing import SIGN
from tests.walls.records import model_of, names_of, numbers_of, one_of_each_state
from tests.walls.tables import moved, tables_now
from tests.walls.test_routes import OPEN_TO_ALL

LEADS_AWAY = {
    "doors.begin",
    "doors.sign_in",
    "doors.start",
    "office.open_operation",
    "workshop.show_tasks",
}
BEFORE_A_SCHOOL = {"doors.show_step"}  # 404 as soon as there is one
NOT_ALWAYS_THERE = {
    "portal.read_acceptance_proof",  # only an accepted quote has one
    "office.new_credit_note",  # only on what was issued
    "office.edit_invoice_line",  # only on drafts
    "office.read_proforma",
}

WORDS = {"kind": KINDS, "part": PARTS}  # they name a page, not a record


class Readers:
    """Who opens which page, and the addresses they know."""

    def __init__(self, browse, users: dict[Role, User]) -> None:
        self.browsers = {role: browse(user) for role, user in users.items()}
        self.stranger = browse()
        self.company = customers.contact_of(users[Role.CUSTOMER]).customer_id
        self.task = task_with_a_drawing()
        self.student = self.task.members[0].student
        self.secrets = secrets_of(users[Role.SECRETARY], self.tablet_of_the_task())
        self.tablet = self.enrolled(browse)

    def tablet_of_the_task(self) -> Tablet:
        place = self.task.class_session.place_id
        return db.session.scalars(select(Tablet).filter_by(place_id=place)).first()

    def enrolled(self, browse):
        browser, tablet = browse(), self.tablet_of_the_task()
        secret = people.prepare_enrolment(tablet, now=clock.now())
        db.session.commit()
        browser.send(f"/atelier/enroler/{secret}")
        browser.send(f"/atelier/eleve/{self.student.id}", {"pin": PIN})
        return browser

    def browser(self, rule: Rule):
        access = current_app.view_functions[rule.endpoint].__dict__["access"]
        if access is Door.TABLET:
            return self.tablet
        if isinstance(access, May):
            return next(self.browsers[role] for role in Role if role in GRANTED[access])
        return self.stranger if "token" in rule.arguments else self.browsers[Role.DIRECTOR]

    def addresses(self, rule: Rule) -> list[str]:
        names = names_of(rule)
        if "token" in rule.arguments:
            return [rule.build({"token": self.secrets[rule.endpoint]})[1]]
        if not names:
            return [rule.rule]
        if names[0] in WORDS:
            return [rule.build({names[0]: word})[1] for word in WORDS[names[0]]]
        if self.browser(rule) is self.tablet:
            here = {"student_id": self.student.id, "assignment_id": self.task.id}
            return [rule.build(here)[1]]
        ours = self.company if rule.rule.startswith("/client/") else None
        records = one_of_each_state(model_of(rule, names[-1]), ours)
        return [rule.build(numbers_of(rule, record))[1] for record in records]


def task_with_a_drawing() -> Assignment:
    """Of a session that goes on now."""
    now = clock.now()
    tasks = db.session.scalars(select(Assignment).order_by(Assignment.id.desc()))
    going_on = (t for t in tasks if t.class_session.starts_at <= now < t.class_session.ends_at)
    return next(task for task in going_on if drawings.drawing_of(task.operation))


def secrets_of(user: User, tablet: Tablet) -> dict[str, str]:
    """A live link for each door that opens by one."""
    now = clock.now()
    slip = db.session.scalars(select(DeliverySlip).filter_by(state=SlipState.READY)).first()
    life = {"now": now, "expires_at": now + timedelta(hours=1)}
    told = {
        "office.read_agenda": tokens.give("agenda", user.id, **life),
        "doors.choose_password": tokens.give(INVITATION, user.id, **life),
        "doors.show_slip_to_sign": tokens.give(SIGN, slip.id, **life),
        "workshop.show_enrolment": people.prepare_enrolment(tablet, now=now),
    }
    db.session.commit()
    return told


def reading_rules() -> list[Rule]:
    every, closed = current_app.url_map.iter_rules(), OPEN_TO_ALL | BEFORE_A_SCHOOL
    pages = [one for one in every if "GET" in one.methods and one.endpoint not in closed]
    return sorted(pages, key=lambda rule: rule.rule)


def test_no_page_changes_anything(browse, demo):
    readers = Readers(browse, demo)
    before = tables_now()

    for rule in reading_rules():
        browser = readers.browser(rule)
        told = {url: browser.get(url).status_code for url in readers.addresses(rule)}
        check_answers(rule, told)
        assert moved(before) == [], f"one of {list(told)} wrote"


def check_answers(rule: Rule, told: dict[str, int]) -> None:
    """A page answers 200, or leads away; only some papers are not there for every record."""
    usual = {200, 303} if rule.endpoint in LEADS_AWAY else {200}
    codes = set(told.values())
    assert codes & usual, f"{rule.rule}: nobody reads it in the demo school: {told}"
    missing = {404} if rule.endpoint in NOT_ALWAYS_THERE else set()
    assert codes <= usual | missing, f"{rule.rule}: {told}"
