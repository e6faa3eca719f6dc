"""The usual week, the year laid from it, exceptions: as the office does them."""

from datetime import date, time

import pytest
import time_machine

from erp.core.db import db
from erp.people.states import Role
from erp.timetable.models import ClassSession, SchoolYear, TimetableSlot
from tests import builders

MONDAY = "2026-11-16"


@pytest.fixture
def plan(browse):
    builders.a_school()
    builders.saved(SchoolYear(id=2026, starts_on=date(2026, 9, 1), ends_on=date(2027, 7, 2)))
    cohort, place = builders.a_cohort(), builders.a_place()
    leader = builders.a_user(Role.INSTRUCTOR)
    with time_machine.travel(f"{MONDAY} 07:00:00+01:00", tick=False):
        browser = browse(builders.a_user(Role.SECRETARY))
        browser.facts = {
            "cohort_id": cohort.id,
            "nature": "workshop",
            "subject": "",
            "place_id": place.id,
            "leader_id": leader.id,
        }
        yield browser


def a_slot(plan, weekday=0, starts="08:00", ends="12:00", **facts):
    times = {"weekday": weekday, "starts_at": starts, "ends_at": ends}
    return plan.send("/bureau/emploi-du-temps/creneaux/nouveau", {**plan.facts, **times, **facts})


def test_the_week_is_made_laid_cleared_and_laid_again(plan):
    cohort_id = plan.facts["cohort_id"]
    a_slot(plan)
    a_slot(plan, weekday=3, starts="13:30", ends="16:30")
    preview = plan.get(
        f"/bureau/emploi-du-temps/poser/{cohort_id}?starts_on=2026-12-07&ends_on=2027-01-03"
    )
    assert "4 séances à poser" in preview.text  # two weeks, then the Christmas holidays
    assert db.session.query(ClassSession).count() == 0

    span = {"starts_on": "2026-12-07", "ends_on": "2027-01-03"}
    assert "4 séances posées." in plan.send(f"/bureau/emploi-du-temps/poser/{cohort_id}", span).text
    assert "0 séance posée." in plan.send(f"/bureau/emploi-du-temps/poser/{cohort_id}", span).text

    first = db.session.query(ClassSession).order_by(ClassSession.starts_at).first()
    first.rolled_at = first.starts_at
    db.session.commit()
    told = plan.send(f"/bureau/emploi-du-temps/enlever/{cohort_id}", span).text
    assert "3 séances enlevées. 1 reste, déjà vécue." in told


def test_two_cells_of_a_cohort_never_overlap(plan):
    a_slot(plan)
    answer = a_slot(plan, starts="11:00", ends="13:00")
    assert answer.status_code == 422 and "a déjà une séance" in answer.text
    assert a_slot(plan, starts="12:00", ends="11:00").status_code == 422
    assert db.session.query(TimetableSlot).count() == 1


def test_a_cell_changes_and_goes(plan):
    a_slot(plan)
    slot = db.session.query(TimetableSlot).one()
    facts = {**plan.facts, "weekday": 4, "starts_at": "09:00", "ends_at": "11:30"}
    plan.send(f"/bureau/emploi-du-temps/creneaux/{slot.id}", facts)
    db.session.refresh(slot)
    assert (slot.weekday, slot.starts_at, slot.ends_at) == (4, time(9), time(11, 30))
    plan.send(f"/bureau/emploi-du-temps/creneaux/{slot.id}/retirer")
    assert db.session.query(TimetableSlot).count() == 0


def a_session(plan, day=MONDAY, starts="08:00", ends="12:00"):
    times = {"day": day, "starts_at": starts, "ends_at": ends}
    return plan.send("/bureau/emploi-du-temps/seances/nouveau", {**plan.facts, **times})


def test_an_exception_is_added_moved_and_taken_away(plan):
    assert a_session(plan).status_code == 200
    one = db.session.query(ClassSession).one()
    moved = {**plan.facts, "day": "2026-11-17", "starts_at": "10:00", "ends_at": "12:00"}
    assert plan.get(f"/bureau/emploi-du-temps/seances/{one.id}").status_code == 200
    plan.send(f"/bureau/emploi-du-temps/seances/{one.id}", moved)
    db.session.refresh(one)
    assert (one.day, one.minutes) == (date(2026, 11, 17), 120)
    plan.send(f"/bureau/emploi-du-temps/seances/{one.id}/retirer")
    assert db.session.query(ClassSession).count() == 0


