"""Public scheduling instances, and generated multi-skill ones, in the engine's own format.

One slot is one unit of time; everything is one cohort that is always there.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from erp.planning.engine.instance import (
    Instance,
    Link,
    Machine,
    Operation,
    Order,
    Resource,
    Session,
    Student,
)

START = datetime(2027, 1, 4)
BEST_KNOWN = {
    "mk01": 40,
    "mk02": 26,
    "mk05": 172,
    "mk06": 57,
    "J60_61": 77,
    "J60_85": 85,
    "J60_121": 112,
}


def an_open_instance(name: str, operations: list[Operation], horizon: int) -> Instance:
    """Nothing but work to finish as early as possible."""
    whole = Session("all", "all", START, START + timedelta(minutes=horizon))
    orders = dict.fromkeys(one.order for one in operations)
    return Instance(
        name=name,
        start=START,
        slot_minutes=1,
        is_makespan=True,
        sessions=(whole,),
        orders=tuple(Order(one, one) for one in orders),
        operations=tuple(operations),
    )


def flexible_job_shop(path: Path) -> Instance:
    """Jobs are chains; each operation lists its machines (from 0) with their times."""
    lines = [[int(word) for word in line.split()[:]] for line in _numbers(path)]
    count, machines = lines[0][0], lines[0][1]
    operations: list[Operation] = []
    for number, row in enumerate(lines[1 : count + 1]):
        at = 1
        for rank in range(row[0]):
            some = row[at + 1 : at + 1 + 2 * row[at]]
            at += 1 + 2 * row[at]
            choices = tuple((f"m{m}", time) for m, time in zip(some[::2], some[1::2], strict=True))
            after = (Link(f"{number}-{rank - 1}"),) if rank else ()
            operations.append(
                Operation(
                    f"{number}-{rank}",
                    f"{number}-{rank}",
                    str(number),
                    min(time for _m, time in choices),
                    0,
                    machines=choices,
                    after=after,
                )
            )
    horizon = sum(one.minutes for one in operations)
    made = an_open_instance(path.stem, operations, horizon)
    return replace(made, machines=tuple(Machine(f"m{m}", f"m{m}") for m in range(machines)))


def _numbers(path: Path) -> list[str]:
    lines = [line for line in path.read_text().splitlines() if line.strip()]
    first = lines[0].split()
    return [" ".join(first[:2]), *lines[1:]]


def project(path: Path) -> Instance:
    """RCPSP in the Patterson format; activities without a duration only carry their links."""
    numbers = iter(int(word) for word in path.read_text().split())
    count, kinds = next(numbers), next(numbers)
    capacities = [next(numbers) for _ in range(kinds)]
    rows = []
    for _ in range(count):
        time = next(numbers)
        demands = [next(numbers) for _ in range(kinds)]
        rows.append((time, demands, [next(numbers) for _ in range(next(numbers))]))
    before: dict[int, list[int]] = {number: [] for number in range(1, count + 1)}
    for number, (_time, _demands, following) in enumerate(rows, 1):
        for one in following:
            before[one].append(number)
    operations = [
        Operation(
            str(number),
            str(number),
            "project",
            time,
            0,
            resources=tuple((f"r{k}", n) for k, n in enumerate(demands) if n),
            after=tuple(Link(str(one)) for one in before[number] if rows[one - 1][0]),
        )
        for number, (time, demands, _following) in enumerate(rows, 1)
        if time
    ]
    made = an_open_instance(path.stem, operations, sum(one.minutes for one in operations))
    resources = tuple(Resource(f"r{k}", f"r{k}", n) for k, n in enumerate(capacities))
    return replace(made, resources=resources)


def multi_skill(tasks: int, people: int, seed: int) -> Instance:
    """One person with the skill at the level, precedence, makespan."""
    random = Random(f"{tasks} {people} {seed}")
    skills = max(3, people // 3)
    levels = [
        {skill: random.randint(1, 3) for skill in random.sample(range(skills), min(3, skills))}
        for _ in range(people)
    ]
    operations = []
    for number in range(tasks):
        while True:
            skill, level = random.randrange(skills), random.randint(1, 3)
            able = [f"p{n}" for n, own in enumerate(levels) if own.get(skill, 0) >= level]
            if able:
                break
        window = range(max(0, number - 15), number)
        links = random.sample(window, min(len(window), random.choice((0, 0, 1, 1, 2))))
        operations.append(
            Operation(
                str(number),
                str(number),
                "project",
                random.randint(10, 40),
                1,
                students=frozenset(able),
                after=tuple(Link(str(one)) for one in links),
            )
        )
    horizon = sum(one.minutes for one in operations)
    made = an_open_instance(f"skills {tasks}/{people} {seed}", operations, horizon)
    return replace(made, students=tuple(Student(f"p{n}", f"p{n}", "all") for n in range(people)))
