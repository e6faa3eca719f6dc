"""Loads the demo school: the people and the tools first, then the year, then the orders."""

from datetime import date, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import update

from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage, OutboxState
from erp.curriculum.models import Diploma
from erp.demo import board, card, follow_up, making, money, other_sales
from erp.demo.arriving import bring_back
from erp.demo.away import make_days
from erp.demo.bulk import add_orders, prepare
from erp.demo.calendar import Days, lay_year
from erp.demo.crowd import make_crowd
from erp.demo.customers import make_customers
from erp.demo.deals import DEALS, tell
from erp.demo.equipment import make_machines, make_places
from erp.demo.exchanges import write_to_each_other
from erp.demo.floor import open_floor
from erp.demo.giving import give
from erp.demo.materials import keep_their_material
from erp.demo.new_drawings import change_drawings
from erp.demo.offers import offer_to_students
from erp.demo.other_customers import make_other_customers
from erp.demo.people import People, make_people, make_tablets
from erp.demo.safety import make_safety
from erp.demo.stories import Town, weave
from erp.demo.supplies import expect_supplies
from erp.demo.timetable import lay_sessions, lay_week
from erp.demo.trades import make_diplomas
from erp.demo.wishes import Wishes
from erp.flow import night
from erp.production.models import WorkOrder
from erp.school.models import Place, School
from erp.timetable import actions as timetable


def load_school(wishes: Wishes, *, site: str, files_folder: Path) -> None:
    """Everything in the running transaction: the school is there whole, or not at all."""
    random = Random(wishes.seed)
    school, places = make_school(), make_places()
    with clock.living_at(clock.at(date(wishes.school_year, 8, 25), time(9))):
        make_machines(places, wishes.today)
    make_tablets(places)
    days, diplomas = lay_year(wishes), make_diplomas()
    ring_bells()
    people = make_people(wishes, diplomas, days.all[0], random)
    move_in(people, places, days, random)
    keep_papers(people, diplomas, places, days)
    meet_families(people, wishes)
    customers = [*make_customers(), *make_other_customers()]
    add_crowd(wishes, diplomas, places, days)
    if wishes.orders:
        add_orders(wishes, prepare(wishes, school, people.users["atelier"], customers), days.all[0])
    db.session.flush()  # what follows asks questions
    floor = open_floor(people.cohorts, days, random)
    town = Town(wishes, random, school, site, files_folder, days, people, customers, floor)
    live(town)
    dawn(town)
    letters_are_gone()
    with clock.living_at(clock.at(days.today, time.min)):
        card.fill_cards(days.today, files_folder)


def dawn(town: Town) -> None:
    """What the office sees first today: papers that came back, and what is still awaited."""
    with clock.living_at(clock.at(town.wishes.today, time(7))):
        bring_back(town)
        write_to_each_other(town)
        expect_supplies(town)
        keep_their_material(town)
        change_drawings(town)
        offer_to_students(town)
        give(town)
        board.plan_ahead(town)


def ring_bells() -> None:
    timetable.add_recess("Récréation du matin", time(10), time(10, 15))
    timetable.add_recess("Récréation de l'après-midi", time(15, 15), time(15, 30))


def move_in(people: People, places: dict[str, Place], days: Days, random: Random) -> None:
    slots = lay_week(people.cohorts, people.instructors, people.teachers, places)
    lay_sessions(days, slots, random)


def meet_families(people: People, wishes: Wishes) -> None:
    """At the end of August."""
    with clock.living_at(clock.at(date(wishes.school_year, 8, 28), time(9))):
        follow_up.make_families(people, Random(f"families {wishes.seed}"))
        follow_up.confirm_links(people)


def add_crowd(
    wishes: Wishes, diplomas: dict[str, Diploma], places: dict[str, Place], days: Days
) -> None:
    """The students wished on top of the school's own."""
    random = Random(f"crowd {wishes.seed}")
    for group in make_crowd(wishes, diplomas, days.all[0], random):
        move_in(group, places, days, random)


def keep_papers(
    people: People, diplomas: dict[str, Diploma], places: dict[str, Place], days: Days
) -> None:
    """What is known of people beside their lessons: safety, and who told an absence yesterday."""
    db.session.flush()  # papers name people by their id
    make_safety(people, diplomas, places, days)
    with clock.living_at(clock.at(days.back(1), time(17))):
        make_days(people, days.today)


def live(town: Town) -> None:
    """The orders' stories, and what the last evening leaves for today."""
    launched: list[tuple[WorkOrder, str]] = []
    stories = [tell(town, deal, launched) for deal in DEALS]
    today = clock.at(town.wishes.today, time.min)
    evening = [making.speak_without_code(town), making.assign_today(town, launched)]
    evening += [tell(town) for tell in follow_up.STORIES]
    others = [other_sales.tell(town, sale) for sale in other_sales.SALES]
    weave([*stories, *others, *evening, *money.stories(town)], until=today)
    with clock.living_at(today + timedelta(minutes=7)):
        night.close_books(now=clock.now())
    db.session.flush()  # the last words are written before the letters are counted


def letters_are_gone() -> None:
    """What was written in the past was sent in the past: no letter leaves for fictional people."""
    sent = {"state": OutboxState.SENT, "sent_at": OutboxMessage.created_at}
    db.session.execute(update(OutboxMessage).values(sent))


def make_school() -> School:
    school = School(
        name="École de production Les Trois Rivières",
        street="12 quai des Forges",
        postal_code="38000",
        city="Pont-les-Rivières",
        siret="10000000900017",
        vat_number="FR88100000009",
        phone="01 99 00 12 34",
        email="ecole@example.org",
        iban="FR7630006000011234567890189",
        consumer_mediator="Médiation des Trois Rivières, 2 place Haute, 38000 Pont-les-Rivières",
        note_pmd="Tout retard de paiement entraîne, dès le lendemain de l'échéance et sans rappel, des "
        "pénalités au taux de la Banque centrale européenne majoré de 10 points.",
    )
    db.session.add(school)
    return school
