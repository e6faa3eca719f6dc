"""Opening a page changes nothing in the school, whoever opens it (ASVS 3.5.3)."""

from datetime import timedelta
from decimal import Decimal

from flask import current_app
from sqlalchemy import select
from werkzeug.routing import Rule

from erp.access.permissions import GRANTED, May
from erp.core import arriving, clock, tokens
from erp.core.db import db
from erp.customers import api_keys
from erp.customers import queries as customers
from erp.customers.states import Scope
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.demo.wishes import PIN
from erp.flow.imports import KINDS
from erp.people import actions as people
from erp.people.actions.accounts import INVITATION
from erp.people.actions.guardians import FAMILY
from erp.people.actions.links import ENTER
from erp.people.models import Guardian, Tablet, User
from erp.people.states import Role
from erp.production.models import Assignment
from erp.reporting import drawings, statements
from erp.sales import actions as sales
from erp.sales.models import Order, Request
from erp.sales.states import ASKED, TRACKING, Flexibility, MaterialBy
from erp.training.states import PaperKind
from erp.web.office.settings import PARTS
from erp.web.shared.face import Door
from erp.web.shared.handing import SIGN
from tests.builders import a_user
from tests.walls.records import any_of, model_of, names_of, numbers_of, one_of_each_state
from tests.walls.tables import written
from tests.walls.test_routes import OPEN_TO_ALL

LEADS_AWAY = {
    "doors.ask_code",
    "doors.begin",
    "doors.sign_in",
    "doors.start",
    "office.open_operation",
    "workshop.show_opening",
    "workshop.show_step",
    "workshop.show_tasks",
}
BEFORE_A_SCHOOL = {"doors.show_step"}  # 404 as soon as there is one
NEVER_IN_THE_DEMO = {
    "doors.verify_paper",  # its code is on the paper alone
    "office.edit_remark",  # only whoever wrote it opens it
    "workshop.show_step_photo",
    "workshop.ask_correction",
}  # told in their own tests
TOO_LATE = {  # a quote that was answered says so, an operation of which no first piece is asked too
    "office.new_yes",
    "office.new_no",
    "office.show_first_piece",
}
NOT_ALWAYS_THERE = {
    "api.read_quote",  # only what was sent has a paper, and drafts are not theirs
    "api.show_quote",
    "portal.read_acceptance_proof",  # only an accepted quote has one
    "office.edit_follow_up",  # a word in the booklet is not one
    "office.read_justification",  # many are told by telephone
    "office.new_credit_note",  # only on what was issued
    "office.edit_invoice_line",  # only on drafts
    "office.read_po_file",  # some buyers give a number alone
    "portal.read_inspection_report",  # once something was controlled
    "portal.read_po_file",
    "office.read_proforma",
    "office.show_part_photo",  # nobody has to put one
    "office.read_return_slip",  # only what went home has one
    "portal.read_return_slip",
}

WORDS = {"kind": KINDS, "part": PARTS, "paper_kind": PaperKind}  # they name a page, not a record


class Readers:
    """Who opens which page, and the addresses they know."""

    def __init__(self, browse, users: dict[Role, User]) -> None:
        self.browsers = {role: browse(user) for role, user in users.items()}
        self.stranger = browse()
        self.company = customers.contact_of(users[Role.CUSTOMER]).customer_id
        leave_statements(users[Role.DIRECTOR])
        self.task = task_with_a_drawing()
        self.student = self.task.members[0].student
        self.secrets = secrets_of(users[Role.SECRETARY], self.tablet_of_the_task())
        self.tablet = self.enrolled(browse)
        self.program = browse()
        self.program.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key_of(users[Role.CUSTOMER])}"

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
        if access is Door.API:
            return self.program
        if isinstance(access, May):
            return next(self.browsers[role] for role in Role if role in GRANTED[access])
        return self.stranger if "token" in rule.arguments else self.browsers[Role.DIRECTOR]

    def addresses(self, rule: Rule) -> list[str]:
        names = names_of(rule)
        if "token" in rule.arguments:
            return [rule.build({"token": self.secrets[rule.endpoint]})[1]]
        if not names:
            return [rule.rule]
        worded = next((name for name in names if name in WORDS), None)
        if worded:
            known = {name: any_of(rule, name) for name in names if name != worded}
            return [rule.build({worded: word, **known})[1] for word in WORDS[worded]]
        if self.browser(rule) is self.tablet:
            here = {"student_id": self.student.id, "assignment_id": self.task.id}
            return [rule.build(here)[1]]
        theirs = rule.rule.startswith(("/client/", "/api/"))
        ours = self.company if theirs else None
        records = one_of_each_state(model_of(rule, names[-1]), ours)
        return [rule.build(numbers_of(rule, record))[1] for record in records]


