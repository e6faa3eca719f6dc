"""Ready-made people and papers: valid by default, one argument per thing a test cares about."""

from datetime import date, datetime, timedelta
from itertools import count

from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.curriculum.models import Diploma, Trade, first_version
from erp.customers.models import Contact, Customer
from erp.equipment.models import Machine, MachineType, MachineUse, RegulatedWork
from erp.equipment.states import MachineMode
from erp.people import secrets
from erp.people.models import Cohort, Student, User
from erp.people.states import Role
from erp.school.models import Place, School
from erp.school.states import PlaceKind
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature

_number = count(1)
PASSWORD = "trois rivières calmes"


def saved(record):
    db.session.add(record)
    db.session.commit()
    return record


def messages() -> list[OutboxMessage]:
    """What is to leave or has left, as it was written."""
    return db.session.query(OutboxMessage).order_by(OutboxMessage.id).all()


def a_school(**facts) -> School:
    """The one school; the same again when it is there."""
    known = db.session.get(School, 1)
    if known:
        return known
    identity = {
        "name": "École de production Les Trois Rivières",
        "street": "12 quai des Forges",
        "postal_code": "38000",
        "city": "Pont-les-Rivières",
        "siret": "10000000900017",
        "vat_number": "FR88100000009",
        "email": "ecole@example.org",
        "phone": "01 99 00 12 34",
        "iban": "FR7630006000011234567890189",
    }
    return saved(School(**{**identity, **facts}))


def a_user(role: Role = Role.SECRETARY, **facts) -> User:
    n = next(_number)
    person = {"first_name": "Claire", "last_name": f"Fontanel {n}", "email": f"p{n}@example.org"}
    user = User(role=role, **{**person, **facts})
    user.password_hash = secrets.hash_password(PASSWORD)
    return saved(user)


def a_customer(name: str = "Mécanique du Vallon", **facts) -> Customer:
    identity = {
        "siret": "20000000800017",
        "street": "3 rue du Vallon",
        "postal_code": "38100",
        "city": "Saint-Aubin",
    }
    return saved(Customer(name=name, **{**identity, **facts}))


def a_contact(customer: Customer | None = None) -> Contact:
    """A buyer who can sign in: contact.user."""
    customer = customer or a_customer()
    user = a_user(Role.CUSTOMER)
    return saved(Contact(customer=customer, user=user, name=user.name, email=user.email))


def a_trade(name: str = "Usinage") -> Trade:
    return db.session.query(Trade).filter_by(name=name).one_or_none() or saved(Trade(name=name))


def a_diploma(name: str = "CAP Usinage", **facts) -> Diploma:
    known = db.session.query(Diploma).filter_by(name=name).one_or_none()
    facts = {"short_name": name, "trade": a_trade(), "frameworks": [first_version()], **facts}
    return known or saved(Diploma(name=name, **facts))


def a_cohort(name: str | None = None, year_of_study: int = 1, **facts) -> Cohort:
    name = name or f"CAP {next(_number)}"
    facts = {"school_year": 2026, "diploma": a_diploma(), **facts}
    return saved(Cohort(name=name, year_of_study=year_of_study, **facts))


def a_student(cohort: Cohort | None = None, pin: str = "", **facts) -> Student:
    """Of age, so that no hour of the day and no missing paper is against them."""
    born = {"birth_date": date(2006, 3, 14), "joined_on": date(2020, 9, 1)}
    identity = {"first_name": "Inès", "last_name": f"Marchal {next(_number)}", **born}
    student = Student(
        cohort=cohort or a_cohort(),
        pin_hash=secrets.hash_pin(pin) if pin else "",
        **{**identity, **facts},
    )
    return saved(student)


def a_place(kind: PlaceKind = PlaceKind.WORKSHOP) -> Place:
    return saved(Place(name=f"{kind.label} {next(_number)}", kind=kind))


def same_day(now: datetime, some_hours: timedelta) -> datetime:
    """A session that began a little while ago began today, even for a test run after midnight."""
    half_a_day, midnight = timedelta(hours=12), clock.start_of(clock.day_of(now))
    if -half_a_day < some_hours < timedelta(0) and now + some_hours < midnight:
        return midnight + (now - midnight) * (1 + some_hours / half_a_day)
    return now + some_hours


def a_class_session(
    cohort: Cohort | None = None,
    nature: Nature = Nature.WORKSHOP,
    leader: User | None = None,
    starts_in: timedelta = timedelta(hours=-1),
    lasts: timedelta = timedelta(hours=4),
    **facts,
) -> ClassSession:
    starts_at = facts.pop("starts_at", None) or same_day(clock.now(), starts_in)
    facts.setdefault("place", None)
    place = facts.pop("place") or a_place()
    return saved(
        ClassSession(
            cohort=cohort or a_cohort(),
            nature=nature,
            leader=leader or a_user(Role.INSTRUCTOR),
            starts_at=starts_at,
            ends_at=starts_at + lasts,
            place=place,
            **facts,
        )
    )


def a_machine(
    works: tuple[str, ...] = (), mode: MachineMode = MachineMode.PRODUCTION, **facts
) -> Machine:
    """Of its own type in its own workshop; `works` are its articles in one mode."""
    n = next(_number)
    kind = facts.pop("machine_type", None) or MachineType(name=f"Type {n}", hourly_rate=42)
    machine = Machine(name=f"Machine {n}", machine_type=kind, place=facts.pop("place", a_place()))
    use = {name: facts.pop(name) for name in ("min_age", "needs_training") if name in facts}
    use |= {"authorisation": facts.pop("authorisation")} if "authorisation" in facts else {}
    machine.regulated_works = [RegulatedWork(mode=mode, article=article) for article in works]
    machine.uses = [MachineUse(mode=mode, **use)]
    for name, value in facts.items():
        setattr(machine, name, value)
    return saved(machine)
