"""`python -m tests.bench.tablets FLOOR`: sixty tablets that look every 5 s and send every 20 s.

The same rate is then asked of the bare floor: a time alone says nothing of a machine.
"""

import argparse
import json
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import uuid4

from erp.core import clock
from tests.bench import ours
from tests.bench.load import Ask, Caller
from tests.bench.servers import HOME, floor_env, free_port, our_env, serving
from tests.builders_work import PIN

TABLETS, LOOK_EVERY, SEND_EVERY = 60, 5.0, 20.0  # seconds
LIMIT_MS = 150
Pair = tuple[Ask, Ask]  # look, send
Times = tuple[list[float], list[float]]


def a_tablet(port: int, job: ours.Job) -> Pair:
    secret, student, operation = job
    caller, etag, turn = Caller(port), [""], [0]
    ours.fill(caller, f"/atelier/enroler/{secret}", {})
    ours.fill(caller, f"/atelier/eleve/{student}", {"pin": PIN})

    def look() -> None:
        """As a browser: what is still true is not sent again, a silent connection is opened again."""
        caller.call("GET", "/atelier/", If_None_Match=etag[0])
        etag[0] = caller.etag

    def send() -> None:
        turn[0] += 1
        kind, data = (("start", {}), ("pause", {"reason": "break"}))[turn[0] % 2 == 0]
        event = {
            "uuid": str(uuid4()), "seq": turn[0], "kind": kind, "operation_id": operation,
            "student_id": student, "student_ids": [], "offset_ms": 0, "data": data,
            "client_time": clock.now().isoformat(),
        }  # fmt: skip
        told = caller.call(
            "POST", "/atelier/evenements", json.dumps({"events": [event]}).encode(),
            Content_Type="application/json", X_Etabli="tablette",
        )  # fmt: skip
        if json.loads(told)[0]["answer"] != "accepted":
            raise RuntimeError(told)

    return look, send


def on_the_floor(port: int, seed: int) -> Pair:
    caller, random = Caller(port), Random(seed)

    def look() -> None:
        caller.call("GET", f"/orders?off={random.randrange(9_900)}")

    def send() -> None:
        line = {"s": random.randrange(1, 40), "o": random.randrange(1, 10_000), "m": 30}
        caller.call("POST", "/time", json.dumps(line).encode(), Content_Type="application/json")

    return look, send


def live(pair: Pair, n: int, until: float, kept: Times, errors: list[str]) -> None:
    """Looks and sends at its own moments, as sixty tablets that were not opened together."""
    look_at = time.perf_counter() + LOOK_EVERY * n / TABLETS
    send_at = time.perf_counter() + SEND_EVERY * n / TABLETS
    while (now := time.perf_counter()) < until:
        due, work = min((look_at, 0), (send_at, 1))
        if due > now:
            time.sleep(min(due - now, 0.2))
            continue
        begun = time.perf_counter()
        try:
            pair[work]()
        except Exception as problem:  # counted, whatever it is
            errors.append(repr(problem)[:200])
        kept[work].append(time.perf_counter() - begun)
        look_at, send_at = look_at + LOOK_EVERY * (not work), send_at + SEND_EVERY * work


def run(name: str, make: Callable[[int], Pair], seconds: float) -> list[str]:
    """What went wrong; prints how long the looks and the sends took."""
    pairs = [make(n) for n in range(TABLETS)]
    kept: Times = ([], [])
    errors: list[str] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=live, args=(pair, n, until, kept, errors))
        for n, pair in enumerate(pairs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for work, times in zip(("looks", "sends"), kept, strict=True):
        told = sorted(times)
        p50, p95 = (1e3 * told[round(part * (len(told) - 1))] for part in (0.5, 0.95))
        print(f"{name:6} {len(told):6} {work}  p50 {p50:6.1f} ms  p95 {p95:6.1f} ms")
    print(f"{name:6} {len(errors):6} errors", *sorted(set(errors))[:3], sep="\n  ! ")
    return errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("floor", type=Path, help="the folder of floor_app.py")
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = our_env(Path(folder) / "ours", 0)
        with ours.school(env):
            jobs = ours.jobs(TABLETS)
        port = free_port()
        with serving("wsgi:app", HOME, env, port):
            errors = run("ours", lambda n: a_tablet(port, jobs[n]), asked.seconds)
        floor = asked.floor.resolve()
        env, port = floor_env(floor, Path(folder) / "floor.db"), free_port()
        with serving("floor_app:app", floor, env, port):
            errors += run("floor", lambda n: on_the_floor(port, n), asked.seconds)
    print(f"goal: no error, p95 of ours at most {LIMIT_MS} ms")
    if errors:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
