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
    known = away(begins, ends)
    by_cohort: dict[int, list[Student]] = {}
    for student in people.enrolled_between(begins, ends):
        by_cohort.setdefault(student.cohort_id, []).append(student)
    return [_of(one, by_cohort.get(one.cohort_id, []), known) for one in sessions]


def _of(session: ClassSession, students: list[Student], known: Away) -> Capacity:
    expected = tuple(
        one
        for one in students
        if one.joined_on <= session.day and (one.left_on is None or session.day < one.left_on)
    )
    there = tuple(one for one in expected if not known.is_student_away(one.id, session))
    is_led = not known.is_staff_away(session.leader_id, session)
    return Capacity(session, there, is_led, expected)
