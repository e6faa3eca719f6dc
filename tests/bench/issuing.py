"""`python -m tests.bench.issuing FLOOR`: what issuing costs beside the bare floor of the same run.

P4: 1, 4 and 20 clients issue at once.  P5: issuing without drawing, beside the floor's time line;
and how long the number stays locked, beside the paper floor.  P6: the Factur-X file itself.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from statistics import median
from unittest.mock import patch

from erp.billing import actions, papers, queries
from erp.billing.models import Invoice
from erp.billing.states import InvoiceState
from erp.core import clock, ledger
from erp.core.db import db, one_transaction
from erp.demo.wishes import PASSWORD
from erp.people import queries as people
from erp.school import queries as schools
from tests.bench import ours
from tests.bench.load import Ask, Caller, measure
from tests.bench.paper_floor import paper_floor
from tests.bench.servers import HOME, floor_env, free_port, our_env, serving
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice
from tests.ledger.twins import twin_of

CROWDS = (1, 4, 20)


def cpu_ms(work: Callable[[], object], times: int) -> float:
    """Processor time of one, the median of five rounds."""
    rounds = []
    for _ in range(5):
        begun = time.process_time()
        for _ in range(times):
            work()
        rounds.append(1e3 * (time.process_time() - begun) / times)
    return median(rounds)


def drafts(number: int) -> list[int]:
    first = an_invoice(a_signed_slip(a_finished_order()))
    ids = [first.id, *(twin_of(first).id for _ in range(number - 1))]
    db.session.commit()
    return ids


class Issuing:
    """Drafts issued one after the other in this process."""

    def __init__(self, ids: list[int]) -> None:
        self.ids = iter(ids)
        self.locked: list[float] = []

    def one(self) -> None:
        with one_transaction():
            actions.issue_invoice(
                queries.invoice_to_issue(next(self.ids)),
                school=schools.the_school(),
                actor=people.active_directors()[0],
                now=clock.now(),
            )

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Notes how long the number is locked: from when it is given to the commit."""
        taken = actions.invoices.next_number

        def take(*about: object) -> str:
            number = taken(*about)
            self.since = time.perf_counter()
            return number

        with patch.object(actions.invoices, "next_number", take):
            yield

    def one_watched(self) -> None:
        self.one()
        self.locked.append(1e3 * (time.perf_counter() - self.since))


def floor_line(floor: Path) -> Callable[[], object]:
    """The floor's time line, by its own test client: no network on either side."""
    sys.path.insert(0, str(floor))
    import floor_app

    floor_app.init(100)
    client, line = floor_app.app.test_client(), {"s": 1, "o": 1, "m": 30}
    return lambda: client.post("/time", json=line)


def tell(name: str, us: float, floor: float, goal: float) -> None:
    print(f"{name:44} {us:7.2f} ms  floor {floor:7.2f} ms  x {us / floor:.2f} (goal x {goal})")


def in_process(floor: Path, env: dict[str, str]) -> None:
    line = floor_line(floor)
    with ours.school(env):
        issuing = Issuing(drafts(200))
        issuing.one()
        with patch.object(papers, "file_of", lambda *_: b"%PDF-1.7"):
            tell("P5 issuing without the PDF, CPU", cpu_ms(issuing.one, 20), cpu_ms(line, 100), 6)
        with issuing.watched():
            cpu = cpu_ms(issuing.one_watched, 10)
        told = papers.invoice_paper(queries.invoice(last_issued()), schools.the_school())
        drawn_floor = paper_floor(papers.facturx.xml(told))
        floor_cpu = cpu_ms(drawn_floor, 10)
        tell("P5 the number stays locked", median(issuing.locked), wall_ms(drawn_floor), 2)
        print(f"   a whole issue in this process: CPU {cpu:.2f} ms")
        tell("P6 Factur-X file, CPU", cpu_ms(partial(papers.facturx.draw, told), 10), floor_cpu, 2)
        begun = time.perf_counter()
        links = ledger.verify().links
        print(
            f"   verify: {links} links, {1e3 * (time.perf_counter() - begun) / links:.2f} ms each"
        )


def wall_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(30):
        begun = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - begun))
    return median(times)


def last_issued() -> int:
    issued = db.session.query(Invoice).filter_by(state=InvoiceState.ISSUED)
    return issued.order_by(Invoice.id.desc()).first().id


def clerk(port: int, waiting: "SimpleQueue[int]") -> Ask:
    """A secretary who presses « Émettre » again and again."""
    caller = Caller(port)
    ours.fill(caller, "/entrer", {"email": "secretariat@example.org", "password": PASSWORD})
    token = ours.TOKEN.search(caller.call("GET", "/compte")).group(1)
    body = f"csrf_token={token}".encode()

    def ask() -> None:
        page = f"/bureau/factures/{waiting.get_nowait()}/emettre"
        caller.call("POST", page, body, Content_Type=ours.FORM)

    return ask


def over_http(env: dict[str, str], seconds: float) -> None:
    waiting: SimpleQueue[int] = SimpleQueue()
    with ours.school(env):
        for one in drafts(int(sum(CROWDS) + 150 * seconds)):
            waiting.put(one)
    port, rates = free_port(), {}
    with serving("wsgi:app", HOME, env, port) as pid:
        for crowd in CROWDS:
            asks = [clerk(port, waiting) for _ in range(crowd)]
            for ask in asks:
                ask()
            told = measure(asks, pid, seconds)
            rates[crowd] = told.per_second
            print(f"P4 {crowd:3} clients  {told}", flush=True)
    print(f"P4 4 clients issue at x {rates[4] / rates[1]:.2f} of one (goal x 0.9)")
    with ours.school(env):
        check_numbers()


def check_numbers() -> None:
    """No gap, no double, and a chain that holds."""
    by_series: dict[str, list[int]] = {}
    for (number,) in db.session.query(Invoice.number).filter(Invoice.number.is_not(None)):
        series, _, rank = number.partition("-")
        by_series.setdefault(series, []).append(int(rank))
    whole = all(sorted(found) == list(range(1, len(found) + 1)) for found in by_series.values())
    told = {series: len(found) for series, found in by_series.items()}
    print(f"numbers {told}, whole: {whole}; chain sound: {ledger.verify().is_sound}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("floor", type=Path, help="the folder of floor_app.py")
    parser.add_argument("--seconds", type=float, default=6)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = our_env(folder / "ours", 0)
        with patch.dict("os.environ", floor_env(asked.floor.resolve(), folder / "floor.db")):
            in_process(asked.floor.resolve(), env)
        over_http(env, asked.seconds)


if __name__ == "__main__":
    main()
