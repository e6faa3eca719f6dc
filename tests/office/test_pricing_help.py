"""The quoting page's help: the school's own past, the market, routings, colleagues, revisions."""

from datetime import timedelta
from decimal import Decimal

import pytest

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.planning.queries import delay
from erp.production.models import TimeEntry
from erp.production.queries import past
from erp.production.states import OperationState, WorkOrderState
from erp.sales import actions, queries
from erp.sales.models import Order, Quote, QuoteRemark, Routing
from erp.sales.refusals import QuoteHasNoLine
from tests.builders import a_contact, a_school, a_student, a_user, saved
from tests.builders_sales import a_quote, an_operation_type, an_order
from tests.builders_work import Bench, a_finished_order
from tests.portal.test_team import YES


def made_in(hours: str, order: Order | None = None) -> Order:
    """An order whose only operation took a student that long; 4 h 45 were sold."""
    order = order or an_order()
    work = past.WorkOrder
    found = db.session.query(work).filter(work.order_line_id == order.lines[0].id).one()
    operation, started = found.operations[0], clock.now() - timedelta(days=2)
    ends = started + timedelta(hours=float(hours))
    student = a_student()
    saved(TimeEntry(operation=operation, student=student, started_at=started, ended_at=ends))
    operation.state, found.state = OperationState.DONE, WorkOrderState.FINISHED
    db.session.commit()
    return order


def kind_id() -> int:
    return an_operation_type().id


def test_the_coefficient_is_the_median_of_what_was_measured():
    for hours in ("4.75", "9.5", "14.25", "9.5", "47.5"):  # 1, 2, 3, 2 and 10 times what was sold
        made_in(hours)
    learned = past.learned_factors({kind_id()}, 1)[kind_id()]
    assert (learned.factor, learned.jobs, learned.low, learned.high) == (2, 5, 1, 10)
    assert learned.is_enough


def test_only_the_last_twenty_of_the_year_count(monkeypatch):
    monkeypatch.setattr(past, "LAST", 2)
    for hours in ("47.5", "4.75", "9.5"):
        made_in(hours)
    assert past.learned_factors({kind_id()}, 1)[kind_id()].factor == Decimal("1.5")
    assert past.learned_factors({kind_id()}, 2) == {}


def test_what_is_not_validated_or_was_replaced_teaches_nothing():
    Bench()
    assert past.learned_factors({kind_id()}, 1) == {}
    order = made_in("4.75")
    entry = db.session.query(TimeEntry).one()
    entry.is_parallel = True
    db.session.commit()
    assert past.learned_factors({kind_id()}, 1) == {}
    assert order.id


def test_the_office_takes_the_proposed_coefficients(browse):
    for _ in range(5):
        made_in("14.25")
    quote = a_quote()
    office = browse(a_user(Role.SECRETARY))
    page = office.get(f"/bureau/devis/{quote.id}/etude").text
    assert "proposé 3" in page
    assert "médiane de vos 5 derniers travaux" in page

    office.send(f"/bureau/devis/{quote.id}/etude/coefficients")

    assert quote.lines[0].operations[0].student_factor == 3


def test_too_few_jobs_propose_nothing(browse):
    made_in("14.25")
    quote = a_quote()
    office = browse(a_user(Role.SECRETARY))
    assert "Trop peu pour proposer" in office.get(f"/bureau/devis/{quote.id}/etude").text
    office.send(f"/bureau/devis/{quote.id}/etude/coefficients")
    assert quote.lines[0].operations[0].student_factor == Decimal("2.5")


def test_a_coefficient_is_typed_in_its_operation(browse):
    quote = a_quote()
    one = quote.lines[0].operations[0]
    sent = {"operation_type_id": str(kind_id()), "setup_seconds": "1 h", "run_seconds": "9 min"}
    browse(a_user(Role.SECRETARY)).send(
        f"/bureau/devis/{quote.id}/operations/{one.id}", {**sent, "student_factor": "1,75"}
    )
    assert one.student_factor == Decimal("1.75")


def test_a_job_like_it_is_shown_quoted_beside_actual_and_taken_over(browse):
    order = made_in("9.5")
    quote = a_quote(operation="Fraisage")
    quote.lines[0].label = "Axe 2"
    office = browse(a_user(Role.SECRETARY))
    page = office.get(f"/bureau/devis/{quote.id}/etude").text
    assert order.number in page
    seen = past.similar_jobs("Axe 2", set())[0]
    assert (seen.quoted_seconds, seen.actual_seconds) == (4.75 * 3600 * 2.5, 9.5 * 3600)

    source = order.lines[0].quote_line_id
    office.send(f"/bureau/devis/{quote.id}/lignes/{quote.lines[0].id}/reprendre/{source}")

    labels = [one.label for one in quote.lines[0].operations]
    assert labels == ["Tournage", "Tournage"]


