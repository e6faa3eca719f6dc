"""The demo school, laid around today with a session going on: a record in each of its states."""

import pytest

from erp.core import clock
from erp.core.db import one_transaction
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
def demo(app):
    """The accounts of the demo school, one for each role."""
    now = clock.now().astimezone(clock.PARIS)
    with one_transaction():
        load_school(
            Wishes(now.date(), now=now.time()),
            site="http://school.test",
            files_folder=files_folder(),
        )
    return {role: queries.user_by_email(f"{who}@example.org") for role, who in PERSONS.items()}
