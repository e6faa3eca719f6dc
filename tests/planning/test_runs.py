"""A plan asked for from a page, worked out beside it, and published week by week."""

from datetime import timedelta

import pytest

from erp.core import clock, journal, outbox
from erp.core.db import db
from erp.core.refusal import MoveRefused
from erp.flow import published_week
from erp.people.states import Role
from erp.planning import actions, job, queries
from erp.planning.actions import KIND
from erp.planning.models import PlanRun
from erp.planning.refusals import PlanIsNotReady, PlanIsOutdated
from erp.planning.states import RunState
from erp.production import queries as production
from erp.safety.models import SafetyDecision
from erp.safety.states import Decision
from erp.timetable.models import Attendance
from erp.timetable.states import Presence
from tests.builders import a_user, saved
from tests.planning.test_school_instance import DAY, Workshop, an_operation_like


def asked(workshop) -> PlanRun:
    run = actions.ask_for_plan(weeks=3, seconds=1, actor=workshop.leader, now=clock.now())
    db.session.commit()
    return run


def worked_out(run) -> PlanRun:
    """What the worker does with the message that was left."""
    run_id = run.id
    for message_id in outbox.due(clock.now()):
        outbox.deliver(message_id, {KIND: job.run_plan, "mail": lambda payload: None})
    return queries.run(run_id)


@pytest.fixture
def workshop():
    return Workshop()


def weeks_of(run):
    first = clock.monday_of(clock.today())
    return [first + 7 * n * DAY for n in range(5)]


def published(run, actor):
    return [
        team
        for monday in weeks_of(run)
        for team in published_week.publish_week(run, monday, actor=actor, now=clock.now()).teams
    ]


def test_a_run_is_worked_out_by_the_worker_with_its_progress(workshop):
    run = worked_out(asked(workshop))

    assert run.state is RunState.DONE
    assert (run.percent, run.failure) == (100, "")
    placed = {one["operation"] for one in run.plan["placed"]}
    assert placed == {str(one.id) for one in workshop.work.operations}


def test_a_published_draft_becomes_the_teams_of_the_week(workshop):
    run = worked_out(asked(workshop))

    teams = published(run, workshop.leader)
    db.session.commit()

    wanted = {(e["operation"], c["session"]) for e in run.plan["placed"] for c in e["chunks"]}
    assert {(str(t.operation_id), str(t.class_session_id)) for t in teams} == wanted


def test_publishing_takes_off_what_the_draft_no_longer_holds_but_never_a_pin(workshop):
    run = worked_out(asked(workshop))
    busy = {int(c["session"]) for e in run.plan["placed"] for c in e["chunks"]}
    idle = [one for one in workshop.sessions if one.id not in busy]
    gone = workshop.assign(idle[-1], workshop.malik)
    kept = workshop.assign(idle[-2], workshop.malik, pinned=True)
    gone_id, kept_id = gone.id, kept.id

    published(run, workshop.leader)
    db.session.commit()

    assert production.assignment(gone_id) is None
    assert production.assignment(kept_id) is not None


def test_who_fell_ill_since_the_draft_does_not_hold_up_the_week(workshop):
    other = an_operation_like(workshop.operation)
    db.session.commit()
    run = worked_out(asked(workshop))
    first = min(
        (chunk["start"], entry["operation"], entry["students"], chunk["session"])
        for entry in run.plan["placed"]
        for chunk in entry["chunks"]
    )
    ill = next(s for s in (workshop.ines, workshop.malik) if str(s.id) in first[2])
    session = next(s for s in workshop.sessions if str(s.id) == first[3])
    absent = {"presence": Presence.ABSENT, "minutes": 0}
    saved(Attendance(class_session=session, student=ill, **absent))

    told = [
        published_week.publish_week(run, day, actor=workshop.leader, now=clock.now())
        for day in weeks_of(run)
    ]
    db.session.commit()

    left = [one for week in told for one in week.left]
    formed = [one for week in told for one in week.teams]
    assert first[1] == str(left[0].team.operation.id) and ill.first_name in left[0].sentence
    assert {one.operation.work_order_id for one in formed} & {
        workshop.operation.work_order_id,
        other.work_order_id,
    }, "nobody else was put to work"
    refused = db.session.query(SafetyDecision).filter_by(decision=Decision.REFUSED).one()
    assert ill.name in refused.students
    notes = [one.note for one in journal.entries_of(run) if one.verb == "publish"]
    assert sum("1 laissées" in note for note in notes) == 1


def test_a_cancelled_run_is_left_alone_by_the_worker(workshop):
    run = asked(workshop)
    actions.cancel_run(run, actor=workshop.leader, now=clock.now())
    db.session.commit()

    run = worked_out(run)

    assert (run.state, run.plan) == (RunState.CANCELLED, None)
    with pytest.raises(MoveRefused):
        actions.cancel_run(run, actor=workshop.leader, now=clock.now())


def test_a_run_cancelled_on_the_way_stops_the_search(workshop, monkeypatch):
    run = asked(workshop)
    run.seconds = 600
    db.session.commit()
    run_id, leader_id = run.id, workshop.leader.id
    noted = actions.note_progress

    def cancel_then(run, *told):
        noted(run, *told)
        actions.cancel_run(run, actor=run.asked_by, now=clock.now())

    monkeypatch.setattr(actions, "note_progress", cancel_then)
    monkeypatch.setattr(job, "LOOK", 0.0)

    run = worked_out(queries.run(run_id))

    assert run.state is RunState.CANCELLED and run.plan is None
    assert run.asked_by_id == leader_id


def test_a_draft_that_names_what_is_gone_is_refused(workshop):
    run = worked_out(asked(workshop))
    run.plan = {"placed": [{**run.plan["placed"][0], "students": ["99999"]}]}

    day = run.plan["placed"][0]["chunks"][0]["start"][:10]
    monday = clock.monday_of(type(clock.today()).fromisoformat(day))
    with pytest.raises(PlanIsOutdated):
        published_week.publish_week(run, monday, actor=workshop.leader, now=clock.now())


def test_a_draft_that_is_not_there_is_refused(workshop):
    run = asked(workshop)

    with pytest.raises(PlanIsNotReady):
        published_week.publish_week(
            run, clock.today(), actor=a_user(Role.DIRECTOR), now=clock.now()
        )
    assert queries.last_runs()[0].id == run.id
    assert run.asked_at > clock.now() - timedelta(minutes=5)
