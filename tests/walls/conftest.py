"""The demo school, laid around today with a session going on: a record in each of its states."""

import shutil

import pytest

from erp.core import clock
from erp.core.db import db, one_transaction
from erp.demo.load import load_school
from erp.demo.wishes import Wishes
from erp.people import queries
from erp.people.states import Role
from erp.web.shared.papers import files_folder

PERSONS = {
    Role.DIRECTOR: "direction",
    Role.SECRETARY: "secretariat",
    Role.WORKSHOP_MANAGER: "atelier",
    Role.INSTRUCTOR: "maitre",
    Role.TEACHER: "enseignante",
    Role.STUDENT: "eleve",
    Role.CUSTOMER: "client",
}


@pytest.fixture
def demo(app, data_dir):
    """The accounts of the demo school, one for each role."""
    school, kept = data_dir / "school.db", data_dir / "demo.db"
    if kept.exists():
        leave_the_database()
        shutil.copy(kept, school)
    else:
        load_the_demo()
        if db.engine.dialect.name == "sqlite":  # the next test finds it made
            leave_the_database()
            shutil.copy(school, kept)
    return {role: queries.user_by_email(f"{who}@example.org") for role, who in PERSONS.items()}


def load_the_demo() -> None:
    now = clock.now().astimezone(clock.PARIS)
    with one_transaction():
        load_school(
            Wishes(now.date(), now=now.time()),
            site="http://school.test",
            files_folder=files_folder(),
        )


def leave_the_database() -> None:
    """What SQLite still keeps beside it is in the file once nobody holds it."""
    db.session.remove()
    db.engine.dispose()
