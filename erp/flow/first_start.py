"""A school is founded: identity, year, trades, cohorts and its first director, all at once."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from erp.core.words import N_
from erp.curriculum import catalogue as diplomas
from erp.curriculum.catalogue import DIPLOMAS
from erp.equipment import catalogue as equipment
from erp.people import actions as people
from erp.people.models import User
from erp.people.states import Role
from erp.school import actions as school
from erp.school import queries as schools
from erp.school.refusals import SchoolIsThere
from erp.school.states import PlaceKind
from erp.timetable import actions as timetable

ORDINALS = ("1re", "2e", "3e", "4e")
Group = tuple[str, int]  # a diploma's short name, a year of study


def is_to_do() -> bool:
    """Whether no school is there yet."""
    return schools.find_school() is None


def groups() -> list[Group]:
    """What can be ticked: every diploma of the catalogue, year by year."""
    return [(one.short_name, n) for one in DIPLOMAS.values() for n in range(1, one.years + 1)]


def name_of(group: Group) -> str:
    return f"{group[0]} {ORDINALS[group[1] - 1]} année"


def found(
    *,
    identity: dict[str, Any],
    limits: dict[str, Any],
    starts_on: date,
    ends_on: date,
    chosen: Collection[Group],
    director: dict[str, str],
    now: datetime,
) -> User:
    """Everything in the running transaction; the director may sign in afterwards.

    `director`: first_name, last_name, email, password.
    """
    if not is_to_do():
        raise SchoolIsThere
    school.found_school(**identity, **limits)
    timetable.open_school_year(starts_on, ends_on)
    made = diplomas.begin_with({short_name for short_name, _year in chosen})
    _equip(list(dict.fromkeys(diploma.trade.name for diploma in made.values())))
    for group in chosen:
        diploma, year = made[group[0]], group[1]
        people.add_cohort(
            name=name_of(group), diploma=diploma, year_of_study=year, school_year=starts_on.year
        )
    return _first_director(director, now)


def _equip(trades: list[str]) -> None:
    """A workshop for each trade, a classroom, and what the catalogue knows of these trades."""
    for trade in trades or [N_("principal")]:
        school.add_place(f"Atelier {trade.lower()}", PlaceKind.WORKSHOP)
    school.add_place("Salle 1", PlaceKind.CLASSROOM)
    equipment.begin_with(trades)


def _first_director(director: dict[str, str], now: datetime) -> User:
    password = director["password"]
    facts = {key: value for key, value in director.items() if key != "password"}
    user = people.add_user(**facts, role=Role.DIRECTOR, actor=None)
    people.choose_password(user, password, now=now)
    return user
