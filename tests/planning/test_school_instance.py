"""The school's records planned: open operations, coming sessions, who is there, what is pinned."""

from datetime import date, timedelta

import pytest

from erp.core import clock
from erp.core.db import db
from erp.equipment.models import Machine, MaintenanceWindow
from erp.people.states import Role
from erp.planning.checker.check import broken_rules
from erp.planning.engine.budget import Budget
from erp.planning.engine.plan import write_plan
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance
from erp.planning.queries import school_instance
from erp.planning.queries.moments import local
from erp.production import actions, queries
from erp.production.models import Operation
from erp.production.refusals import TeamRefused
from erp.production.states import OperationState
from erp.timetable.models import Absence, Attendance
from erp.timetable.states import AbsenceReason, Nature, Presence
from tests.builders import a_class_session, a_cohort, a_place, a_school, a_student, a_user, saved
from tests.builders_sales import an_order

DAY = timedelta(days=1)


class Workshop:
    """Six mornings and two lessons to come, two students, one machine of the order's kind."""

    def __init__(self, mornings: int = 6) -> None:
        a_school()
        self.order = an_order()
        self.cohort, self.place = a_cohort(), a_place()
        self.leader = a_user(Role.INSTRUCTOR)
        self.ines, self.malik = a_student(self.cohort), a_student(self.cohort, first_name="Malik")
        tomorrow = clock.start_of(clock.today()) + DAY + timedelta(hours=8)
        given = {"leader": self.leader, "place": self.place}
        self.sessions = [
            a_class_session(self.cohort, starts_at=tomorrow + n * DAY, **given)
            for n in range(mornings)
        ]
        for n in range(2):
            afternoon = tomorrow + n * DAY + timedelta(hours=5)
            a_class_session(self.cohort, Nature.THEORY, starts_at=afternoon)
        self.work = queries.work_orders_of_order(self.order.id)[0]
        self.operation = self.work.operations[0]
        kind = self.operation.operation_type.machine_type
        self.machine = saved(Machine(name="Tour 1", machine_type=kind, place=self.place))

    def instance(self, **more):
        return school_instance(clock.now(), weeks=3, **more)

    def planned(self, **more):
        instance = self.instance(**more)
        plan = solve(instance, Budget(iterations=20))
        assert broken_rules(write_instance(instance), write_plan(plan)) == []
        return {one.operation: one for one in plan.placed}

    def assign(self, session, *students, machine=None, pinned=False):
        team = actions.assign_team(
            self.operation,
            session,
            students or [self.ines],
            instructor=self.leader,
            machine=machine,
            actor=self.leader,
        )
        team.is_pinned = pinned
        db.session.commit()
        return team


def an_operation_like(one: Operation) -> Operation:
    """Of an order of its own."""
    other = queries.work_orders_of_order(an_order().id)[0].operations[0]
    other.operation_type = one.operation_type
    return other


@pytest.fixture
def workshop():
    return Workshop()


def test_every_open_operation_of_the_school_finds_a_place(workshop):
    placed = workshop.planned()

    assert set(placed) == {str(one.id) for one in workshop.work.operations}
    first = placed[str(workshop.operation.id)]
    assert first.machine == str(workshop.machine.id)
    assert {chunk.session for chunk in first.chunks} <= {str(s.id) for s in workshop.sessions}
    assert {chunk.instructor for chunk in first.chunks} == {str(workshop.leader.id)}


def test_what_is_done_or_handed_in_is_not_planned_again(workshop):
    workshop.operation.state = OperationState.TO_VALIDATE
    db.session.commit()

    assert str(workshop.operation.id) not in workshop.planned()


def test_who_is_told_absent_or_has_left_is_not_put_to_work(workshop):
    workshop.malik.left_on = date(2026, 9, 2)
    first = workshop.sessions[0]
    absent = {"presence": Presence.ABSENT, "minutes": 0}
    saved(Attendance(class_session=first, student=workshop.ines, **absent))

    placed = workshop.planned()

    sessions = {chunk.session for one in placed.values() for chunk in one.chunks}
    assert str(first.id) not in sessions
    assert {s for one in placed.values() for s in one.students} == {str(workshop.ines.id)}


