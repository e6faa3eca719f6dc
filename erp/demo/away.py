"""Days unlike others, and who will be away: what the calendar and the capacity have to show."""

from datetime import date, time, timedelta

from erp.core import clock
from erp.demo.people import People
from erp.timetable import days
from erp.timetable.calendar import working_day_after
from erp.timetable.states import AbsenceReason, EventKind

MORNING, NOON = time(8), time(12)


def make_days(people: People, today: date) -> None:
    """Only to come: the past was lived as the roll calls say."""
    first, second, _third, last = people.cohorts
    exam = working_day_after(today, 24)
    days.add_event(
        kind=EventKind.EXAM,
        label="Examen blanc",
        starts_on=exam,
        ends_on=exam + timedelta(days=1),
        cohort=last,
    )
    company = clock.monday_of(working_day_after(today, 40))
    days.add_event(
        kind=EventKind.INTERNSHIP,
        label="Stage d'observation",
        starts_on=company,
        ends_on=company + timedelta(days=11),
        cohort=second,
    )
    saturday = clock.monday_of(working_day_after(today, 30)) + timedelta(days=5)
    days.add_event(
        kind=EventKind.OPEN_DAY,
        label="Portes ouvertes",
        starts_on=saturday,
        ends_on=saturday,
        cohort=None,
    )
    soon = working_day_after(today, 3)
    for who, reason in (
        (first.students[4], AbsenceReason.APPOINTMENT),
        (people.instructors[1], AbsenceReason.TRAINING),
    ):
        facts = {"starts_at": clock.at(soon, MORNING), "ends_at": clock.at(soon, NOON)}
        days.tell_absence(who, **facts, reason=reason, actor=people.users["secretariat"])