def leave_statements(director: User) -> None:
    """What the worker would have drawn of yesterday's hours."""
    yesterday = clock.today() - timedelta(days=1)
    asked = statements.ask(yesterday, yesterday, actor=director, now=clock.now())
    db.session.commit()
    statements.draw_batch({"batch_id": asked.id})


def task_with_a_drawing() -> Assignment:
    """Of a session that goes on now."""
    now = clock.now()
    tasks = db.session.scalars(select(Assignment).order_by(Assignment.id.desc()))
    going_on = (t for t in tasks if t.class_session.starts_at <= now < t.class_session.ends_at)
    return next(task for task in going_on if drawings.drawing_of(task.operation))


def secrets_of(user: User, tablet: Tablet) -> dict[str, str]:
    """A live link for each door that opens by one."""
    now = clock.now()
    minor = next(
        one
        for one in db.session.scalars(select(Guardian))
        if not one.student.is_adult(clock.today())
    )
    slip = db.session.scalars(select(DeliverySlip).filter_by(state=SlipState.READY)).first()
    life = {"now": now, "expires_at": now + timedelta(hours=1)}
    order = db.session.scalars(select(Order)).first()
    shared = tokens.give(TRACKING, order.id, **life)
    told = {
        "doors.show_family": (family := tokens.give(FAMILY, minor.id, **life)),
        "doors.read_family_booklet": family,
        "office.read_agenda": tokens.give("agenda", user.id, **life),
        "doors.open_entry_link": tokens.give(ENTER, user.id, **life),
        "doors.choose_password": tokens.give(INVITATION, user.id, **life),
        "doors.show_upload": arriving.begin("axe.pdf", 9, "", place="user:1", now=now),
        "doors.show_slip_to_sign": tokens.give(SIGN, slip.id, **life),
        "public.confirm_request": pending_link(),
        "public.show_public_request": tokens.give(ASKED, an_asked_request().id, **life),
        "public.show_tracking": shared,
        "public.show_tracking_progress": shared,
        "workshop.show_enrolment": people.prepare_enrolment(tablet, now=now),
    }
    db.session.commit()
    return told


def key_of(user: User) -> str:
    contact = customers.contact_of(user)
    facts = {"name": "ERP", "scope": Scope.READ, "actor": user, "now": clock.now()}
    secret = api_keys.make_key(contact, **facts)
    db.session.commit()
    return secret


def pending_link() -> str:
    facts = {"company": "C", "name": "N", "email": "n@example.org", "wished_week": clock.today()}
    chosen = {"flexibility": Flexibility.NORMAL, "material_by": MaterialBy.SCHOOL, "note": ""}
    parts = [sales.WantedPart("Axe", Decimal(1))]
    return sales.keep_pending(parts=parts, files=[], now=clock.now(), **facts, **chosen)


def an_asked_request() -> Request:
    return db.session.scalars(select(Request)).first()


def reading_rules() -> list[Rule]:
    every, closed = (
        current_app.url_map.iter_rules(),
        OPEN_TO_ALL | BEFORE_A_SCHOOL | NEVER_IN_THE_DEMO,
    )
    pages = [one for one in every if "GET" in one.methods and one.endpoint not in closed]
    return sorted(pages, key=lambda rule: rule.rule)


def test_no_page_changes_anything(browse, demo):
    readers, problems = Readers(browse, demo), []

    for rule in reading_rules():
        browser, addresses = readers.browser(rule), readers.addresses(rule)
        with written() as tables:
            told = {url: browser.get(url).status_code for url in addresses}
        problems += wrong_answers(rule, told)
        problems += [f"{list(told)} wrote to {tables}"] if tables else []

    assert not problems, "\n".join(problems)


def wrong_answers(rule: Rule, told: dict[str, int]) -> list[str]:
    """A page answers 200, or leads away; only some papers are not there for every record."""
    usual = {200, 303} if rule.endpoint in LEADS_AWAY else {200}
    codes = set(told.values())
    if not codes & usual:
        return [f"{rule.rule}: nobody reads it in the demo school: {told}"]
    missing = {404} if rule.endpoint in NOT_ALWAYS_THERE else set()
    missing |= {409} if rule.endpoint in TOO_LATE else set()
    return [] if codes <= usual | missing else [f"{rule.rule}: {told}"]


def test_what_is_written_is_seen(browse):
    """Else the wall would prove nothing."""
    browser = browse(a_user())
    with written() as tables:
        browser.post(
            "/mot-de-passe-oublie", data={"csrf_token": browser.token(), "email": "a@b.fr"}
        )
    assert tables
