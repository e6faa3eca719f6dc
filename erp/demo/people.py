"""Who lives in the demo school: staff with one sign-in for each role, and 34 students."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from erp.core.db import db
from erp.curriculum.models import Diploma
from erp.demo.wishes import PASSWORD, PIN, Wishes
from erp.people import secrets
from erp.people.models import Cohort, Student, Tablet, User
from erp.people.states import Role
from erp.school.models import Place

STAFF = (
    (Role.DIRECTOR, "Solange", "Vaubrun", "direction"),
    (Role.SECRETARY, "Mireille", "Castagnol", "secretariat"),
    (Role.WORKSHOP_MANAGER, "Bastien", "Orfeuil", "atelier"),
    (Role.INSTRUCTOR, "Denis", "Maréchaux", "maitre"),
    (Role.INSTRUCTOR, "Karima", "Belhadef", "maitre2"),
    (Role.INSTRUCTOR, "Joël", "Trividic", "maitre3"),
    (Role.INSTRUCTOR, "Sandrine", "Aulagnon", "maitre4"),
    (Role.TEACHER, "Nadège", "Roussillet", "enseignante"),
    (Role.TEACHER, "Thierry", "Lamourel", "enseignant2"),
)
FIRST_NAMES = (
    *("Adam", "Inès", "Léo", "Maëlys", "Noah", "Sofiane", "Jade", "Théo", "Yanis", "Louna"),
    *("Enzo", "Aya", "Mathis", "Célia", "Rayan", "Nolan", "Manon", "Ilyès", "Hugo", "Lina"),
    *("Kylian", "Anaïs", "Evan", "Chloé", "Bilal", "Ethan", "Romane", "Tiago", "Samy", "Zoé"),
    *("Gabin", "Nour", "Axel", "Lilou", "Malik", "Clément", "Eva", "Dylan", "Oscar", "Salomé"),
)
LAST_NAMES = (
    *("Arvillard", "Bonnechère", "Cazalot", "Delmaure", "Escoubas", "Fontviel", "Garrivier"),
    *("Haudressy", "Izardet", "Jaubertin", "Kermoal", "Lestrade", "Mandrillon", "Navellou"),
    *("Ostenrath", "Pradelles", "Quintard", "Rebouillat", "Sauvanet", "Tournebise", "Urvoas"),
    *("Vernazobre", "Wattrelin", "Ybarnegay", "Zerbini", "Amrouchi", "Benkhelil", "Coulibeuf"),
    *("Diabira", "Evrardet", "Figueirol", "Guerroudj", "Hamdaneau", "Jourdanne", "Lemaréchal"),
)
OF_AGE = 18
COHORTS = (  # name, diploma, year of study, students, age in September
    ("CAP RICS 1re année", "CAP RICS", 1, 10, 15),
    ("CAP RICS 2e année", "CAP RICS", 2, 9, 16),
    ("Première TRPM", "Bac pro TRPM", 2, 8, 16),
    ("Terminale TRPM", "Bac pro TRPM", 3, 7, 17),
)


@dataclass(frozen=True)
class People:
    """The school's own people; `users` by the first part of their address."""

    users: dict[str, User]
    cohorts: list[Cohort]

    @property
    def instructors(self) -> list[User]:
        return [user for user in self.users.values() if user.role is Role.INSTRUCTOR]

    @property
    def teachers(self) -> list[User]:
        return [user for user in self.users.values() if user.role is Role.TEACHER]


def make_people(
    wishes: Wishes, diplomas: dict[str, Diploma], joined_on: date, random: Random
) -> People:
    known = secrets.hash_password(PASSWORD)
    users = {name: a_user(role, first, last, name, known) for role, first, last, name in STAFF}
    pin = secrets.hash_pin(PIN)
    names = list(zip(FIRST_NAMES, shuffled(LAST_NAMES, random), strict=False))
    cohorts = []
    for name, diploma, year, size, age in COHORTS:
        cohort = Cohort(
            name=name,
            diploma=diplomas[diploma],
            year_of_study=year,
            school_year=wishes.school_year,
            exam_on=date(wishes.school_year + 1 + diplomas[diploma].years - year, 6, 7),
        )
        mine, names = names[:size], names[size:]
        ages = [age] * (size - 1) + [OF_AGE]  # the last one came late to the trade
        cohort.students = [
            a_student(*who, born_for(each, wishes, random), joined_on, pin)
            for who, each in zip(mine, ages, strict=True)
        ]
        cohorts.append(cohort)
    first = cohorts[0].students[0]
    first.user = a_user(Role.STUDENT, first.first_name, first.last_name, "eleve", known)
    db.session.add_all([*users.values(), *cohorts])
    return People(users, cohorts)


def shuffled(names: tuple[str, ...], random: Random) -> list[str]:
    return random.sample(names, len(names))


def a_user(role: Role, first_name: str, last_name: str, name: str, known: str) -> User:
    return User(
        email=f"{name}@example.org",
        first_name=first_name,
        last_name=last_name,
        role=role,
        password_hash=known,
    )


def born_for(age: int, wishes: Wishes, random: Random) -> date:
    """Born so as to have this age in September of the school year."""
    return date(wishes.school_year - age, 8, 31) - timedelta(random.randrange(300))


def a_student(
    first_name: str, last_name: str, birth_date: date, joined_on: date, pin: str
) -> Student:
    return Student(
        first_name=first_name,
        last_name=last_name,
        birth_date=birth_date,
        joined_on=joined_on,
        pin_hash=pin,
    )


def make_tablets(places: dict[str, Place]) -> None:
    """One by each workshop, waiting to be enrolled."""
    for name, place in places.items():
        if place.kind.value == "workshop":
            db.session.add(Tablet(name=f"Tablette {name.lower()}", place=place))
