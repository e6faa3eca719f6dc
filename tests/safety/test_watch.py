"""Papers that end: told once at 60, 30 and 7 days, and nobody stays where the law shuts the door."""

from datetime import date, timedelta

import pytest

from erp.core.db import db
from erp.flow import safety_watch
from erp.people.states import Role
from erp.production import actions as production
from erp.production import queries as work
from erp.production.models import Assignment
from erp.safety import actions, queries
from erp.safety.models import SafetyDecision
from erp.safety.states import DeadlineKind
from tests.builders import a_user, messages
from tests.builders_safety import DAY, ONE_DAY, Lathe
from tests.builders_sales import an_order

SITE = "http://school.test"
ENDS = date(2027, 9, 2)  # of the medical opinion


def morning(day: date) -> tuple[int, int]:
    told = safety_watch.watch(today=day, site=SITE)
    db.session.commit()
    return told


def letters(user) -> list[str]:
    rows = messages()
    return [row.payload["text"] for row in rows if row.payload["to"] == user.email]


def levels(day: date) -> dict[DeadlineKind, int]:
    return {one.kind: one.level(day) for one in queries.deadlines(day, health=True)}


@pytest.mark.parametrize(
    ("left", "level"), [(60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 0), (-9, 0)]
)
def test_a_level_is_the_nearest_that_is_reached(left, level):
    Lathe()
    day = ENDS - timedelta(days=left)
    assert levels(day)[DeadlineKind.OPINION] == level


def test_nothing_is_told_before_two_months():
    Lathe()
    assert DeadlineKind.OPINION not in levels(ENDS - timedelta(days=61))


def test_each_level_is_told_once_and_the_last_day_too():
    lathe = Lathe()
    for left in (60, 60, 45, 30, 29, 7, 6, 0, -1):
        morning(ENDS - timedelta(days=left))
    told = [one for one in letters(lathe.director) if "Avis médical" in one]
    assert len(told) == 4


def test_a_paper_that_was_renewed_is_not_told_any_more():
    lathe = Lathe()
    lathe.look_after(date(2027, 8, 1))
    assert DeadlineKind.OPINION not in levels(ENDS)


def test_health_is_told_to_those_who_keep_it_only():
    lathe, secretary, teacher = Lathe(papers=False), a_user(Role.SECRETARY), a_user(Role.TEACHER)
    morning(DAY)
    for user in (lathe.director, secretary):
        assert "Avis médical" in letters(user)[0]
    assert letters(lathe.instructor) and "médical" not in "".join(letters(lathe.instructor))
    assert letters(teacher) == []


def planned(lathe: Lathe, session) -> Assignment:
    operation = work.work_orders_of_order(an_order().id)[0].operations[0]
    facts = {"instructor": lathe.instructor, "machine": lathe.machine, "actor": lathe.director}
    made = production.assign_team(operation, session, [lathe.student], **facts)
    db.session.commit()
    return made


def test_a_student_whose_paper_falls_is_taken_off_and_the_instructor_told():
    lathe = Lathe()
    planned(lathe, lathe.session)
    opinion = queries.opinions(lathe.student.id)[0]
    assert morning(DAY - ONE_DAY)[1] == 0

    actions.cancel(opinion, reason="Reprise", actor=lathe.director, today=DAY - ONE_DAY)
    assert morning(DAY - ONE_DAY)[1] == 1

    assert db.session.query(Assignment).count() == 0  # nobody is left in the team
    letter = letters(lathe.instructor)[-1]
    assert lathe.student.name in letter and "médical" not in letter
    kept = db.session.query(SafetyDecision).order_by(SafetyDecision.id).all()
    assert [one.decision.value for one in kept] == ["given", "taken_off"]
    assert morning(DAY - ONE_DAY)[1] == 0


def test_what_is_past_stays_as_it_was():
    lathe = Lathe()
    planned(lathe, lathe.session)
    for one in queries.opinions(lathe.student.id):
        actions.cancel(one, reason="x", actor=lathe.director, today=DAY)
    assert morning(DAY + ONE_DAY)[1] == 0
    assert db.session.query(Assignment).count() == 1