def test_a_routing_is_kept_and_begins_another_line(browse):
    first, second = a_quote(), a_quote(operation="Fraisage")
    office = browse(a_user(Role.SECRETARY))
    line = f"/bureau/devis/{first.id}/lignes/{first.lines[0].id}"
    office.send(f"{line}/garder", {"name": "Axe tourné"})
    routing = db.session.query(Routing).one()

    again = office.send(f"{line}/garder", {"name": "Axe tourné"})
    assert again.status_code == 422
    assert "appelle déjà" in again.text
    other = f"/bureau/devis/{second.id}/lignes/{second.lines[0].id}"
    office.send(f"{other}/gamme", {"routing_id": str(routing.id)})

    assert len(second.lines[0].operations) == 2
    assert "Axe tourné" in office.get("/bureau/gammes").text
    office.send(f"/bureau/gammes/{routing.id}/retirer")
    assert db.session.query(Routing).count() == 0


def test_a_price_below_the_market_is_told_before_sending(browse):
    quote = a_quote()  # 10,45 € a piece
    office = browse(a_user(Role.SECRETARY))
    url = f"/bureau/devis/{quote.id}/lignes/{quote.lines[0].id}"
    sent = {
        "label": "Axe", "nature": "goods", "quantity": "25", "material": "0", "vat": "usual",
        "subcontracting": "0", "discount_percent": "0", "market_price": "20,90",
    }  # fmt: skip
    assert "Dites d&#39;où vient ce prix" in office.send(url, sent).text

    office.send(url, {**sent, "market_source": "Tournerie d'Aval", "market_on": "2026-10-02"})

    assert quote.lines[0].below_market == Decimal("50.0")
    page = office.get(f"/bureau/devis/{quote.id}").text
    assert "50\u00a0% sous le prix du marché. L&#39;école ne casse pas les prix" in page
    assert "Tournerie d&#39;Aval" in page
    buyer = browse(a_contact().user)
    assert buyer.get(f"/client/devis/{quote.id}").status_code == 404


def test_a_part_that_is_not_priced_stays_on_the_quote_without_a_price(browse):
    contact = a_contact()
    quote = a_quote(contact, lines=2)
    quote.lines[1].no_bid = "trop grande pour nos machines"
    actions.send_quote(quote, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()
    assert quote.net == quote.lines[0].net
    buyer = browse(contact.user)
    assert "trop grande pour nos machines" in buyer.get(f"/client/devis/{quote.id}").text

    buyer.send(f"/client/devis/{quote.id}/accepter", YES)

    assert [line.label for line in db.session.query(Order).one().lines] == ["Axe 1"]


def test_a_quote_that_prices_nothing_does_not_leave():
    quote = a_quote()
    quote.lines[0].no_bid = "hors de nos métiers"
    with pytest.raises(QuoteHasNoLine):
        actions.send_quote(quote, school=a_school(), actor=a_user(), now=clock.now())


def test_a_revision_shows_what_it_changed_to_both_sides(browse):
    contact = a_contact()
    quote = a_quote(contact, sent=True)
    revised = actions.revise_quote(quote, actor=a_user())
    revised.lines[0].quantity = Decimal(40)
    actions.send_quote(revised, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()

    whats = {one.what: (one.before, one.after) for one in queries.differences(revised)}
    assert whats["Axe 1"][0].startswith("25 ×")
    assert whats["Axe 1"][1].startswith("40 ×")
    assert "Total HT" in whats
    for page in (f"/bureau/devis/{revised.id}", f"/client/devis/{revised.id}"):
        who = contact.user if "client" in page else a_user(Role.SECRETARY)
        assert "<s>25 ×" in browse(who).get(page).text
    assert queries.differences(quote) == []


def test_colleagues_talk_and_the_buyer_reads_nothing_of_it(browse):
    contact = a_contact()
    quote = a_quote(contact, sent=True)
    office = browse(a_user(Role.SECRETARY))
    office.send(f"/bureau/devis/{quote.id}/remarques", {"text": "Marge trop courte, non ?"})
    revised = actions.revise_quote(quote, actor=a_user())
    db.session.commit()
    assert "Marge trop courte" in office.get(f"/bureau/devis/{revised.id}").text
    assert "Marge" not in browse(contact.user).get(f"/client/devis/{quote.id}").text
    assert office.send(f"/bureau/devis/{quote.id}/remarques", {"text": " "}).status_code == 422
    assert db.session.query(QuoteRemark).count() == 1


def test_the_planner_says_when_it_could_be_done(browse):
    bench = Bench()
    quote = a_quote()
    told = delay.delay_of(
        [delay.Wanted(1, "Tournage", bench.operation.operation_type.machine_type_id, 3600)],
        clock.now(),
    )
    assert told.ends_on is None or told.ends_on >= clock.today()
    page = browse(a_user(Role.SECRETARY)).send(f"/bureau/devis/{quote.id}/etude/delai")
    assert "Fini vers le" in page.text or "Aucune place" in page.text
    assert db.session.query(Quote).count() >= 1


def test_a_finished_order_is_found_by_its_words():
    order = a_finished_order()
    found = past.similar_jobs("axe de convoyeur 1", set())
    assert {one.work_order.order_line.order_id for one in found} <= {order.id}
