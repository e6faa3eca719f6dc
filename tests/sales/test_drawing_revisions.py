"""A new revision of a drawing: nothing is begun before both sides know which one counts."""

import pytest

from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.core.refusal import MoveRefused
from erp.flow import changed_drawing
from erp.production import actions as production
from erp.production import queries as work
from erp.production.refusals import DrawingIsInQuestion
from erp.production.states import EventAnswer, OperationState
from erp.reporting import drawings
from erp.sales import actions, queries
from erp.sales.refusals import RevisionIsAskedAlready
from erp.sales.states import OrderState, RevisionState
from tests.builders import a_school, a_user, messages
from tests.builders_revisions import a_revision
from tests.builders_sales import an_order
from tests.builders_work import Bench
from tests.workshop.test_tablet import an_event


def buyer(sent) -> dict:
    return {"actor": sent.line.order.contact.user, "now": clock.now()}


def start(bench):
    who = {"tablet": bench.tablet, "student": bench.ines, "now": clock.now()}
    (told,) = production.receive([an_event(bench)], **who)
    return told


def test_what_both_sides_take_counts_from_then_on():
    bench = Bench()
    sent = a_revision(bench.order, answered=True)
    assert work.is_in_question(bench.operation)
    actions.confirm_revision(sent, **buyer(sent))
    assert sent.state is RevisionState.COUNTS
    assert not work.is_in_question(bench.operation)
    assert drawings.drawing_of(bench.operation) is sent.stored_file
    again = a_revision(bench.order, "D", answered=False)
    actions.confirm_revision(again, **buyer(again))
    assert again.state is RevisionState.DROPPED
    assert drawings.drawing_of(bench.operation) is sent.stored_file


def test_one_side_alone_decides_nothing():
    sent = a_revision()
    with pytest.raises(MoveRefused):
        actions.confirm_revision(sent, **buyer(sent))
    actions.answer_revision(sent, is_taken=True, answer="Oui.", actor=a_user())
    with pytest.raises(MoveRefused):
        actions.answer_revision(sent, is_taken=False, answer="Non.", actor=a_user())
    actions.contest_revision(sent, **buyer(sent))
    assert (sent.state, sent.is_taken) == (RevisionState.ASKED, None)
    assert sent.contested_at is not None
    assert queries.lines_in_question([sent.order_line_id]) == {sent.order_line_id}
    actions.withdraw_revision(sent, **buyer(sent))
    assert queries.lines_in_question([sent.order_line_id]) == set()


def test_one_revision_of_a_part_is_settled_at_a_time_and_only_while_it_is_made():
    order = an_order(lines=2)
    a_revision(order)
    with pytest.raises(RevisionIsAskedAlready):
        a_revision(order, "D")
    over = an_order()
    over.state = OrderState.DELIVERED
    db.session.commit()
    with pytest.raises(Exception, match="plus en cours"):
        a_revision(over)


def test_nobody_begins_an_operation_while_its_drawing_is_in_question():
    bench = Bench()
    sent = a_revision(bench.order)
    told = start(bench)
    assert told.answer is EventAnswer.TO_REVIEW
    assert "Nouveau plan" in told.message
    with pytest.raises(DrawingIsInQuestion):
        production.start_with(bench.assignment, actor=bench.instructor, now=clock.now())
    assert bench.operation.state is OperationState.TO_DO
    actions.withdraw_revision(sent, **buyer(sent))
    assert start(bench).answer is EventAnswer.ACCEPTED


def test_the_buyer_is_told_what_waits_for_a_word_even_of_a_muted_order():
    order = an_order()
    order.is_muted = True
    sent = a_revision(order)
    before = db.session.query(OutboxMessage).count()
    told = {"school": a_school(), "link": "http://school.test/", "now": clock.now()}
    changed_drawing.answer_revision(
        sent, is_taken=True, answer="Deux jours de plus.", actor=a_user(), **told
    )
    db.session.commit()
    letters = messages()[before:]
    assert [one.payload["to"] for one in letters] == [order.contact.email]
    assert "Le nouveau plan comptera : Deux jours de plus." in letters[0].payload["text"]
