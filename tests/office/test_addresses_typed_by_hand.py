"""An address is a field like any other: whatever is typed into it, a page answers."""

import pytest

from erp.core import clock
from erp.core.db import db
from erp.customers.models import Customer
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production.models import TabletEvent
from erp.production.states import EventAnswer
from tests.builders import a_place, a_school, a_user, saved

BEYOND = ["0001-01-01", "9999-12-31", "2026-02-30", "1899-12-31", "10" * 15, "\x00"]


@pytest.fixture
def director(browse):
    a_school()
    return browse(a_user(Role.DIRECTOR))


@pytest.mark.parametrize("day", BEYOND)
@pytest.mark.parametrize(
    "page",
    ["planning?semaine", "equipes?week", "emploi-du-temps?week", "planning/equipes.pdf?jour"],
)
def test_a_day_beyond_every_calendar_is_today(director, page, day):
    address, name = page.split("?")

    answer = director.get(f"/bureau/{address}", query_string={name: day})

    assert answer.status_code in (200, 409)


@pytest.mark.parametrize("year", ["-1", "0", "99999999999", "10" * 15, "2026.5", "x"])
def test_a_year_beyond_every_calendar_hides_no_closing(director, year):
    page = director.get("/bureau/comptabilite/clotures", query_string={"year": year})

    assert page.status_code == 200


@pytest.mark.parametrize("student", BEYOND)
def test_a_tap_is_given_to_a_student_who_exists(director, student):
    event = saved(
        TabletEvent(
            uuid=f"{1:036}",
            tablet=saved(Tablet(name="Tablette", place=a_place())),
            received_at=clock.now(),
            payload={},
            answer=EventAnswer.TO_REVIEW,
            reason="x",
        )
    )
    db.session.commit()

    answer = director.send(f"/bureau/evenements/{event.id}/prendre", {"student_id": student})

    assert answer.status_code == 404


def test_a_nul_in_a_form_is_no_letter_on_any_database(director):
    """PostgreSQL keeps no text that has one, and nobody types one."""
    told = {"name": "Forge\0 du Val", "country": "FR", "vat_regime": "home"}

    director.send("/bureau/clients/nouveau", told)

    assert db.session.query(Customer).one().name == "Forge du Val"
