"""A cohort of a hundred students and a whole year of roll calls: sixty thousand rows.

`python -m tests.bench.school_year` draws the statement of everybody, as the worker does.
"""

import tempfile
import time as watch
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import insert

from erp.core import clock
from erp.core.db import db
from erp.people.models import Student
from erp.people.states import Role
from erp.reporting import statements
from erp.timetable.models import Attendance, ClassSession
from erp.timetable.states import Nature, Presence
from tests.bench.load import Ask, Caller
from tests.bench.ours import PASSWORD, fill, school
from tests.bench.servers import our_env
from tests.builders import a_cohort, a_diploma, a_place, a_user

STUDENTS, DAYS = 100, 200
HOURS = ((8, 2, Nature.THEORY), (10, 2, Nature.WORKSHOP), (13, 3, Nature.WORKSHOP))


def a_year(today: date) -> int:
    """Written straight to the tables; gives the id of the cohort."""
    cohort = a_cohort("CAP cent", diploma=a_diploma("CAP cent"))
    place, teacher = a_place(), a_user(Role.TEACHER)
    facts = {"birth_date": date(2010, 1, 1), "joined_on": today - timedelta(days=400)}
    students = [
        Student(first_name="Élève", last_name=f"{n:03}", cohort_id=cohort.id, **facts)
        for n in range(STUDENTS)
    ]
    db.session.add_all(students)
    db.session.flush()
    for back in range(DAYS):
        for hour, lasts, nature in HOURS:
            day = clock.at(today - timedelta(days=back + 1), time(hour))
            session = a_session(cohort.id, day, lasts, nature, place.id, teacher.id)
            db.session.execute(insert(Attendance), roll(session, students, 60 * lasts, day))
    db.session.commit()
    return cohort.id


def a_session(
    cohort_id: int, at: datetime, lasts: int, nature: Nature, place_id: int, leader_id: int
) -> int:
    session = ClassSession(
        cohort_id=cohort_id, starts_at=at, ends_at=at + timedelta(hours=lasts), nature=nature,
        place_id=place_id, leader_id=leader_id, rolled_at=at,
    )  # fmt: skip
    db.session.add(session)
    db.session.flush()
    return session.id


def roll(session_id: int, students: list[Student], minutes: int, at: datetime) -> list[dict]:
    return [
        {
            "class_session_id": session_id,
            "student_id": student.id,
            "presence": Presence.PRESENT,
            "minutes": minutes,
            "said_at": at,
        }
        for student in students
    ]


def cohort_page(port: int, cohort_id: int, begins: date, ends: date) -> Ask:
    """The hours of all its students over the year, as the office reads them."""
    caller = Caller(port)
    fill(caller, "/entrer", {"email": "secretariat@example.org", "password": PASSWORD})
    url = f"/bureau/promotions/{cohort_id}/heures?begins={begins}&ends={ends}"

    def ask() -> None:
        if caller.call("GET", url).count("cell-title") < STUDENTS:
            raise RuntimeError("not the whole cohort")

    return ask


def draw_everybody(begins: date, ends: date) -> tuple[int, float]:
    """How many statements, in how many seconds."""
    batch = statements.ask(begins, ends, actor=a_user(Role.SECRETARY), now=clock.now())
    number, count = batch.id, batch.total
    db.session.commit()
    begun = watch.perf_counter()
    statements.draw_batch({"batch_id": number})
    return count, watch.perf_counter() - begun


def main() -> None:
    today = clock.today()
    with tempfile.TemporaryDirectory() as folder, school(our_env(Path(folder), 0)):
        a_year(today)
        for days in (31, 365):
            count, seconds = draw_everybody(today - timedelta(days=days), today)
            print(f"{count} statements of {days} days in {seconds:.1f} s (goal: 100 in 20 s)")


if __name__ == "__main__":
    main()
