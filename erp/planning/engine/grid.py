"""Calendars as bits: each cohort numbers the slots of its own workshop sessions, one after the other.

A lesson between two sessions takes no number, so an operation of n slots is n bits in a row
whatever interrupts it, and theory cannot be used: it is not there.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from erp.planning.engine.instance import Instance, Session, Student, Window
from erp.planning.engine.limits import slots_to_leave


@dataclass(frozen=True)
class Calendar:
    """One cohort's slots: `times[i]` its minute, `numbers[i]` its number among all the school's."""

    cohort: str
    times: list[int]
    numbers: list[int]
    sessions: list[Session]
    session_at: list[int]
    layers: tuple[dict[str, int], ...]  # the first choice of instructors, the second…: their slots

    @property
    def full(self) -> int:
        return (1 << len(self.times)) - 1

    def not_before(self, minute: int) -> int:
        """The first slot at or after a minute."""
        return bisect_left(self.times, minute)


class Grid:
    """All calendars of an instance, and how the slots of one are seen in another."""

    def __init__(self, instance: Instance) -> None:
        self.base = datetime.combine(instance.start.date(), time())
        self.size = instance.slot_minutes
        self.now = self.minute(instance.start)
        workshop = [one for one in instance.sessions if one.is_workshop]
        cohorts = sorted({one.cohort for one in workshop})
        every = sorted({at for one in workshop for at in self._slots(one)})
        self.times = every
        number_of = {at: number for number, at in enumerate(every)}
        self.calendars = [
            self._calendar(cohort, [s for s in workshop if s.cohort == cohort], number_of)
            for cohort in cohorts
        ]
        self.index = {one.cohort: number for number, one in enumerate(self.calendars)}
        self._seen: dict[tuple[int, int], list[int]] = {}

    def minute(self, moment: datetime) -> int:
        """Minutes since the first midnight, rounded up."""
        return -int((self.base - moment).total_seconds() // 60)

    def moment(self, minute: int) -> datetime:
        return self.base + timedelta(minutes=minute)

    def _slots(self, session: Session) -> range:
        """The slots that are wholly inside a session and not before the start of the plan."""
        first = max(self.minute(session.start), self.now)
        first = -(-first // self.size) * self.size
        return range(first, self.minute(session.end) - self.size + 1, self.size)

    def _calendar(
        self, cohort: str, sessions: list[Session], number_of: dict[int, int]
    ) -> Calendar:
        ordered = sorted(sessions, key=lambda one: one.start)
        times: list[int] = []
        session_at: list[int] = []
        layers: list[dict[str, int]] = []
        for position, one in enumerate(ordered):
            slots = self._slots(one)
            mask = ((1 << len(slots)) - 1) << len(times)
            for rank, instructor in enumerate(dict.fromkeys(one.instructors)):
                if rank == len(layers):
                    layers.append({})
                layers[rank][instructor] = layers[rank].get(instructor, 0) | mask
            times.extend(slots)
            session_at.extend([position] * len(slots))
        numbers = [number_of[at] for at in times]
        return Calendar(cohort, times, numbers, ordered, session_at, tuple(layers))

    def seen_from(self, here: int, there: int) -> list[int]:
        """Prefix masks: `seen[b] ^ seen[a]` are the slots of `there` that slots a to b − 1 of
        `here` share."""
        key = (here, there)
        if key not in self._seen:
            bit_of = {number: bit for bit, number in enumerate(self.calendars[there].numbers)}
            seen = [0]
            for number in self.calendars[here].numbers:
                bit = bit_of.get(number)
                seen.append(seen[-1] | (0 if bit is None else 1 << bit))
            self._seen[key] = seen
        return self._seen[key]

    def closed(self, calendar: int, windows: Iterable[Window]) -> int:
        """The slots of a calendar that these windows touch."""
        times, mask = self.calendars[calendar].times, 0
        for one in windows:
            starts = bisect_left(times, self.minute(one.start) - self.size + 1)
            ends = bisect_left(times, self.minute(one.end))
            if starts < ends:
                mask |= ((1 << (ends - starts)) - 1) << starts
        return mask

    def presence(self, student: Student, lessons: list[Session]) -> int:
        """The slots of the student's own calendar that they may be given."""
        index = self.index[student.cohort]
        mine = self.calendars[index]
        mask = mine.full & ~self.closed(index, student.absences)
        here = [at for bit, at in enumerate(mine.times) if mask >> bit & 1]
        heard = [
            (self.minute(one.start), self.minute(one.end))
            for one in lessons
            if one.cohort == student.cohort
        ]
        left = slots_to_leave(here, self.size, heard, student.limits, self.base)
        for at in left:
            mask &= ~(1 << bisect_left(mine.times, at))
        return mask
