"""What our clients do: twenty tablets that send events, the office that reads its orders."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from random import Random
from unittest.mock import patch
from urllib.parse import urlencode
from uuid import uuid4

from erp import create_app
from erp.config import from_environment
from erp.core import clock
from erp.core.db import db
from erp.demo.wishes import PASSWORD
from erp.people import actions as people
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production import actions, queries
from tests.bench.load import Ask, Caller
from tests.builders import a_class_session, a_place, a_student, a_user, saved
from tests.builders_sales import an_order
from tests.builders_work import PIN

Job = tuple[str, int, int]  # the enrolment link's secret, the student, the operation
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


@contextmanager
def school(env: dict[str, str]) -> Iterator[None]:
    """Inside our application, on the data that the server will serve."""
    with patch.dict(os.environ, env), create_app(from_environment()).app_context():
        yield


def jobs(count: int, first: int = 0) -> list[Job]:
    """As many students at work at once, each on an operation and at a tablet of their own."""
    return [a_job(first + n) for n in range(count)]


def a_job(n: int) -> Job:
    place, paul = a_place(), a_user(Role.INSTRUCTOR)
    session = a_class_session(place=place, leader=paul, lasts=timedelta(hours=6))
    student = a_student(session.cohort, pin=PIN)
    operation = queries.work_orders_of_order(an_order().id)[0].operations[0]
    actions.assign_team(operation, session, [student], instructor=paul, actor=paul)
    tablet = saved(Tablet(name=f"Mesure {n}", place=place))
    secret = people.prepare_enrolment(tablet, now=clock.now())
    db.session.commit()
    return secret, student.id, operation.id


def fill(caller: Caller, page: str, fields: dict[str, str]) -> None:
    """Open a page and send its form."""
    token = TOKEN.search(caller.call("GET", page)).group(1)
    body = urlencode({**fields, "csrf_token": token}).encode()
    caller.call("POST", page, body, Content_Type=FORM)


def tablet(port: int, job: Job, batch: int = 1) -> Ask:
    """« Commencer », then « Pause », then again: each its own event, sent so many at once."""
    secret, student, operation = job
    caller = Caller(port)
    fill(caller, f"/atelier/enroler/{secret}", {})
    fill(caller, f"/atelier/eleve/{student}", {"pin": PIN})
    kinds = cycle([("start", {}), ("pause", {"reason": "break"})])

    def an_event() -> dict[str, object]:
        kind, data = next(kinds)
        return {
            "uuid": str(uuid4()),
            "kind": kind,
            "operation_id": operation,
            "student_ids": [student],
            "client_time": clock.now().isoformat(),
            "offset_ms": 0,
            "data": data,
        }

    def ask() -> None:
        body = json.dumps({"events": [an_event() for _ in range(batch)]}).encode()
        told = caller.call(
            "POST", "/atelier/evenements", body, Content_Type="application/json",
            X_Etabli="tablette",
        )  # fmt: skip
        if any(one["answer"] != "accepted" for one in json.loads(told)):
            raise RuntimeError(told)

    return ask


def office(port: int, orders: int, seed: int) -> Ask:
    """A page of fifty orders, anywhere in the list."""
    caller, random = Caller(port), Random(seed)
    fill(caller, "/entrer", {"email": "secretariat@example.org", "password": PASSWORD})

    def ask() -> None:
        page = caller.call("GET", f"/bureau/commandes?after={random.randrange(100, orders)}")
        if page.count("cell-title") < 50:
            raise RuntimeError("not a whole page")

    return ask
