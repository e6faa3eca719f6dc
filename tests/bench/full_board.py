"""A week of the board as a large school has it: 100 students, 40 machines, 400 cards."""

from datetime import date, time, timedelta
from itertools import cycle

from sqlalchemy import insert, select

from erp.core import clock
from erp.core.db import db
from erp.people.models import User
from erp.people.states import Role
from erp.production.models import Assignment, Operation, TeamMember, WorkOrder
from erp.timetable.models import ClassSession
from tests.bench.load import Ask, Caller
from tests.bench.ours import PASSWORD, fill
from tests.builders import a_class_session, a_cohort, a_machine, a_place, a_student, a_user
from tests.builders_sales import an_operation_type

COHORTS, EACH, MACHINES, CARDS_A_SESSION, TEAM = 4, 25, 40, 10, 2
HALVES = (time(8), time(13))


def a_week(monday: date) -> None:
    """Cards are written straight to the tables: what is measured is the page."""
    place, kind = a_place(), an_operation_type()
    machines = [
        a_machine(machine_type=kind.machine_type, place=place, capacity=2).id
        for _ in range(MACHINES)
    ]
    staff = [a_user(Role.INSTRUCTOR) for _ in range(3 * COHORTS)]
    orders = cycle(db.session.scalars(select(WorkOrder.id).limit(150)).all())
    on_machines = cycle(machines)
    for n in range(COHORTS):
        cohort = a_cohort(f"Semaine {n}")
        students = [a_student(cohort, first_name=f"Élève {n}-{s}").id for s in range(EACH)]
        for session in sessions_of(cohort, monday, staff[3 * n], place):
            for card in range(CARDS_A_SESSION):
                team = students[TEAM * card : TEAM * (card + 1)]
                put(
                    session, next(orders), kind.id, staff[3 * n + card % 3], next(on_machines), team
                )
    db.session.commit()


def sessions_of(cohort, monday: date, leader: User, place) -> list[ClassSession]:
    days = [monday + timedelta(days=day) for day in range(5)]
    return [
        a_class_session(cohort, leader=leader, place=place, starts_at=clock.at(day, half))
        for day in days
        for half in HALVES
    ]


def put(
    session: ClassSession, work_order: int, kind: int, leader: User, machine: int, team: list[int]
) -> None:
    facts = {"sold_seconds": 3600, "student_seconds": 9000, "label": "Tournage"}
    operation = Operation(work_order_id=work_order, position=90, operation_type_id=kind, **facts)
    db.session.add(operation)
    db.session.flush()
    card = Assignment(
        operation_id=operation.id, class_session_id=session.id, instructor_id=leader.id,
        machine_id=machine,
    )  # fmt: skip
    db.session.add(card)
    db.session.flush()
    rows = [{"assignment_id": card.id, "student_id": student} for student in team]
    db.session.execute(insert(TeamMember), rows)


def board_page(port: int, monday: date) -> Ask:
    """The week by team, as the workshop manager opens it each morning."""
    caller = Caller(port)
    fill(caller, "/entrer", {"email": "atelier@example.org", "password": PASSWORD})

    def ask() -> None:
        page = caller.call("GET", f"/bureau/planning?semaine={monday}")
        if page.count("data-card") < COHORTS * 10 * CARDS_A_SESSION:
            raise RuntimeError("not the whole week")

    return ask
