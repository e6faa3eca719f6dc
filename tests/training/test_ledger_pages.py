"""The ledger on the pages: numbers open down to their rows, hours are noted with a reason."""

import csv
from datetime import timedelta
from html import unescape
from io import StringIO

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.production.models import TimeEntry
from erp.reporting import hours
from erp.timetable import actions as timetable
from erp.timetable.states import Nature, Presence
from erp.training import queries
from erp.training.queries import Span
from tests import builders
from tests.builders import a_class_session, a_student, a_user
from tests.builders_work import Bench


def a_lived_week():
    """Yesterday at the workshop, the day before in class; Malik was away."""
    builders.a_school()
    cohort = builders.a_cohort()
    ines, malik = a_student(cohort), a_student(cohort, first_name="Malik")
    for days, nature in ((1, Nature.WORKSHOP), (2, Nature.THEORY)):
        session = a_class_session(cohort, nature, starts_in=timedelta(days=-days), subject="Maths")
        away = {malik.id: (Presence.ABSENT, 0)}
        timetable.call_roll(session, [ines, malik], away, actor=session.leader, now=clock.now())
    db.session.commit()
    return cohort, ines, malik


def test_a_cohort_s_number_opens_down_to_the_roll_call(browse):
    cohort, ines, malik = a_lived_week()
    browser = browse(a_user(Role.TEACHER))

    page = browser.get(f"/bureau/promotions/{cohort.id}/heures").text
    assert ines.last_name in page and "4 h 00" in page.replace("\xa0", " ")
    ledger = browser.get(f"/bureau/eleves/{ines.id}/registre?begins=2020-01-01&ends=2020-02-01")
    assert "Aucune heure sur ces jours" in ledger.text

    begins, ends = clock.today() - timedelta(days=5), clock.today()
    ledger = browser.get(f"/bureau/eleves/{ines.id}/registre?begins={begins}&ends={ends}").text
    assert "Maths" in ledger and "/bureau/appels/" in ledger


def test_minutes_on_orders_open_down_to_what_was_worked_on(browse):
    bench = Bench()
    begun = bench.session.starts_at + timedelta(minutes=5)
    builders.saved(
        TimeEntry(operation_id=bench.operation.id, student_id=bench.ines.id, started_at=begun,
                  ended_at=begun + timedelta(minutes=20))
    )  # fmt: skip
    facts = {"actor": bench.instructor, "now": clock.now()}
    timetable.call_roll(bench.session, [bench.ines], {}, **facts)
    db.session.commit()

    day = bench.session.day
    url = f"/bureau/eleves/{bench.ines.id}/registre?begins={day}&ends={day}"
    page = browse(bench.instructor).get(url).text

    assert f'href="/bureau/operations/{bench.operation.id}">{bench.work.number}' in page
    assert "saisi par un maître" in page and "0 h 20" in page.replace("\xa0", " ")


def test_a_cohort_that_drifts_is_said_where_teams_are_formed(browse):
    cohort, _, _ = a_lived_week()
    page = unescape(browse(a_user(Role.INSTRUCTOR)).get("/bureau/equipes").text)
    assert f"{cohort.name} : 50 % de pratique en fin d'année, pour 67 % visés." in page


def test_the_cohorts_of_a_diploma_add_up(browse):
    cohort, _, _ = a_lived_week()
    other = builders.a_cohort(diploma=cohort.diploma)
    session = a_class_session(other, starts_in=timedelta(days=-1))
    timetable.call_roll(session, [a_student(other)], {}, actor=session.leader, now=clock.now())
    db.session.commit()
    begins, ends = clock.today() - timedelta(days=5), clock.today()

    meters = queries.meters_of_cohorts([cohort, other], begins, ends, now=clock.now())
    meter = queries.by_diploma([cohort, other], meters)[cohort.diploma]
    assert (meter.done.practice, meter.done.theory) == (480, 240)

    browser = browse(a_user(Role.DIRECTOR))
    page = browser.get(f"/bureau/promotions?begins={begins}&ends={ends}").text
    assert "Par diplôme" in page and "8 h 00" in page.replace("\xa0", " ")
    page = browser.get("/bureau/promotions?begins=2020-01-01&ends=2020-02-01").text
    assert "8 h 00" not in page.replace("\xa0", " ")


