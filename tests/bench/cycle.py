"""`python -m tests.bench.cycle FLOOR`: a whole sale over HTTP beside the composite floor (P3).

A new client, a request, its study, a quote of five lines, the yes, a team, the work at the tablet,
its validation, a signed delivery, the invoice and its Factur-X file.  The composite floor is 16
time lines of the bare server and one bare paper.

The invoice is drawn here. Quote, proof, confirmation and signed slip are kept as what they say; the
worker, which is not measured, draws them afterwards.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

from sqlalchemy import select

from erp.billing import papers, queries
from erp.billing.models import Invoice
from erp.core import clock
from erp.core.db import db
from erp.curriculum.models import Trade
from erp.delivery.models import DeliverySlip
from erp.demo.wishes import PASSWORD
from erp.people import actions as people
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production import queries as production
from erp.sales.models import Order, Quote, Request
from erp.school import queries as schools
from erp.web.office.quote_rows import ROWS
from tests.bench import ours
from tests.bench.issuing import last_issued
from tests.bench.load import Caller, cpu_of
from tests.bench.paper_floor import paper_floor
from tests.bench.servers import HOME, floor_env, free_port, our_env, serving
from tests.builders import a_class_session, a_place, a_student, a_user, saved
from tests.builders_sales import an_operation_type
from tests.builders_work import PIN, SIGNATURE

LINES, INSERTS = 5, 16


@dataclass
class Person:
    """Somebody at a screen; `spent` is what they waited for."""

    caller: Caller
    token: str = ""
    spent: list[float] = field(default_factory=list)

    def enter(self, email: str) -> "Person":
        ours.fill(self.caller, "/entrer", {"email": email, "password": PASSWORD})
        self.token = ours.TOKEN.search(self.caller.call("GET", "/compte"))[1].partition("~")[0]
        return self

    def call(self, *request: object, **headers: str) -> str:
        begun = time.perf_counter()
        answer = self.caller.call(*request, **headers)
        self.spent.append(time.perf_counter() - begun)
        return answer

    def send(self, url: str, **fields: object) -> None:
        """A form, numbered as a page of ours numbers it; the page after it shows what was said."""
        said = {"csrf_token": f"{self.token}~{uuid4().hex}", **fields}
        read = {**self.caller.cookies}
        self.call("POST", url, ours.urlencode(said, doseq=True).encode(), Content_Type=ours.FORM)
        self.caller.cookies = read


@dataclass
class Bench:
    """A student at a tablet, in a session that goes on."""

    session_id: int
    student_id: int
    tablet: Person


def a_bench(n: int, port: int) -> Bench:
    db.session.rollback()  # the server has written since
    place, paul = a_place(), a_user(Role.INSTRUCTOR)
    session = a_class_session(place=place, leader=paul, lasts=timedelta(hours=6))
    student = a_student(session.cohort, pin=PIN)
    tablet = saved(Tablet(name=f"Cycle {n}", place=place))
    secret = people.prepare_enrolment(tablet, now=clock.now())
    db.session.commit()
    caller = Caller(port)
    ours.fill(caller, f"/atelier/enroler/{secret}", {})
    ours.fill(caller, f"/atelier/eleve/{student.id}", {"pin": PIN})
    return Bench(session.id, student.id, Person(caller))


class Sale:
    """What four people do, from the wish to the paid paper; ids are read outside the clock."""

    def __init__(self, office: Person, buyer: Person, bench: Bench, n: int) -> None:
        self.office, self.buyer, self.bench, self.n = office, buyer, bench, n

    def live(self) -> None:
        self.agree()
        self.make()
        self.settle()

    def agree(self) -> None:
        week = f"{clock.today() + timedelta(days=21):%G-W%V}"
        self.office.send("/bureau/clients/nouveau", name=f"Client {self.n}", is_private="y",
                         street="1 rue des Forges", postal_code="38000", city="Pont",
                         country="FR", vat_regime="home")  # fmt: skip
        self.buyer.send("/client/demandes/nouvelle", label="Axe de convoyeur", quantity="25",
                        wished_week=week, flexibility="normal", material_by="school",
                        made_by_students="y")  # fmt: skip
        request = newest(Request)
        self.office.send(f"/bureau/demandes/{request}/fiche", trade_id=newest(Trade),
                         year_of_study="1", risk="low", verdict="take", reason="Belle pièce.",
                         quote="y")  # fmt: skip
        quote = newest(Quote)
        self.office.send(f"/bureau/devis/{quote}/lignes/plusieurs", **the_other_lines())
        line = db.session.get(Quote, quote).lines[0].id
        self.office.send(f"/bureau/devis/{quote}/lignes/{line}/operations/nouvelle",
                         operation_type_id=an_operation_type().id, label="Tournage",
                         setup_seconds="1 h", run_seconds="9 min")  # fmt: skip
        self.office.send(f"/bureau/devis/{quote}/envoyer")
        self.buyer.send(f"/client/devis/{quote}/accepter", name="Nora", function="Acheteuse",
                        po_number="4500", signature="Nora", agreed="y")  # fmt: skip

    def make(self) -> None:
        self.order = newest(Order)
        operation = production.work_orders_of_order(self.order)[0].operations[0].id
        team = f"/bureau/operations/{operation}/equipe/{self.bench.session_id}"
        self.office.send(team, student_ids=[self.bench.student_id], machine_id="")
        self.tell(operation, "start")
        self.tell(operation, "done", good=25, scrapped=0, feeling="easy")
        self.office.send(f"/bureau/operations/{operation}/valider")

    def tell(self, operation: int, kind: str, **data: object) -> None:
        event = {
            "uuid": str(uuid4()), "kind": kind, "operation_id": operation,
            "student_ids": [self.bench.student_id], "client_time": clock.now().isoformat(),
            "offset_ms": 0, "data": data,
        }  # fmt: skip
        body = json.dumps({"events": [event]}).encode()
        told = self.bench.tablet.call(
            "POST", "/atelier/evenements", body, Content_Type="application/json",
            X_Etabli="tablette",
        )  # fmt: skip
        if json.loads(told)[0]["answer"] != "accepted":
            raise RuntimeError(told)

    def settle(self) -> None:
        line = db.session.get(Order, self.order).lines[0].id
        wanted = {f"quantity-{line}": "25", "announce": "y"}
        self.office.send(f"/bureau/commandes/{self.order}/livrer", **wanted)
        slip = newest(DeliverySlip)
        self.buyer.send(f"/client/livraisons/{slip}/signer", signer_name="Nora",
                        signature=SIGNATURE, reserves="")  # fmt: skip
        self.office.send("/bureau/factures/nouvelle", slip_id=[slip])
        invoice = newest(Invoice)
        self.office.send(f"/bureau/factures/{invoice}/emettre")
        file = self.office.call("GET", f"/bureau/factures/{invoice}/pdf")
        if not file.startswith("%PDF"):
            raise RuntimeError("not a paper")

    @property
    def people(self) -> tuple[Person, ...]:
        return self.office, self.buyer, self.bench.tablet


def the_other_lines() -> dict[str, str]:
    """The table with its empty rows, as a browser sends it."""
    row = {"label": "", "quantity": "", "material": "", "subcontracting": "",
           "discount_percent": "", "nature": "goods", "vat": "20"}  # fmt: skip
    rows = [row | {"label": f"Pièce {rank}", "quantity": "4", "material": "120"}
            for rank in range(2, LINES + 1)] + [row] * (ROWS - LINES + 1)  # fmt: skip
    return {f"lines-{n}-{name}": word for n, row in enumerate(rows) for name, word in row.items()}


def newest(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(model.id).order_by(model.id.desc()).limit(1))


@dataclass(frozen=True)
class Reading:
    """Of one cycle, in milliseconds."""

    wall: float
    cpu: float


def of_floor(floor: Path, folder: Path, paper: Callable[[], bytes], times: int) -> list[Reading]:
    """Sixteen time lines over HTTP, and one bare paper in this process."""
    env, port, line = floor_env(floor, folder / "floor.db"), free_port(), {"s": 1, "o": 1, "m": 30}
    with serving("floor_app:app", floor, env, port) as pid:
        caller, body = Caller(port), json.dumps(line).encode()

        def one() -> None:
            for _ in range(INSERTS):
                caller.call("POST", "/time", body, Content_Type="application/json")

        one()
        return [timed(one, pid, paper) for _ in range(times)]


def timed(inserts: Callable[[], None], pid: int, paper: Callable[[], bytes]) -> Reading:
    begun, used = time.perf_counter(), cpu_of(pid)
    inserts()
    served, drawing = cpu_of(pid) - used, time.process_time()
    paper()
    wall = time.perf_counter() - begun
    return Reading(1e3 * wall, 1e3 * (served + time.process_time() - drawing))


def of_ours(env: dict[str, str], times: int, first: int) -> list[Reading]:
    port = free_port()
    with serving("wsgi:app", HOME, env, port) as pid, ours.school(env):
        office = Person(Caller(port)).enter("direction@example.org")
        buyer = Person(Caller(port)).enter("client@example.org")
        an_operation_type()
        sales = [Sale(office, buyer, a_bench(n, port), n) for n in range(first, first + times + 1)]
        sales[0].live()  # the first answer of each page is not measured
        return [lived(sale, pid) for sale in sales[1:]]


def lived(sale: Sale, pid: int) -> Reading:
    for one in sale.people:
        one.spent.clear()
    used = cpu_of(pid)
    sale.live()
    return Reading(1e3 * sum(sum(one.spent) for one in sale.people), 1e3 * (cpu_of(pid) - used))


def bare_paper(env: dict[str, str]) -> Callable[[], bytes]:
    with ours.school(env):
        told = papers.invoice_paper(queries.invoice(last_issued()), schools.the_school())
        return paper_floor(papers.facturx.xml(told))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("floor", type=Path, help="the folder of floor_app.py")
    parser.add_argument("--cycles", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    bare: list[Reading] = []
    us: list[Reading] = []
    with tempfile.TemporaryDirectory() as name:
        folder, floor = Path(name), asked.floor.resolve()
        env = our_env(folder / "ours", 0)
        paper = bare_paper(env)
        for turn in range(asked.rounds):
            bare += of_floor(floor, folder, paper, asked.cycles)
            us += of_ours(env, asked.cycles, turn * 100)
    for what in ("wall", "cpu"):
        ours_, floor_ = (median(getattr(one, what) for one in side) for side in (us, bare))
        print(
            f"P3 {what:4} {ours_:7.1f} ms  floor {floor_:6.1f} ms  x {ours_ / floor_:.2f} (goal x 4)"
        )


if __name__ == "__main__":
    main()
