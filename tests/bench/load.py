"""Clients that ask again as soon as they are answered, and what it costs the server."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from statistics import median

Ask = Callable[[], None]  # one operation
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Reading:
    """One run: processor time of the server for an operation, and what the clients saw."""

    cpu_ms: float
    p50_ms: float
    p95_ms: float
    per_second: float
    errors: int
    noise: float  # the part of the machine that others used just before

    def __str__(self) -> str:
        return (
            f"CPU {self.cpu_ms:6.2f} ms  p50 {self.p50_ms:7.1f}  p95 {self.p95_ms:7.1f} ms"
            f"  {self.per_second:6.0f}/s  {self.errors} errors  noise {self.noise:.2f}"
        )


class Caller:
    """A connection that stays open, with the cookies of one browser."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.etag = ""  # of the last answer

    def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> str:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            return self._once(method, path, body, sent)
        except (RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.connection.close()  # the server had closed a silent connection
            return self._once(method, path, body, sent)

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> str:
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        self.etag = answer.headers.get("ETag", "")
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path} answers {answer.status}")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return text


def measure(asks: list[Ask], pid: int, seconds: float) -> Reading:
    """All of `asks`, each in a thread of its own, again and again."""
    noise = others(1.0)
    times: list[float] = []
    errors: list[str] = []
    begun, cpu = time.perf_counter(), cpu_of(pid)

    def run(ask: Ask) -> None:
        while (started := time.perf_counter()) < begun + seconds:
            try:
                ask()
            except Exception as problem:  # counted, whatever it is
                errors.append(repr(problem))
                continue
            times.append(time.perf_counter() - started)

    threads = [threading.Thread(target=run, args=(ask,)) for ask in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, lasted = cpu_of(pid) - cpu, time.perf_counter() - begun
    for sentence in set(errors[:3]):
        print("  !", sentence)
    return reading(sorted(times), spent, lasted, len(errors), noise)


def reading(times: list[float], spent: float, lasted: float, errors: int, noise: float) -> Reading:
    count = len(times) or 1
    p95 = times[round(0.95 * (count - 1))] if times else 0.0
    return Reading(
        cpu_ms=1e3 * spent / count,
        p50_ms=1e3 * median(times or [0.0]),
        p95_ms=1e3 * p95,
        per_second=count / lasted,
        errors=errors,
        noise=noise,
    )


def cpu_of(pid: int) -> float:
    """Seconds of processor that a process and its descendants have used."""
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            facts = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has ended meanwhile
            continue
        children.setdefault(int(facts[1]), []).append(int(folder.name))
        used[int(folder.name)] = sum(map(int, facts[11:15])) / TICKS
    waiting, total = [pid], 0.0
    while waiting:
        one = waiting.pop()
        total += used.get(one, 0.0)
        waiting += children.get(one, [])
    return total


def others(seconds: float) -> float:
    """The share of the machine that is used while we wait."""

    def read() -> tuple[int, int]:
        numbers = [int(n) for n in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
        return sum(numbers), numbers[3] + numbers[4]

    total, idle = read()
    time.sleep(seconds)
    later, still = read()
    return 1 - (still - idle) / max(1, later - total)
