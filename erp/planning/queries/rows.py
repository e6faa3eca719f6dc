"""The rows of a week of the board: teams, machines or students, and what is in each half-day."""

from collections.abc import Callable, Iterable, Sequence

from erp.equipment import queries as equipment
from erp.equipment.models import Machine
from erp.people.models import Cohort, Student
from erp.planning.grid import By, Cell, Foreseen, Row, Shut
from erp.planning.queries.week import Week
from erp.planning.standing import StandingTeam
from erp.timetable.states import Nature


def rows(of: Week, by: By, drafts: Sequence[Foreseen] = ()) -> list[Row]:
    """With the teams a plan would add, beside those that stand."""
    found: dict[By, Callable[[Week], list[Row]]] = {
        By.COHORTS: _cohorts,
        By.MACHINES: _machines,
        By.STUDENTS: _students,
    }
    made = found[by](of)
    halves = [(one, of.half_of(one.session)) for one in drafts]
    for row in made:
        mine = [(one, half) for one, half in halves if row.key in _keys(one, by)]
        for cell in row.cells if mine else ():
            cell.drafts = [one for one, half in mine if half == cell.half.number]
    return made


def _keys(one: Foreseen, by: By) -> set[int]:
    """The rows a draft team is shown in."""
    if by is By.COHORTS:
        return {one.session.cohort_id}
    if by is By.MACHINES:
        return {one.machine_id or 0}
    return set(one.students)


def _cells(of: Week, fill: Callable[[Cell], None]) -> list[Cell]:
    cells = [Cell(half) for half in of.halves]
    for cell in cells:
        fill(cell)
        if of.closed[cell.half.day] and not (cell.sessions or cell.shut):
            cell.shut = [Shut("closed", of.closed[cell.half.day])]
    return cells


def _of_cohort(of: Week, cell: Cell, cohort_id: int) -> None:
    """Its sessions of that half-day, and what takes it elsewhere."""
    for one in of.sessions_in.get(cell.half.number, ()):
        if one.cohort_id == cohort_id:
            if one.nature is Nature.WORKSHOP:
                cell.sessions.append(one)
            else:
                cell.shut.append(Shut("lesson", one.subject or one.nature.label))
    for event in of.events:
        mine = event.cohort_id in (None, cohort_id)
        if mine and event.starts_on <= cell.half.day <= event.ends_on:
            cell.shut.insert(0, Shut("event", event.label))


def _cohorts(of: Week) -> list[Row]:
    def row(cohort: Cohort) -> Row:
        def fill(cell: Cell) -> None:
            _of_cohort(of, cell, cohort.id)
            mine = {one.id for one in cell.sessions}
            there = of.teams_in.get(cell.half.number, ())
            cell.teams = [one for one in there if one.session_id in mine]
            cell.planned = sum(of.minutes(one) * len(one.members) for one in cell.teams)
            cell.possible = sum(of.there[one.id].minutes for one in cell.sessions)

        most = [
            len(one.students) for one in of.there.values() if one.session.cohort_id == cohort.id
        ]
        return Row(cohort, str(max(most, default=0)), _cells(of, fill))

    cohorts = {one.cohort_id: one.cohort for one in of.sessions}
    return [row(one) for one in sorted(cohorts.values(), key=lambda one: (one.name, one.id))]


def _machines(of: Week) -> list[Row]:
    def row(machine: Machine | None) -> Row:
        small = machine.place.name if machine else ""
        return Row(machine, small, _cells(of, lambda cell: _at_machine(of, cell, machine)))

    found = [row(one) for one in equipment.machines(in_service=True)]
    without = row(None)
    return [*found, without] if any(one.teams for one in without.cells) else found


def _at_machine(of: Week, cell: Cell, machine: Machine | None) -> None:
    """The sessions held around it, and who has it then; None: work without a machine."""
    cell.sessions = [
        one
        for one in of.sessions_in.get(cell.half.number, ())
        if one.nature is Nature.WORKSHOP and (machine is None or one.place_id == machine.place_id)
    ]
    machine_id = machine.id if machine else None
    there = of.teams_in.get(cell.half.number, ())
    cell.teams = [one for one in there if one.machine_id == machine_id]
    if machine is not None:
        cell.planned = sum(of.minutes(one) for one in cell.teams)
        _of_machine(of, cell, machine)


def _of_machine(of: Week, cell: Cell, machine: Machine) -> None:
    """Two cohorts in one workshop at the same hours share its machines."""
    longest = max((one.minutes for one in cell.sessions), default=0)
    start, end = cell.half.span
    upkeep = [
        one for one in of.windows.get(machine.id, []) if one.starts_at < end and start < one.ends_at
    ]
    cell.shut = [Shut("upkeep", one.reason) for one in upkeep]
    cell.possible = 0 if upkeep else machine.capacity * longest


def _students(of: Week) -> list[Row]:
    def row(student: Student) -> Row:
        def fill(cell: Cell) -> None:
            _of_cohort(of, cell, student.cohort_id)
            there = [one for one in cell.sessions if student in of.there[one.id].students]
            if cell.sessions and not there:
                cell.shut, cell.sessions = [Shut("away", ""), *cell.shut], []
            cell.teams = _teams_of(of.teams_in.get(cell.half.number, ()), student)
            cell.planned = sum(of.minutes(one) for one in cell.teams)
            cell.possible = sum(one.minutes for one in there)

        return Row(student, student.cohort.name, _cells(of, fill))

    known = {one.id: one for each in of.there.values() for one in each.expected}
    ordered = sorted(known.values(), key=lambda one: (one.cohort.name, one.first_name, one.id))
    return [row(one) for one in ordered]


def _teams_of(teams: Iterable[StandingTeam], student: Student) -> list[StandingTeam]:
    return [one for one in teams if any(key == student.id for key, _ in one.members)]
