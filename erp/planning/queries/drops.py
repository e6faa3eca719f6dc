"""What somebody means who drops a card in a cell: which session, who, on which machine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from erp.equipment.models import Machine
from erp.people.models import Student
from erp.planning.grid import By, Half
from erp.planning.queries.chances import Chances, Wish
from erp.planning.refusals import NobodyFits, NoSessionThere
from erp.production.actions import Team
from erp.production.models import Assignment, Operation
from erp.timetable import away, calendar
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature


@dataclass(frozen=True)
class Spot:
    """A cell of the board; `row` and `from_row` are ids of cohorts, machines or students."""

    by: By
    row: int
    half: Half
    from_row: int = 0


def team_for(
    chances: Chances,
    operation: Operation,
    card: Assignment | None,
    spot: Spot,
    session: ClassSession,
) -> Team:
    """The card's own students and machine where they can be kept; what is wrong is said later."""
    machine = _machine(chances, card, spot)
    students = _students(chances, card, spot)
    if students and all(one.cohort_id == session.cohort_id for one in students):
        mode = {"mode": card.mode} if card else {}
        return Team(operation, session, students, session.leader, machine, **mode)
    wish = Wish(machine=machine, but=card, size=len(card.members) if card else 0)
    team = chances.team_at(operation, session, wish)
    if team is None:
        raise NobodyFits(operation=operation.label)
    if spot.by is By.MACHINES:
        return Team(operation, session, team.students, session.leader, machine)
    return team


def session_at(chances: Chances, card: Assignment | None, spot: Spot) -> ClassSession:
    """That of the row's cohort; for a machine, of a cohort at its place, the card's own first."""
    here = [one for one in chances.sessions if spot.half.holds(one)]
    if spot.by is By.MACHINES:
        machine = _machine(chances, card, spot)
        here = [one for one in here if machine is None or one.place_id == machine.place_id]
    else:
        here = [one for one in here if one.cohort_id == _cohort_of(chances, spot)]
    own = card.class_session.cohort_id if card else 0
    here.sort(key=lambda one: (one.cohort_id != own, one.starts_at))
    if not here:
        why = ", ".join(_instead(chances, spot))
        raise NoSessionThere(why=f" ({why})" if why else "")
    return here[0]


def _instead(chances: Chances, spot: Spot) -> Iterator[str]:
    """What keeps the workshop shut then: a closed day, an exam or a trip, a lesson."""
    day = spot.half.day
    if closed := calendar.why_closed(day):
        yield closed
    if spot.by is By.MACHINES:
        return
    cohort_id = _cohort_of(chances, spot)
    for event in away.events(day, day):
        if event.cohort_id in (None, cohort_id):
            yield event.label
    for one in timetable.sessions_between(day, day, cohort_id=cohort_id, nature=Nature.THEORY):
        if spot.half.holds(one):
            yield one.subject or one.nature.label


def _cohort_of(chances: Chances, spot: Spot) -> int:
    if spot.by is By.COHORTS:
        return spot.row
    student = chances.known.students.get(spot.row)
    return student.cohort_id if student else 0


def _machine(chances: Chances, card: Assignment | None, spot: Spot) -> Machine | None:
    if spot.by is By.MACHINES:
        tool = chances.known.tools.get(spot.row)
        return tool.machine if tool else None
    return card.machine if card else None


def _students(chances: Chances, card: Assignment | None, spot: Spot) -> Sequence[Student]:
    """In rows of students the one of the new row takes the place of the one of the old row."""
    team = [member.student for member in card.members] if card else []
    student = chances.known.students.get(spot.row)
    if spot.by is not By.STUDENTS or student is None or student in team:
        return team
    return [student if one.id == spot.from_row else one for one in team] or [student]