def test_a_pinned_team_stays_where_it_is(workshop):
    session = workshop.sessions[2]
    workshop.assign(session, workshop.malik, machine=workshop.machine, pinned=True)

    place = workshop.planned()[str(workshop.operation.id)]

    assert place.chunks[0].session == str(session.id)
    assert place.students == (str(workshop.malik.id),)


def test_a_team_already_formed_is_what_is_published(workshop):
    session = workshop.sessions[1]
    workshop.assign(session, workshop.ines, workshop.malik)

    published = workshop.instance().published

    team = tuple(sorted((str(workshop.ines.id), str(workshop.malik.id))))
    assert [(one.operation, one.students) for one in published] == [
        (str(workshop.operation.id), team)
    ]
    assert workshop.instance().operations[0].team == 2


def test_safety_is_asked_about_every_student_machine_and_session(workshop):
    first_days = {one.id for one in workshop.sessions[:3]}

    def may_use(student, machine, session):
        if machine is None:
            return True
        return student.id == workshop.malik.id and session.id not in first_days

    place = workshop.planned(may_use=may_use)[str(workshop.operation.id)]

    assert place.students == (str(workshop.malik.id),)
    assert not first_days & {int(chunk.session) for chunk in place.chunks}


def test_a_machine_in_upkeep_or_not_inspected_is_not_planned(workshop):
    """Closed on the second morning; from the fourth on nobody knows that it is safe."""
    first, second, _, fourth = (one.starts_at for one in workshop.sessions[:4])
    workshop.machine.inspection_due_on = clock.day_of(fourth) - DAY
    saved(
        MaintenanceWindow(
            machine=workshop.machine, starts_at=second, ends_at=second + DAY / 8, reason="Vidange"
        )
    )
    db.session.commit()

    closed = workshop.instance().machines[0].closed
    assert [one.why for one in closed] == ["Vidange", "contrôle périodique à faire"]
    assert closed[0].start == local(second)
    assert closed[1].start == local(clock.start_of(clock.day_of(fourth)))
    for place in workshop.planned().values():
        spans = [(one.start, one.end) for one in closed]
        assert not any(place.start < end and start < place.end for start, end in spans)


def test_an_instructor_away_supervises_nobody(workshop):
    away = workshop.sessions[0]
    saved(
        Absence(
            user=workshop.leader,
            starts_at=away.starts_at,
            ends_at=away.ends_at,
            reason=AbsenceReason.TRAINING,
        )
    )
    db.session.commit()

    instructor = workshop.instance().instructors[0]
    assert [(one.start, one.end) for one in instructor.absences] == [
        (local(away.starts_at), local(away.ends_at))
    ]
    assert all(one.start >= local(away.ends_at) for one in workshop.planned().values())


def test_short_operations_follow_each_other_on_a_machine_within_a_morning(workshop):
    """Two of 90 minutes and one of 60 fill four hours; one minute more is refused."""
    second, third, fourth = (an_operation_like(workshop.operation) for _ in range(3))
    for one, minutes in ((workshop.operation, 90), (second, 90), (third, 60), (fourth, 1)):
        one.student_seconds = minutes * 60
    db.session.commit()
    workshop.assign(workshop.sessions[0], machine=workshop.machine)
    for one in (second, third):
        workshop.operation = one
        workshop.assign(workshop.sessions[0], workshop.malik, machine=workshop.machine)

    workshop.operation = fourth
    with pytest.raises(TeamRefused, match="n'a plus assez de temps"):
        workshop.assign(workshop.sessions[0], machine=workshop.machine)


def test_the_practice_wanted_is_the_share_of_the_diploma(workshop):
    workshop.ines.birth_date = clock.today() - 17 * 365 * DAY
    db.session.commit()

    ines = workshop.instance().students[0]

    hours = 6 * 4 + 2 * 4
    share = workshop.cohort.diploma.practice_percent / 100
    assert ines.target_minutes == min(24 * 60, round(share * hours * 60))
    assert ines.limits.week == 35 * 60
