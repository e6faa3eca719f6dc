"""What held one operation up between the moment it was ready and the moment it began."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from erp.planning.engine import causes
from erp.planning.engine.causes import Said, day
from erp.planning.engine.insertion import Inserter
from erp.planning.engine.parts import FAR, Option, Task
from erp.planning.engine.state import Placement, State

FEW = 3  # students, beyond the team, below which too few may do an operation
HOLIDAY = 4 * 24 * 60  # minutes without any session that are worth telling


class Delays:
    """Asks the state, never changes it."""

    def __init__(self, state: State) -> None:
        self.state, self.problem = state, state.problem
        self.inserter = Inserter(state, Random(0))

    def ready(self, task: Task) -> int:
        """The minute it could have begun, were everything free."""
        found = task.release
        for before, delay in task.before:
            place = self.state.places[before]
            found = max(found, place.ends + delay if place else FAR)
        return found

    def holder(self, task: Task) -> int | None:
        """The operation before it that ended last, when nothing else was waited for longer."""
        last: int | None = None
        held = task.release if task.release > self.problem.grid.now else -1
        for before, delay in task.before:
            place = self.state.places[before]
            if place is not None and place.ends + delay > held:
                last, held = before, place.ends + delay
        return last

    def of(self, task: Task) -> list[Said]:
        """The causes of one placed operation's delay, the arrival it waited for first."""
        place = self.state.places[task.index]
        if place is None:
            return []
        said = [] if self.holder(task) is not None else self.waited(task)
        if place.option is None:
            days = -(-task.outside // (24 * 60))
            return [*said, Said(causes.OUTSIDE % {"days": days, "operation": task.source.name})]
        ready = self.ready(task)
        said += self._holidays(place.option, ready, place.ends)
        calendar = self.problem.grid.calendars[place.option.calendar]
        first = calendar.not_before(ready)
        if first < place.slot:
            said += self._shortage(task, place.option, first, place)
        return said

    def waited(self, task: Task) -> list[Said]:
        """What had to arrive first, and when."""
        late = [one for one in task.source.waits if not one.is_received]
        unknown = [one for one in late if one.expected is None]
        if unknown:
            told = {"label": unknown[0].label}
            what = unknown[0].what
            return [Said(causes.NEVER[what] % told, causes.CHASE[what] % told)]
        dated = [(one.expected, one) for one in late if one.expected is not None]
        if not dated or task.release <= self.problem.grid.now:
            return []
        when, wait = max(dated, key=lambda pair: pair[0])
        told = {"label": wait.label, "day": day(when)}
        return [Said(causes.EXPECTED[wait.what] % told, causes.CHASE[wait.what] % told)]

    def _holidays(self, option: Option, begins: int, ends: int) -> list[Said]:
        """Days in a row without any session between two moments."""
        grid, times = self.problem.grid, self.problem.grid.calendars[option.calendar].times
        inside = [begins, *(at for at in times if begins <= at < ends)]
        for one, other in zip(inside, inside[1:], strict=False):
            if other - one >= HOLIDAY:
                first, last = grid.moment(one), grid.moment(other)
                opened = first + timedelta(days=1)
                while opened.weekday() > 4:
                    opened += timedelta(days=1)
                told = {"weekday": causes.WEEKDAYS[opened.weekday()], "day": day(opened)}
                span = {
                    "first": day(first + timedelta(days=1)),
                    "last": day(last - timedelta(days=1)),
                }
                return [Said(causes.NO_SESSION % span, causes.OPEN % told)]
        return []

    def _shortage(self, task: Task, option: Option, first: int, place: Placement) -> list[Said]:
        """Which of machine, instructors and students was not free from `first` on."""
        window = ((1 << place.slot) - (1 << first)) if place.slot > first else 0
        when = day(self.problem.grid.moment(place.begins))
        told = {"operation": task.source.name, "day": when, "team": task.team}
        if self._machine_blocks(option, window):
            return [self._machine(task, option, first, place, told)]
        if self._nobody_watches(task, option, place.layer, window):
            weekday = causes.SECOND % {"day": day(self._at(option, first))}
            return [Said(causes.INSTRUCTOR % told, weekday)]
        return list(self._people(task, option, told))

    def _machine_blocks(self, option: Option, window: int) -> bool:
        if option.machine < 0:
            return False
        free = self.state.pools[option.machine].starts(option.calendar, 1, option.length)
        return not free & window

    def _nobody_watches(self, task: Task, option: Option, layer: int, window: int) -> bool:
        if not self.problem.is_supervised or not task.team:
            return False
        free = self.state.watched(option.calendar, layer, task.team, option.length)
        return not free & window

    def _machine(
        self, task: Task, option: Option, first: int, place: Placement, told: dict[str, object]
    ) -> Said:
        machine = self.name_of(task, option)
        facts = {**told, "machine": machine}
        begins = self.problem.grid.calendars[option.calendar].times[first]
        others = self._users(option.machine, begins, place.begins, task.index)
        if not others:
            return Said(causes.CLOSED % facts, causes.MOVE_CLOSED % facts)
        facts["others"] = ", ".join(others[:3])
        return Said(causes.MACHINE % facts, causes.OTHER_MACHINE % facts)

    def name_of(self, task: Task, option: Option) -> str:
        names = {one.id: one.name for one in self.problem.instance.machines}
        for machine, _minutes in task.source.machines:
            if self.problem.pool_index[f"machine {machine}"] == option.machine:
                return names[machine]
        return ""

    def _users(self, pool: int, begins: int, ends: int, but: int) -> list[str]:
        """The orders on this machine between two moments."""
        found = []
        for index, place in enumerate(self.state.places):
            if place is None or place.option is None or index == but:
                continue
            if place.option.machine == pool and place.begins < ends and begins < place.ends:
                found.append(self.problem.tasks[index].source.order)
        names = {one.id: one.name for one in self.problem.instance.orders}
        return [names.get(one, one) for one in dict.fromkeys(found)]

    def _people(self, task: Task, option: Option, told: dict[str, object]) -> Iterator[Said]:
        few = self._few(task)
        if few:
            names = ", ".join(sorted(self.problem.students[s].name for s in few))
            what = self.name_of(task, option) or task.source.kind or task.source.name
            facts = {**told, "count": len(few), "names": names}
            yield Said(causes.FEW % facts, causes.TRAIN % {"what": what})
        elif task.team > 1:
            yield Said(causes.TEAM % told, causes.SMALLER % told)
        else:
            yield Said(causes.STUDENTS % told, causes.OPEN % self._a_day_to_open(option))

    def _few(self, task: Task) -> set[int]:
        """Those who may do it, when they are few and not simply all of a small cohort."""
        able = {student for one in task.options for student in one.students}
        everybody = {n for n, c in enumerate(self.problem.calendar_of) if self._offers(task, c)}
        return able if len(able) < min(task.team + FEW, len(everybody)) else set()

    def _offers(self, task: Task, calendar: int) -> bool:
        return any(one.calendar == calendar for one in task.options)

    def _a_day_to_open(self, option: Option) -> dict[str, str]:
        """The first half-day of the plan in which this cohort has no session of any kind."""
        cohort = self.problem.grid.calendars[option.calendar].cohort
        sessions = self.problem.instance.sessions
        busy = {(s.start.date(), s.start.hour >= 12) for s in sessions if s.cohort == cohort}
        at = self.problem.instance.start + timedelta(days=1)
        for number in range(60):
            one = at + timedelta(days=number // 2)
            half = number % 2 == 1
            if one.weekday() < 5 and (one.date(), half) not in busy:
                return {"weekday": causes.WEEKDAYS[one.weekday()], "day": day(one)}
        saturday = at + timedelta(days=(5 - at.weekday()) % 7)
        return {"weekday": causes.WEEKDAYS[5], "day": day(saturday)}

    def _at(self, option: Option, slot: int) -> datetime:
        calendar = self.problem.grid.calendars[option.calendar]
        return self.problem.grid.moment(calendar.times[min(slot, len(calendar.times) - 1)])

    def without_room(self, task: Task, alone: int) -> list[Said]:
        """Why a task that is ready found no place before the end of the calendar."""
        facts: dict[str, object] = {"operation": task.source.name}
        pinned = [a for a in task.after if self.problem.tasks[a].start is not None]
        if pinned and alone < FAR:
            facts["other"] = self.problem.tasks[pinned[0]].source.name
            return [Said(causes.BEFORE_PIN % facts, causes.UNPIN % facts)]
        times = self.problem.grid.times
        facts["day"] = day(self.problem.grid.moment(times[-1])) if times else ""
        said = [Said(causes.NO_ROOM % facts, causes.LONGER % facts)]
        if self._few(task):
            said = [*self._people(task, task.options[0], facts), *said]
        return said
