"""What the workshops can do: computed from sessions and presence, never typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from erp.people import queries as people
from erp.people.models import Student
from erp.timetable import queries
from erp.timetable.away import Away, away
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature

Enrolled = tuple[int, date, date, Student]  # id, first day, first day after the last


@dataclass(frozen=True)
class Capacity:
    """A workshop session with those expected at it; nobody when its leader is away."""

    session: ClassSession
    students: tuple[Student, ...]
    is_led: bool
    expected: tuple[Student, ...] = ()  # those of the cohort that day, away or not

    @property
    def minutes(self) -> int:
        """Of students, all together."""
        return self.session.minutes * len(self.students) if self.is_led else 0


def capacity(begins: date, ends: date) -> Sequence[Capacity]:
    """Every workshop session of these days, in order; as many questions however many there are."""
    sessions = queries.sessions_between(begins, ends, nature=Nature.WORKSHOP)
    return capacity_of(sessions, begins, ends, away(begins, ends))


def capacity_of(
    sessions: Sequence[ClassSession], begins: date, ends: date, known: Away
) -> Sequence[Capacity]:
    """Of these workshop sessions, all within these days; `known`: who is away then."""
    by_cohort: dict[int, list[Enrolled]] = {}
    for one in people.enrolled_between(begins, ends):
        enrolled = (one.id, one.joined_on, one.left_on or date.max, one)
        by_cohort.setdefault(one.cohort_id, []).append(enrolled)
    return [_of(one, by_cohort.get(one.cohort_id, []), known) for one in sessions]


def _of(session: ClassSession, students: list[Enrolled], known: Away) -> Capacity:
    day, gone = session.day, known.away_from(session)
    there_that_day = [(key, one) for key, joined, left, one in students if joined <= day < left]
    expected = tuple(one for _, one in there_that_day)
    there = tuple(one for key, one in there_that_day if not gone(key))
    is_led = not known.is_staff_away(session.leader_id, session)
    return Capacity(session, there, is_led, expected)
