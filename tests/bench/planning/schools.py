"""Random schools: several workshops and cohorts, named students, orders promised in the weeks ahead."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from erp.planning.engine.instance import (
    Instance,
    Instructor,
    Limits,
    Link,
    Machine,
    Operation,
    Order,
    Right,
    Session,
    Student,
    Wait,
    Window,
)

HALF_DAYS = ((time(8), time(12)), (time(13, 30), time(16, 30)))
MONDAY = date(2027, 1, 4)


@dataclass(frozen=True)
class Size:
    """`load`: the share of the students' time that the orders ask for before the last promise."""

    students: int = 60
    workshops: int = 5
    cohorts: int = 2
    instructors: int = 8
    machines: int = 30
    orders: int = 80
    weeks: int = 6
    horizon: int = 9
    load: float = 0.6


SMALL = Size(students=34, workshops=2, instructors=4, machines=17, orders=30)
MIDDLE = Size()
LARGE = Size(students=100, workshops=5, instructors=12, machines=40, orders=150)


def a_school(size: Size = MIDDLE, seed: int = 1, *, slot: int = 30) -> Instance:
    """The same school for the same size and seed."""
    return _Draw(size, Random(seed), slot).school()


class _Draw:
    def __init__(self, size: Size, random: Random, slot: int) -> None:
        self.size, self.random, self.slot = size, random, slot
        self.places = [f"atelier {n + 1}" for n in range(size.workshops)]
        self.cohorts = [
            (place, f"{place} {c + 1}") for place in self.places for c in range(size.cohorts)
        ]
        self.leaders: dict[str, list[str]] = {}

    def school(self) -> Instance:
        instructors = self.instructors()
        students = self.students()
        machines = self.machines(students)
        sessions = self.sessions()
        orders, operations = self.work(machines, students, sessions)
        start = datetime.combine(MONDAY, time(8))
        return Instance(
            name=f"{self.size.students} students, {self.size.orders} orders",
            start=start,
            until=start + timedelta(weeks=self.size.weeks),
            slot_minutes=self.slot,
            sessions=tuple(sessions),
            students=tuple(students),
            instructors=tuple(instructors),
            machines=tuple(machines),
            orders=tuple(orders),
            operations=tuple(operations),
        )

    def instructors(self) -> list[Instructor]:
        found = []
        for number in range(self.size.instructors):
            place = self.places[number % len(self.places)]
            one = f"maître {number + 1}"
            self.leaders.setdefault(place, []).append(one)
            away = self.windows(0.01)
            found.append(Instructor(one, one, 10, away))
        return found

    def students(self) -> list[Student]:
        found = []
        for number in range(self.size.students):
            cohort = self.cohorts[number % len(self.cohorts)][1]
            one = f"élève {number + 1}"
            minor = Limits(480, 2100, 270) if self.random.random() < 0.8 else Limits()
            found.append(Student(one, one, cohort, self.windows(0.04), minor))
        return found

    def windows(self, share: float) -> tuple[Window, ...]:
        """Half-days away, each with this chance."""
        found = []
        for day in self.days():
            for starts, ends in HALF_DAYS:
                if self.random.random() < share:
                    found.append(Window(datetime.combine(day, starts), datetime.combine(day, ends)))
        return tuple(found)

    def days(self) -> list[date]:
        every = (MONDAY + timedelta(days=n) for n in range(7 * self.size.horizon))
        return [day for day in every if day.weekday() < 5]

    def machines(self, students: list[Student]) -> list[Machine]:
        found = []
        for number in range(self.size.machines):
            place = self.places[number % len(self.places)]
            here = [s for s in students if s.cohort.startswith(place)]
            skilled = [s for s in here if self.random.random() < 0.7] or here[:1]
            rights = tuple(Right(s.id) for s in skilled)
            closed = self.windows(0.02)
            found.append(
                Machine(f"m{number + 1}", f"machine {number + 1}", place, 1, closed, rights)
            )
        return found

    def sessions(self) -> list[Session]:
        """Each cohort has its own third of lessons; the two cohorts of a workshop cross."""
        found = []
        for number, (place, cohort) in enumerate(self.cohorts):
            theory = {(number * 3 + n * 7) % 10 for n in range(3)}
            for day in self.days():
                for half, (starts, ends) in enumerate(HALF_DAYS):
                    is_workshop = day.weekday() * 2 + half not in theory
                    found.append(
                        Session(
                            f"{cohort} {day:%m-%d} {half}",
                            cohort,
                            datetime.combine(day, starts),
                            datetime.combine(day, ends),
                            is_workshop,
                            tuple(self.leaders.get(place, ())) if is_workshop else (),
                            place if is_workshop else "",
                        )
                    )
        return found

    def work(
        self, machines: list[Machine], students: list[Student], sessions: list[Session]
    ) -> tuple[list[Order], list[Operation]]:
        orders, operations = [], []
        for number in range(self.size.orders):
            place = self.places[number % len(self.places)]
            here = [one for one in machines if one.place == place]
            order = f"OF{number + 1}"
            operations += self.operations(order, here)
            orders.append(Order(order, order, None, self.random.choice((1, 1, 1, 2, 3))))
        hours = self.scale(operations, students, sessions)
        return [self.promised(one, hours[one.id]) for one in orders], self.rescaled(operations)

    def operations(self, order: str, machines: list[Machine]) -> list[Operation]:
        found: list[Operation] = []
        for rank in range(self.random.randint(3, 7)):
            one = f"{order}-{(rank + 1) * 10}"
            before = (Link(found[-1].id),) if found else ()
            if rank and self.random.random() < 0.05:
                days = self.random.randint(3, 7)
                found.append(
                    Operation(
                        one, one, order, 0, 0, "dehors", after=before, outside_minutes=days * 1440
                    )
                )
                continue
            some = self.random.sample(machines, min(len(machines), self.random.randint(1, 3)))
            if self.random.random() < 0.4:
                some = []  # at the bench: measuring, deburring, assembling
            minutes = 30 * self.random.randint(2, 20)
            found.append(
                Operation(
                    one,
                    one,
                    order,
                    minutes,
                    1 if self.random.random() < 0.75 else 2,
                    some[0].id if some else "établi",
                    tuple((m.id, minutes) for m in some),
                    after=before,
                    waits=self.waits() if not rank else (),
                )
            )
        return found

    def waits(self) -> tuple[Wait, ...]:
        if self.random.random() > 0.3:
            return ()
        day = MONDAY + timedelta(days=self.random.randint(1, 14))
        what = self.random.choice(("material", "customer"))
        return (Wait(what, "acier S235", datetime.combine(day, time(8))),)

    def scale(
        self, operations: list[Operation], students: list[Student], sessions: list[Session]
    ) -> dict[str, int]:
        """Stretch the work to the wished load; by order, its minutes of chain."""
        minutes = {cohort: 0 for _place, cohort in self.cohorts}
        until = MONDAY + timedelta(weeks=self.size.weeks)
        for one in sessions:
            if one.is_workshop and one.start.date() < until:
                minutes[one.cohort] += int((one.end - one.start).total_seconds()) // 60
        offered = sum(minutes[s.cohort] for s in students)
        asked = sum(o.minutes * o.team for o in operations) or 1
        self.factor = self.size.load * offered / asked
        chain: dict[str, int] = {}
        for one in operations:
            chain[one.order] = chain.get(one.order, 0) + round(one.minutes * self.factor)
        return chain

    def rescaled(self, operations: list[Operation]) -> list[Operation]:
        found = []
        for one in operations:
            minutes = max(30, round(one.minutes * self.factor / 30) * 30) if one.minutes else 0
            machines = tuple((name, minutes) for name, _minutes in one.machines)
            found.append(Operation(**{**vars(one), "minutes": minutes, "machines": machines}))
        return found

    def promised(self, order: Order, chain: int) -> Order:
        """Anywhere in the planned weeks, yet not before the chain alone could be done."""
        least = 3 + chain / 60 / 4.5 * 7 / 5
        day = min(least + self.random.random() * 7 * self.size.weeks, 7 * self.size.weeks)
        promise = datetime.combine(MONDAY + timedelta(days=round(day)), time(18))
        return Order(order.id, order.name, promise, order.weight)
