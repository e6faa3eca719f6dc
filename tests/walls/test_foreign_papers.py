"""What is not theirs does not exist: 404, never 403, and nothing moves."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from flask import current_app
from werkzeug.routing import Rule

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import Upload
from erp.customers import api_keys, webhooks
from erp.customers.models import ApiKey, Contact
from erp.customers.states import Scope
from erp.delivery import actions as delivery
from erp.people.states import Role
from erp.production import actions, queries
from erp.production.models import TimeEntry
from erp.sales import actions as sales
from erp.sales.models import RequestFile
from erp.timetable import actions as timetable
from erp.web.shared.papers import files_folder
from tests.builders import a_class_session, a_contact, a_customer, a_student, a_user, saved
from tests.builders_material import a_material, give_back
from tests.builders_offers import an_offer
from tests.builders_revisions import a_revision
from tests.builders_sales import a_quote, a_request, an_order
from tests.builders_work import Bench, a_finished_order, a_signed_slip, an_invoice
from tests.portal.test_portal_requests import PDF
from tests.walls.records import names_of
from tests.walls.tables import written

Ids = dict[str, list[int]]
UNKNOWN = (0, 999_999, 2**40, 10**30)


def papers_of(contact: Contact) -> Ids:
    """A record of every kind that a company has, by the name it bears in addresses."""
    request, quote = a_request(contact), a_quote(contact, sent=True)
    stored = files.keep(Upload("axe.pdf", PDF), folder=files_folder())
    kept = saved(RequestFile(request=request, stored_file=stored))
    over = a_quote(contact, sent=True)
    sales.expire_quote(over, actor=None)
    order, waiting = a_finished_order(contact), a_finished_order(contact)
    bought = an_order(contact, po_file=files.keep(Upload("bc.pdf", PDF), folder=files_folder()))
    signed = a_signed_slip(order)
    ready = delivery.prepare_slip(waiting, {waiting.lines[0].id: 5}, actor=a_user())
    delivery.announce_slip(ready, actor=a_user(), now=clock.now())
    db.session.commit()
    draft, issued = an_invoice(a_signed_slip(a_finished_order(contact))), an_invoice(signed, True)
    buyer = {"actor": contact.user, "now": clock.now()}
    told = files.keep(Upload("axe.pdf", PDF), folder=files_folder())
    buyer_of = {"address": "Dépôt", "note": "", **buyer}
    called = delivery.call_off(
        bought, {bought.lines[0].id: 5}, week=bought.promised_week, **buyer_of
    )
    steel = files.keep(Upload("3.1.pdf", PDF), folder=files_folder())
    certificate = sales.add_certificate(order, "3.1", steel, actor=a_user())
    webhook = webhooks.add_webhook(contact, "https://erp.example.com/etabli", **buyer)
    message = sales.say(order, "Bonjour", from_school=False, files=[told], **buyer)
    db.session.commit()
    material = a_material(order, picture=told)
    return {
        "company_offer_id": [an_offer(contact).id],
        "drawing_revision_id": [a_revision(bought).id],
        "customer_material_id": [material.id],
        "material_move_id": [give_back(material, "1").id],
        "webhook_id": [webhook.id],
        "certificate_id": [certificate.id],
        "call_off_id": [called.id],
        "attachment_id": [message.files[0].id],
        "request_id": [request.id],
        "file_id": [kept.id],
        "api_key_id": [a_key(contact).id],
        "contact_id": [a_contact(contact.customer).id],
        "quote_id": [quote.id, order.quote_id, bought.quote_id, over.id],
        "order_id": [order.id, waiting.id, bought.id],
        "slip_id": [signed.id, ready.id],
        "invoice_id": [issued.id, draft.id],
    }


def a_key(contact: Contact) -> ApiKey:
    facts = {"name": "ERP", "scope": Scope.ASK, "actor": contact.user, "now": clock.now()}
    api_keys.make_key(contact, **facts)
    db.session.commit()
    return api_keys.keys_of(contact)[0]


def doors(prefix: str) -> list[tuple[Rule, str]]:
    """Each address with a number in it, and how it is asked."""
    rules = [rule for rule in current_app.url_map.iter_rules() if names_of(rule)]
    return [
        (rule, "POST" if "POST" in rule.methods else "GET")
        for rule in sorted(rules, key=lambda rule: (rule.rule, sorted(rule.methods)))
        if rule.rule.startswith(prefix)
    ]


def addresses(rule: Rule, theirs: Ids, mine: Ids | None = None) -> Iterator[str]:
    """Every address of `rule` that names something of theirs, alone or beside something of mine."""
    names = names_of(rule)
    for name in names:
        if name not in theirs:
            pytest.fail(
                f"{rule.rule}: this test does not know « {name} ». Say in papers_of() which records"
                " it names: until then nobody proves that other companies do not see them."
            )
    for numbers in product(*(theirs[name] + (mine or {}).get(name, []) for name in names)):
        told = dict(zip(names, numbers, strict=True))
        if any(number in theirs[name] for name, number in told.items()):
            yield rule.build(told)[1]


def ask(browser, url: str, method: str, token: str) -> int:
    if method == "GET":
        return browser.get(url).status_code
    return browser.post(url, data={"csrf_token": token}).status_code


def two_companies() -> tuple[Contact, Contact]:
    ours = a_contact(a_customer("Ateliers de la Rive", siret="20000001600010"))
    return a_contact(), ours


def test_another_company_s_papers_do_not_exist(browse):
    owner, stranger = two_companies()
    theirs, mine = papers_of(owner), papers_of(stranger)
    browser = browse(stranger.user)
    token = browser.token()

    with written() as tables:
        for rule, method in doors("/client/"):
            for url in addresses(rule, theirs, mine):
                assert ask(browser, url, method, token) == 404, f"{method} {url}"

    assert tables == []


def test_another_company_s_papers_do_not_exist_for_a_program(browse):
    owner, stranger = two_companies()
    theirs, mine = papers_of(owner), papers_of(stranger)
    secret = api_keys.make_key(
        stranger, name="ERP", scope=Scope.ASK, actor=stranger.user, now=clock.now()
    )
    db.session.commit()
    told = {"Authorization": f"Bearer {secret}"}

    with written() as tables:
        for rule, method in doors("/api/"):
            for url in addresses(rule, theirs, mine):
                assert browse().open(url, method=method, headers=told).status_code == 404, url

    assert tables == []


def test_the_owner_does_find_them(browse):
    """Else the test above would prove nothing."""
    owner, _ = two_companies()
    theirs, browser = papers_of(owner), browse(owner.user)
    token = browser.token()

    for rule, method in doors("/client/"):
        told = {ask(browser, url, method, token) for url in addresses(rule, theirs)}
        assert told & {200, 303, 422}, f"{method} {rule.rule}: {told}"
        assert told <= {200, 303, 404, 409, 422}, f"{method} {rule.rule}: {told}"


def test_a_new_kind_of_paper_is_not_forgotten():
    with pytest.raises(pytest.fail.Exception, match="does not know « secret_id »"):
        list(addresses(Rule("/client/secrets/<int:secret_id>"), {"quote_id": [1]}))


@pytest.mark.parametrize("number", UNKNOWN)
def test_what_the_office_does_not_know_is_not_found(browse, number):
    bench = Bench()
    browser = browse(a_user(Role.DIRECTOR))
    pupil, tablet = browse(a_student(user=a_user(Role.STUDENT)).user), bench.enter(browse)
    tokens = {one: one.token() for one in (browser, pupil)}

    with written() as tables:
        for prefix, who in (("/bureau/", browser), ("/atelier/", tablet)):
            for rule, method in doors(prefix):
                url = rule.build(dict.fromkeys(rule.arguments, number))[1]
                reader = pupil if "/mes-" in rule.rule and who is browser else who
                sent = tokens.get(reader) or tablet.token()
                assert ask(reader, url, method, sent) == 404, f"{method} {url}"

    assert tables == []


def test_a_student_finds_no_task_and_no_face_of_others(browse):
    """Inès is at the tablet; Zoé has another job in the same session."""
    bench = Bench()
    zoe, elsewhere = a_student(bench.session.cohort), a_student()
    operation = queries.work_orders_of_order(an_order().id)[0].operations[0]
    paul = bench.instructor
    job = actions.assign_team(operation, bench.session, [zoe], instructor=paul, actor=paul)
    an_hour = {"started_at": clock.now() - timedelta(hours=1), "ended_at": clock.now()}
    hers = saved(TimeEntry(operation_id=operation.id, student_id=zoe.id, **an_hour))
    tablet = bench.enter(browse)
    theirs = {"assignment_id": [job.id], "student_id": [elsewhere.id], "entry_id": [hers.id]}
    theirs["company_offer_id"] = [an_offer(shown=False).id]
    token = tablet.token()

    with written() as tables:
        for rule, method in doors("/atelier/"):
            for url in addresses(rule, theirs):
                assert ask(tablet, url, method, token) == 404, f"{method} {url}"

    assert tables == []
    assert tablet.get(f"/atelier/taches/{bench.assignment.id}").status_code == 200


def test_a_student_reads_only_their_own_hours(browse):
    ines, zoe = (a_student(user=a_user(Role.STUDENT)) for _ in range(2))
    session = a_class_session(zoe.cohort, starts_in=timedelta(hours=-4))
    timetable.call_roll(session, [zoe], {}, actor=a_user(), now=clock.now())
    db.session.commit()

    hers = browse(zoe.user).get("/bureau/mes-heures").text
    mine = browse(ines.user).get(f"/bureau/mes-heures?student_id={zoe.id}").text
    assert "Présent 4 h" in hers.replace("\u00a0", " ")
    assert "Présent 0 h" in mine.replace("\u00a0", " ")
