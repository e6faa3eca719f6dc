"""Loads the demo school: the people and the tools first, then the year, then the orders."""

from pathlib import Path
from random import Random

from erp.core.db import db
from erp.demo.calendar import lay_year
from erp.demo.customers import make_customers
from erp.demo.equipment import make_machines, make_places
from erp.demo.people import make_people, make_tablets
from erp.demo.timetable import lay_sessions, lay_week
from erp.demo.trades import make_diplomas
from erp.demo.wishes import Wishes
from erp.school.models import School


def load_school(wishes: Wishes, *, files_folder: Path) -> None:
    """Everything in the running transaction: the school is there whole, or not at all."""
    random = Random(wishes.seed)
    make_school()
    places = make_places()
    make_machines(places)
    make_tablets(places)
    lay_year(wishes)
    people = make_people(wishes, make_diplomas(), random)
    slots = lay_week(people.cohorts, people.instructors, people.teachers, places)
    lay_sessions(wishes, slots, random)
    make_customers()
    db.session.flush()  # what follows asks questions


def make_school() -> None:
    db.session.add(
        School(
            name="École de production Les Trois Rivières",
            street="12 quai des Forges",
            postal_code="38000",
            city="Pont-les-Rivières",
            siret="10000000900017",
            vat_number="FR88100000009",
            phone="01 99 00 12 34",
            email="ecole@example.org",
            iban="FR7630006000011234567890189",
        )
    )
