"""`make bench FLOOR=folder`: how much more than the bare floor a tablet event and a list cost.

Floor, ours, floor, ours; the ratio is that of the medians. An absolute time alone says nothing.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from statistics import median

from erp.core import clock
from tests.bench import full_board, ours, school_year
from tests.bench.load import Ask, Caller, Reading, measure
from tests.bench.servers import HOME, floor_env, free_port, our_env, serving

CROWD = 20
GOALS = {
    "tablet event (P1)": 2.0,
    "ten tablet events at once": 20.0,
    "list of 50 orders (P2)": 3.0,
    "hours of 100 students": 10.0,
    "board of 400 cards": 10.0,
}  # times the floor, at most; ten beside one of its times, the last two beside its list
EVENT, TEN, LIST, COHORT, BOARD = GOALS
Client = Callable[[int], Ask]  # the n-th client of a crowd
Readings = dict[tuple[str, int, str], list[Reading]]  # work, clients, side


def floor_time(port: int, seed: int) -> Ask:
    caller, random = Caller(port), Random(seed)

    def ask() -> None:
        line = {"s": random.randrange(1, 40), "o": random.randrange(1, 10_000), "m": 30}
        caller.call("POST", "/time", json.dumps(line).encode(), Content_Type="application/json")

    return ask


def floor_list(port: int, seed: int) -> Ask:
    caller, random = Caller(port), Random(seed)

    def ask() -> None:
        caller.call("GET", f"/orders?off={random.randrange(9_900)}")

    return ask


class Side:
    """One of the two servers; its clients keep their cookies when it is started again."""

    def __init__(self, name: str, target: str, folder: Path, env: dict[str, str]) -> None:
        self.name, self.target, self.folder, self.env = name, target, folder, env
        self.port = free_port()
        self.clients: dict[str, Client] = {}

    def offer(self, work: str, client: Client) -> None:
        self.clients[work] = cache(client)

    def run(self, seconds: float, kept: Readings, only: str) -> None:
        with serving(self.target, self.folder, self.env, self.port) as pid:
            for work, client in self.clients.items():
                if only not in work:
                    continue
                for count in (1, CROWD):
                    asks = [client(n) for n in range(count)]
                    for ask in asks:
                        ask()  # the first answer of a connection is not measured
                    told = measure(asks, pid, seconds)
                    print(f"{self.name:6} {work:24} {count:3} clients  {told}", flush=True)
                    kept[work, count, self.name].append(told)


def both_sides(floor: Path, folder: Path, orders: int) -> tuple[Side, Side]:
    bare = Side("floor", "floor_app:app", floor, floor_env(floor, folder / "floor.db"))
    bare.offer(EVENT, partial(floor_time, bare.port))
    bare.offer(TEN, partial(floor_time, bare.port))
    bare.offer(LIST, partial(floor_list, bare.port))
    bare.offer(COHORT, partial(floor_list, bare.port))
    bare.offer(BOARD, partial(floor_list, bare.port))
    env = our_env(folder / "ours", orders)
    monday = clock.monday_of(clock.today()) + timedelta(days=7)
    with ours.school(env):
        jobs, batches = ours.jobs(CROWD), ours.jobs(CROWD, CROWD)
        cohort = school_year.a_year(clock.today())
        full_board.a_week(monday)
    school = Side("ours", "wsgi:app", HOME, env)
    school.offer(EVENT, lambda n: ours.tablet(school.port, jobs[n]))
    school.offer(TEN, lambda n: ours.tablet(school.port, batches[n], 10))
    year = clock.today() - timedelta(days=365), clock.today()
    school.offer(COHORT, lambda _n: school_year.cohort_page(school.port, cohort, *year))
    school.offer(BOARD, lambda _n: full_board.board_page(school.port, monday))
    school.offer(LIST, lambda n: ours.office(school.port, orders, n))
    return bare, school


def tell(kept: Readings) -> None:
    for work, goal in GOALS.items():
        for count in (1, CROWD):
            floor, us = kept[work, count, "floor"], kept[work, count, "ours"]
            if not us:
                continue
            cpu = ratio(us, floor, lambda one: one.cpu_ms)
            p95 = ratio(us, floor, lambda one: one.p95_ms)
            errors = sum(one.errors for one in us)
            print(
                f"{work:24} {count:3} clients: CPU x {cpu:.2f}, p95 x {p95:.2f}"
                f" (goal x {goal}), {errors} errors"
            )


def ratio(ours_: list[Reading], floor: list[Reading], of: Callable[[Reading], float]) -> float:
    return median(map(of, ours_)) / median(map(of, floor))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("floor", type=Path, help="the folder of floor_app.py")
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", default="", help="a part of the name of the work")
    asked = parser.parse_args()
    kept: Readings = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        sides = both_sides(asked.floor.resolve(), Path(folder), asked.orders)
        for _ in range(asked.rounds):
            for side in sides:
                side.run(asked.seconds, kept, asked.only)
    tell(kept)


if __name__ == "__main__":
    main()