@pytest.mark.parametrize(
    ("day", "why"), [("2026-11-22", "week-end"), ("2026-12-25", "Noël"), ("2026-12-28", "vacances")]
)
def test_closed_days_take_no_session(plan, day, why):
    answer = a_session(plan, day=day)
    assert answer.status_code == 422 and why in answer.text


def test_after_the_roll_a_session_stays(plan):
    a_session(plan)
    one = db.session.query(ClassSession).one()
    one.rolled_at = one.starts_at
    db.session.commit()
    moved = {**plan.facts, "day": MONDAY, "starts_at": "10:00", "ends_at": "12:00"}
    assert plan.send(f"/bureau/emploi-du-temps/seances/{one.id}", moved).status_code == 422
    plan.send(f"/bureau/emploi-du-temps/seances/{one.id}/retirer", page="/bureau/emploi-du-temps")
    assert db.session.query(ClassSession).count() == 1


def test_an_absurd_span_is_told_and_asks_nothing(plan):
    url = f"/bureau/emploi-du-temps/poser/{plan.facts['cohort_id']}"
    assert plan.send(url, {"starts_on": "x", "ends_on": ""}).status_code == 422
    assert plan.send(url, {"starts_on": "2027-01-10", "ends_on": "2026-01-01"}).status_code == 422
    assert plan.send(url, {"starts_on": "1900-01-01", "ends_on": "2099-12-31"}).status_code == 422
    assert plan.get(f"{url}?starts_on=1900-01-01&ends_on=2099-12-31").status_code == 200
    assert plan.get(f"{url}?starts_on=x").status_code == 200


def test_the_pages_open_without_anything_in_them(browse):
    builders.a_school()
    browser = browse(builders.a_user(Role.SECRETARY))
    for url in (
        "/bureau/emploi-du-temps",
        "/bureau/emploi-du-temps/semaine-type",
        "/bureau/reglages/calendrier",
    ):
        assert browser.get(url).status_code == 200, url


def opened_on_saturday():
    builders.a_school().opens_on_saturday = True
    db.session.commit()


def test_saturday_is_taught_only_where_the_school_opens(plan):
    cohort_id = plan.facts["cohort_id"]
    week = f"/bureau/emploi-du-temps/semaine-type?cohort_id={cohort_id}"
    refused = a_slot(plan, weekday=5)
    assert refused.status_code == 422 and "L&#39;école est fermée le samedi" in refused.text
    assert "Samedi" not in plan.get(week).text

    opened_on_saturday()
    a_slot(plan, weekday=5)
    assert "Samedi" in plan.get(week).text
    span = {"starts_on": "2026-11-30", "ends_on": "2026-12-13"}
    assert "2 séances posées." in plan.send(f"/bureau/emploi-du-temps/poser/{cohort_id}", span).text
    days = {one.day.weekday() for one in db.session.query(ClassSession)}
    assert days == {5}


def test_who_works_on_saturday_keeps_two_days_of_rest_in_a_row(plan):
    opened_on_saturday()
    for weekday in (1, 2, 3, 4, 5):
        assert a_slot(plan, weekday=weekday).status_code == 200
    refused = a_slot(plan, weekday=0)
    assert refused.status_code == 422 and "deux jours de repos de suite" in refused.text
    assert db.session.query(TimetableSlot).count() == 5


def test_an_exceptional_saturday_needs_its_rest_too(plan):
    opened_on_saturday()
    for day in ("2026-11-16", "2026-11-18", "2026-11-20", "2026-11-23"):
        assert a_session(plan, day=day).status_code == 200
    refused = a_session(plan, day="2026-11-21")
    assert refused.status_code == 422 and "semaine du 16/11/2026" in refused.text
    assert a_session(plan, day="2026-11-28").status_code == 200  # Tuesday and Wednesday are free


def test_a_monday_does_not_take_the_rest_after_a_saturday(plan):
    opened_on_saturday()
    for day in ("2026-11-17", "2026-11-19", "2026-11-21"):
        assert a_session(plan, day=day).status_code == 200
    refused = a_session(plan, day="2026-11-23")
    assert refused.status_code == 422 and "semaine du 16/11/2026" in refused.text


def test_the_year_is_not_laid_over_the_rest_of_an_exceptional_saturday(plan):
    opened_on_saturday()
    for weekday in range(5):
        a_slot(plan, weekday=weekday)
    assert a_session(plan, day="2026-12-05").status_code == 200
    span = {"starts_on": "2026-11-30", "ends_on": "2026-12-13"}
    refused = plan.send(f"/bureau/emploi-du-temps/poser/{plan.facts['cohort_id']}", span)
    assert refused.status_code == 422 and "semaine du 30/11/2026" in refused.text
