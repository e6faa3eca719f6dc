"""A school of its own for the tests that cut the network, kill the server and lose its answers."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from erp import create_app
from erp.config import from_environment
from erp.core import clock
from erp.core.db import db, one_transaction
from erp.people import actions as people
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production import actions, queries
from tests.browser.conftest import free_port, wait_for
from tests.builders import a_class_session, a_contact, a_place, a_school, a_student, a_user, saved
from tests.builders_sales import a_request, an_order
from tests.builders_work import PIN

NAMES = ("Inès", "Malik", "Zoé", "Liam", "Nour", "Tom", "Léa", "Sami", "Eva", "Noé", "Yann", "Alix")


class Workshop:
    """One session, a student and a job for each tablet, and a server that may be killed."""

    def __init__(self, folder: Path, tablets: int) -> None:
        self.folder, self.port = folder, free_port()
        self.env = {"ERP_ENV": "demo", "ERP_DATA_DIR": str(folder)}
        self.env["ERP_PUBLIC_URL"] = self.url = f"http://127.0.0.1:{self.port}"
        self.erp("db", "upgrade")
        with patch.dict(os.environ, self.env):
            self.app = create_app(from_environment())
        with self.inside():
            self.jobs = self.fill(tablets)
        self.server: subprocess.Popen | None = None

    def erp(self, *words: str) -> None:
        command = [sys.executable, "-m", "erp.cli", *words]
        subprocess.run(command, env={**os.environ, **self.env}, check=True, capture_output=True)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """In our own process, on the data that the server serves."""
        with self.app.app_context():
            yield
            db.session.rollback()
            db.session.remove()
            db.engine.dispose()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """The same, to write while the server writes as well."""
        with self.inside(), one_transaction():
            yield

    def fill(self, tablets: int) -> list[dict[str, object]]:
        a_school()
        place, paul = a_place(), a_user(Role.INSTRUCTOR)
        session = a_class_session(place=place, leader=paul, lasts=timedelta(hours=6))
        return [self.job(session, paul, n) for n in range(tablets)]

    def job(self, session, paul, n: int) -> dict[str, object]:
        name = NAMES[n % len(NAMES)]
        student = a_student(session.cohort, pin=PIN, first_name=name)
        contact = a_contact()
        order = an_order(contact, request=a_request(contact))
        operation = queries.work_orders_of_order(order.id)[0].operations[0]
        actions.assign_team(operation, session, [student], instructor=paul, actor=paul)
        tablet = saved(Tablet(name=f"Tablette {n}", place=session.place))
        secret = people.prepare_enrolment(tablet, now=clock.now())
        db.session.commit()
        facts = {"student": student.id, "operation": operation.id, "tablet": tablet.id}
        return {"link": f"/atelier/enroler/{secret}", "name": name, **facts}

    def start(self) -> None:
        command = [sys.executable, "-m", "erp.cli", "serve", "--port", str(self.port)]
        env = {**os.environ, **self.env}
        self.server = subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, start_new_session=True
        )
        wait_for(f"{self.url}/entrer")

    def kill(self) -> None:
        """No farewell: the whole group at once, as when the plug is pulled."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None


@contextmanager
def a_workshop(folder: Path, tablets: int) -> Iterator[Workshop]:
    workshop = Workshop(folder, tablets)
    workshop.start()
    try:
        yield workshop
    finally:
        workshop.kill()
