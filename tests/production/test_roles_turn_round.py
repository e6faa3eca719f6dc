"""Roles of the day: after any number of days nobody who was there has had more than one turn more."""

from datetime import timedelta

import pytest

from erp.core.db import db
from erp.production import actions, queries
from erp.production.states import DayRole
from tests.builders import a_class_session, a_cohort, a_student, a_user


@pytest.mark.parametrize("size", [4, 5, 7, 10])
def test_turns_differ_by_one_at_most(app, size):
    cohort, instructor = a_cohort(), a_user()
    students = [a_student(cohort) for _ in range(size)]
    ids = [one.id for one in students]
    for day in range(3 * size):
        session = a_class_session(cohort, leader=instructor, starts_in=timedelta(days=day + 1))
        actions.deal_roles(session, students, actor=instructor)
        db.session.flush()
        turns = queries.turns_of(ids)
        for role in DayRole:
            had = [turns[one, role] for one in ids]
            assert max(had) - min(had) <= 1, (day, role)
        had = [sum(turns[one, role] for role in DayRole) for one in ids]
        assert max(had) - min(had) <= 1, day
