"""What an instance must hold to be planned; an operation that fails is set aside with a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from erp.planning.engine import faults
from erp.planning.engine.faults import Fault, fault
from erp.planning.engine.instance import Instance, Operation, Session

LONGEST = 2000 * 60  # minutes of one operation: a year of work
MOST_SLOTS = 100_000


@dataclass(frozen=True)
class Sound:
    """The instance that can be planned, all that was found, and the operations set aside."""

    instance: Instance
    faults: list[Fault]
    aside: dict[str, Fault]


def check_instance(instance: Instance) -> Sound:
    found: list[Fault] = []
    instance = replace(instance, sessions=tuple(_sessions(instance, found)))
    aside: dict[str, Fault] = {}
    for one in (*_links(instance), *_cycles(instance), *_times(instance), *_teams(instance)):
        aside.setdefault(one.record, one)
    found += aside.values()
    found += _promises(instance)
    known = {one.id for one in instance.operations}
    found += [
        fault(one.operation, faults.PIN_UNKNOWN, record=one.operation)
        for one in instance.pins
        if one.operation not in known
    ]
    return Sound(instance, found, aside)


def _sessions(instance: Instance, found: list[Fault]) -> Iterator[Session]:
    """Lessons first: a workshop session that shares time with another session is not used."""
    kept: dict[str, list[Session]] = {}
    for one in sorted(instance.sessions, key=lambda s: (s.is_workshop, s.start, s.id)):
        if one.end <= one.start:
            found.append(fault(one.id, faults.BACKWARDS, record=one.id))
            continue
        others = kept.setdefault(one.cohort, [])
        other = next((o for o in others if o.start < one.end and one.start < o.end), None)
        if other is not None:
            told = {"first": other.id, "record": one.id, "cohort": one.cohort}
            found.append(fault(one.id, faults.OVERLAP, **told))
        if other is None or not one.is_workshop:
            others.append(one)
            yield one
    workshop = [one for many in kept.values() for one in many if one.is_workshop]
    if not workshop:
        found.append(fault("", faults.NO_SESSION))
    open_to = {one.cohort for one in workshop}
    for student in instance.students:
        if workshop and student.cohort not in open_to:
            found.append(fault(student.id, faults.NO_STUDENT, record=student.name))


def slots_in(instance: Instance) -> int:
    minutes = sum((s.end - s.start).total_seconds() for s in instance.sessions) / 60
    return int(minutes) // instance.slot_minutes


def _links(instance: Instance) -> Iterator[Fault]:
    orders = {one.id for one in instance.orders}
    means = {one.id for one in instance.machines} | {one.id for one in instance.resources}
    known = {one.id for one in instance.operations}
    for one in instance.operations:
        wanted = [(one.order, orders), *((machine, means) for machine, _minutes in one.machines)]
        wanted += [(resource, means) for resource, _amount in one.resources]
        wanted += [(link.operation, known) for link in one.after]
        for name, among in wanted:
            if name not in among:
                yield fault(one.id, faults.UNKNOWN, record=one.id, other=name)


def _cycles(instance: Instance) -> Iterator[Fault]:
    """The operations left once all that waits for nobody has been taken away, from both ends."""
    before = {one.id: {link.operation for link in one.after} for one in instance.operations}
    left = set(before)
    while True:
        free = {one for one in left if not before[one] & left}
        last = {one for one in left if not any(one in before[other] for other in left)}
        if not free | last:
            break
        left -= free | last
    for one in sorted(left):
        yield fault(one, faults.CYCLE, names=", ".join(sorted(left)))


def _times(instance: Instance) -> Iterator[Fault]:
    for one in instance.operations:
        minutes = [minutes for _machine, minutes in one.machines] or [one.minutes]
        if one.outside_minutes:
            minutes = [one.outside_minutes // 24]
        if min(minutes) <= 0 and not one.outside_minutes:
            yield fault(one.id, faults.NO_TIME, record=one.name)
        elif max(minutes) > LONGEST:
            yield fault(one.id, faults.TOO_LONG, record=one.name, hours=max(minutes) // 60)


def _teams(instance: Instance) -> Iterator[Fault]:
    sizes: dict[str, int] = {}
    for student in instance.students:
        sizes[student.cohort] = sizes.get(student.cohort, 0) + 1
    most = max(sizes.values(), default=0)
    for one in instance.operations:
        if one.outside_minutes or not one.team:
            continue
        if one.team > most:
            told = {"record": one.name, "team": one.team, "most": most}
            yield fault(one.id, faults.TEAM_TOO_BIG, **told)
        elif not _somebody_may(instance, one):
            yield fault(one.id, faults.NOBODY_MAY, record=one.name)


def _somebody_may(instance: Instance, operation: Operation) -> bool:
    """Enough students of one cohort, and a machine that all of them may use."""
    machines = [m for m in instance.machines if m.id in dict(operation.machines)]
    pools = [
        None if machine.rights is None else {right.student for right in machine.rights}
        for machine in machines
    ] or [None]
    for pool in pools:
        counts: dict[str, int] = {}
        for student in instance.students:
            named = operation.students is None or student.id in operation.students
            if named and (pool is None or student.id in pool):
                counts[student.cohort] = counts.get(student.cohort, 0) + 1
        if max(counts.values(), default=0) >= operation.team:
            return True
    return False


def _promises(instance: Instance) -> Iterator[Fault]:
    for one in instance.orders:
        if one.promise is not None and one.promise < instance.start:
            day = f"{one.promise:%d/%m/%Y}"
            yield fault(one.id, faults.PROMISE_IS_PAST, record=one.name, day=day)
