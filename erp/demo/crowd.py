"""Further students for measurements, in groups of four cohorts with their own staff."""

from collections.abc import Iterator
from datetime import date
from random import Random

from erp.core.db import db
from erp.curriculum.models import Diploma
from erp.demo.people import (
    COHORTS,
    FIRST_NAMES,
    LAST_NAMES,
    People,
    a_student,
    a_user,
    born_for,
)
from erp.demo.wishes import PASSWORD, PIN, Wishes
from erp.people import secrets
from erp.people.models import Cohort, Student, User
from erp.people.states import Role

LARGEST = 12  # as many as one instructor may have
ROLES = [Role.INSTRUCTOR] * 4 + [Role.TEACHER] * 2


def make_crowd(
    wishes: Wishes, diplomas: dict[str, Diploma], joined_on: date, random: Random
) -> Iterator[People]:
    known, pin = secrets.hash_password(PASSWORD), secrets.hash_pin(PIN)
    left, group = wishes.students, 0
    while left > 0:
        group += 1
        users = {user.email: user for user in staff_of(group, known, random)}
        cohorts = []
        for name, diploma, year, _, age in COHORTS:
            count = min(LARGEST, left)
            left -= count
            cohort = Cohort(
                name=f"{name}, groupe {group}",
                diploma=diplomas[diploma],
                year_of_study=year,
                school_year=wishes.school_year,
            )
            crowd = (born_for(age, wishes, random) for _ in range(count))
            cohort.students = [somebody(born_on, joined_on, pin, random) for born_on in crowd]
            cohorts.append(cohort)
        db.session.add_all([*users.values(), *cohorts])
        yield People(users, cohorts)


def somebody(born_on: date, joined_on: date, pin: str, random: Random) -> Student:
    first_name, last_name = random.choice(FIRST_NAMES), random.choice(LAST_NAMES)
    return a_student(first_name, last_name, born_on, joined_on, pin)


def staff_of(group: int, known: str, random: Random) -> Iterator[User]:
    for n, role in enumerate(ROLES, 1):
        first_name, last_name = random.choice(FIRST_NAMES), random.choice(LAST_NAMES)
        yield a_user(role, first_name, last_name, f"groupe{group}.{n}", known)
