"""What an order would take from the hours of students: said before it is promised."""

from datetime import date, datetime

from erp.core.words import N_
from erp.people import queries as people
from erp.people.models import Cohort
from erp.sales.models import Quote
from erp.timetable import queries as timetable
from erp.timetable.states import Nature
from erp.training.queries.meters import meters_of_cohorts
from erp.training.states import Drift

EATS = N_(
    "Cette commande demande %(needed)s h d'élèves ; d'ici là %(cohort)s n'a que %(left)s h "
    "d'atelier : elle prendrait sur les cours."
)
DRIFTS = N_("%(cohort)s : %(share)s %% de pratique en fin d'année, pour %(target)s %% visés.")


def quote_warnings(quote: Quote, today: date) -> list[str]:
    """By cohort of the quote's year: when the workshop's hours before the promise are too few."""
    if quote.promised_week is None:
        return []
    told = []
    for cohort in people.cohorts():
        here = sum(one.left_on is None for one in cohort.students)
        if cohort.year_of_study != quote.year_of_study or not here:
            continue
        left = here * _workshop_minutes(cohort, today, quote.promised_week)
        needed = quote.student_seconds // 60
        if needed > left:
            facts = {"needed": needed // 60, "left": left // 60, "cohort": cohort.name}
            told.append(EATS % facts)
    return told


def _workshop_minutes(cohort: Cohort, begins: date, ends: date) -> int:
    """Of one student, from tomorrow on: what the timetable gives to orders."""
    sessions = timetable.sessions_between(begins, ends, cohort_id=cohort.id, nature=Nature.WORKSHOP)
    return sum(one.minutes for one in sessions if one.rolled_at is None)


def drift_warnings(begins: date, ends: date, *, now: datetime) -> list[str]:
    """The cohorts that will miss their share of practice, or of theory."""
    cohorts = people.cohorts()
    meters = meters_of_cohorts(cohorts, begins, ends, now=now)
    told = []
    for cohort in cohorts:
        forecast = meters[cohort.id].forecast
        if forecast.drift in (Drift.TO_WATCH, Drift.OFF) and forecast.share is not None:
            facts = {"share": round(forecast.share), "target": round(forecast.target)}
            told.append(DRIFTS % {"cohort": cohort.name, **facts})
    return told
