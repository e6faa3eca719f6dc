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
    company = clock.monday_of(working_day_after(today, 40))
    saturday = clock.monday_of(working_day_after(today, 30)) + timedelta(days=5)
    for kind, label, day, more, cohort in (
        (EventKind.EXAM, "Examen blanc", exam, 1, last),
        (EventKind.INTERNSHIP, "Stage d'observation", company, 11, second),
        (EventKind.OPEN_DAY, "Portes ouvertes", saturday, 0, None),
    ):
        span = {"starts_on": day, "ends_on": day + timedelta(days=more)}
        days.add_event(kind=kind, label=label, cohort=cohort, **span)
    soon = working_day_after(today, 3)
    times = {"starts_at": clock.at(soon, MORNING), "ends_at": clock.at(soon, NOON)}
    teller = people.users["secretariat"]
    days.tell_absence(first.students[4], reason=AbsenceReason.APPOINTMENT, actor=teller, **times)
    days.tell_absence(people.instructors[1], reason=AbsenceReason.TRAINING, actor=teller, **times)