def test_hours_are_noted_by_hand_with_their_reason(browse):
    _, ines, _ = a_lived_week()
    browser = browse(a_user(Role.SECRETARY))
    url = f"/bureau/eleves/{ines.id}/heures/nouveau"
    facts = {"day": clock.today().isoformat(), "nature": "theory", "duration": "1 h 30"}

    page = browser.send(url, {**facts, "reason": "Cours du soir avec Mme Roussillet"}).text
    assert "Les heures sont notées." in page and "Cours du soir" in page

    for wrong, sentence in (
        ({"duration": "13 h"}, "vérifiez la durée"),
        ({"day": "2099-01-01"}, "pas encore venu"),
        ({"day": "2001-01-01"}, "vérifiez la date"),
        ({"duration": "0 min"}, "Zéro minute"),
    ):
        answer = browser.send(url, {**facts, "reason": "x", **wrong})
        assert answer.status_code == 422 and sentence in answer.text
    assert browse(a_user(Role.TEACHER)).get(url).status_code == 403


def test_presence_and_orders_stand_side_by_side(browse):
    cohort, ines, malik = a_lived_week()
    begins, ends = clock.today() - timedelta(days=5), clock.today()
    url = f"/bureau/ecarts?cohort_id={cohort.id}&begins={begins}&ends={ends}"
    page = browse(a_user(Role.INSTRUCTOR)).get(url).text
    assert ines.name in page and malik.name in page and "absent" in page


def test_the_table_for_a_funder_adds_up(browse):
    cohort, ines, malik = a_lived_week()
    begins, ends = clock.today() - timedelta(days=5), clock.today()
    content = hours.hours_table(Span(begins, ends), now=clock.now()).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content), delimiter=";"))
    assert [row["Total, minutes"] for row in rows] == ["480"]
    answer = browse(a_user(Role.DIRECTOR)).get(
        f"/bureau/promotions/{cohort.id}/heures.csv?begins={begins}&ends={ends}"
    )
    assert answer.get_data(as_text=True).count("\n") == 2
    detail = hours.rows_table(Span(begins, ends), now=clock.now()).decode("utf-8-sig")
    told = list(csv.DictReader(StringIO(detail), delimiter=";"))
    assert sum(int(row["Minutes"]) for row in told) == 480


def test_the_statement_of_a_month_shows_each_nature(browse):
    _, ines, _ = a_lived_week()
    begins, ends = clock.today() - timedelta(days=5), clock.today()
    url = f"/bureau/eleves/{ines.id}/releve?begins={begins}&ends={ends}"
    assert browse(a_user(Role.SECRETARY)).get(url).data.startswith(b"%PDF")


def test_what_is_not_a_period_is_the_usual_one(browse):
    cohort, ines, _ = a_lived_week()
    browser = browse(a_user(Role.SECRETARY))
    for asked in ("begins=x&ends=y", "begins=2026-12-01&ends=2026-01-01", "begins=9999-12-31"):
        for url in (f"eleves/{ines.id}/registre", f"promotions/{cohort.id}/heures", "ecarts"):
            assert browser.get(f"/bureau/{url}?{asked}").status_code == 200


def test_the_forecast_says_what_the_timetable_still_holds():
    cohort, ines, _ = a_lived_week()
    for day in (1, 2, 3):
        a_class_session(cohort, Nature.WORKSHOP, starts_in=timedelta(days=day))
    begins, ends = clock.today() - timedelta(days=5), clock.today() + timedelta(days=9)
    meter = queries.meter_of_student(ines, begins, ends, now=clock.now())
    assert (meter.done.practice, meter.planned.practice, meter.forecast.practice) == (240, 720, 960)
    assert meter.done.drift.value == "off" and meter.forecast.share == 80
