"""What a motive opens and what it never opens; every answer is kept, and no question of the solver."""

import re

import pytest

from erp.core import clock
from erp.core.db import db
from erp.equipment.states import Article
from erp.flow import formed_team, published_week
from erp.planning.engine.budget import Budget
from erp.planning.engine.solve import solve
from erp.production import queries as work
from erp.production.actions import Team
from erp.production.models import Assignment
from erp.production.refusals import TeamRefused
from erp.safety import refusals
from erp.safety.law import Weight
from erp.safety.models import SafetyDecision
from erp.safety.states import Decision
from erp.timetable.models import Absence
from erp.timetable.states import AbsenceReason
from tests.builders import a_machine, saved
from tests.builders_safety import DAY, ONE_DAY, Lathe
from tests.builders_sales import an_order
from tests.planning.test_runs import asked, weeks_of, worked_out
from tests.planning.test_school_instance import Workshop

WAY_OUT = re.compile(r"[:.,] [^:.]*(\w+ez\b|la direction|[Ll]a direction)[^:]*\.$")


@pytest.mark.parametrize("reason", refusals.SafetyRefusal.__subclasses__())
def test_every_reason_is_a_sentence_that_ends_with_the_way_out(reason):
    assert WAY_OUT.search(reason.message), reason.message


def prohibited(lathe: Lathe) -> None:
    lathe.machine = a_machine((Article.LIVE_PARTS.value,), place=lathe.machine.place)
    lathe.declare(works=list(Article), machines=[lathe.machine])


def without_declaration(lathe: Lathe) -> None:
    lathe.machine = a_machine((Article.MACHINES.value,), place=lathe.machine.place)


def away(lathe: Lathe) -> None:
    starts, ends = clock.start_of(DAY), clock.start_of(DAY + ONE_DAY)
    reason = AbsenceReason.FAMILY
    saved(Absence(student=lathe.student, reason=reason, starts_at=starts, ends_at=ends))


def out_of_service(lathe: Lathe) -> None:
    lathe.machine.is_in_service = False


CLOSED = [
    (prohibited, Weight.PROHIBITED),
    (without_declaration, Weight.LEGAL),
    (away, Weight.FACT),
    (out_of_service, Weight.FACT),
]


@pytest.mark.parametrize(("shut", "weight"), CLOSED)
def test_a_directors_motive_opens_neither_the_law_nor_what_is_not_there(shut, weight):
    lathe = Lathe()
    shut(lathe)
    db.session.commit()
    operation = work.work_orders_of_order(an_order().id)[0].operations[0]
    db.session.commit()
    team = Team(operation, lathe.session, [lathe.student], lathe.instructor, lathe.machine)

    with pytest.raises(TeamRefused) as refused:
        formed_team.form_team(team, motive="J'en réponds", actor=lathe.director)

    assert weight in {getattr(one, "weight", None) for one in refused.value.reasons}
    assert refused.value.bends is False
    assert db.session.query(Assignment).count() == 0
    kept = db.session.query(SafetyDecision).one()
    assert (kept.decision, kept.actor_name) == (Decision.REFUSED, lathe.director.name)
    assert str(refused.value.reasons[0]) in kept.reasons and lathe.student.name in kept.students


def test_a_published_week_keeps_an_answer_for_each_team_and_the_solver_none():
    workshop = Workshop()
    solve(workshop.instance(), Budget(iterations=20))
    run = worked_out(asked(workshop))
    assert db.session.query(SafetyDecision).count() == 0

    teams = [
        team
        for monday in weeks_of(run)
        for team in published_week.publish_week(
            run, monday, actor=workshop.leader, now=clock.now()
        ).teams
    ]
    db.session.commit()

    kept = db.session.query(SafetyDecision).all()
    assert {one.decision for one in kept} == {Decision.GIVEN}
    assert sorted(one.class_session_id for one in kept) == sorted(
        one.class_session_id for one in teams
    )
    assert all(one.rules and one.at and one.actor_name == workshop.leader.name for one in kept)
