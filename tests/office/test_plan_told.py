"""A plan's page says what is wrong in the records, in sentences that name them; the rest is planned."""

from datetime import timedelta

import pytest

from erp.core import clock, outbox
from erp.core.db import db
from erp.planning import job, queries
from erp.planning.actions import KIND
from tests.planning.test_school_instance import Workshop, an_operation_like


@pytest.fixture
def workshop():
    return Workshop()


def page_of_a_plan(browser):
    browser.send("/bureau/planning/proposer")
    run_id = queries.run_in_hand().id
    queries.run(run_id).seconds = 1
    db.session.commit()
    for message_id in outbox.due(clock.now()):
        outbox.deliver(message_id, {KIND: job.run_plan, "mail": lambda payload: None})
    return browser.get(f"/bureau/planning/calculs/{run_id}").text, queries.run(run_id).plan


def test_records_to_correct_are_named_and_the_rest_is_planned(browse, workshop):
    other = an_operation_like(workshop.operation)
    workshop.work.due_on = clock.today() - timedelta(days=3)
    db.session.commit()

    page, plan = page_of_a_plan(browse(workshop.leader))

    assert "À corriger" in page
    assert f"{workshop.work.number} est promise le" in page and "déjà passé" in page
    assert str(other.id) in {one["operation"] for one in plan["placed"]}


def test_a_school_in_order_has_nothing_to_correct(browse, workshop):
    page, plan = page_of_a_plan(browse(workshop.leader))

    assert plan["placed"] and "À corriger" not in page
