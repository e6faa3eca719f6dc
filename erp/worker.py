"""The job worker: sends what the outbox holds, runs the plans asked for, and takes up again what was not confirmed.

The truth is the outbox row. huey only says « now » after a commit; if it forgets, the sweep finds
the row a minute later, and a worker that died leaves a lease that ends.
"""

import logging
import os
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path
from signal import SIGTERM

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey, crontab

from erp.core import arriving, clock, mail, once, outbox, webhooks
from erp.core.db import db, one_transaction, only_reading
from erp.core.outbox import Sender
from erp.core.refusal import Refusal
from erp.documents import later
from erp.flow import closing_bell, night, planned_learning, platform_post, safety_watch
from erp.flow.platform_post import Post
from erp.planning import actions as planning
from erp.planning.job import run_plan
from erp.reporting import statements
from erp.sales import actions as sales
from erp.school import queries as school

logger = logging.getLogger(__name__)
SWEEP = crontab(minute="*")
TEND = crontab(minute="7")  # every hour, so that a machine that sleeps at night catches up
ASK = crontab(minute="*/15")
MORNING = crontab(minute="10", hour="4")  # UTC: before anybody is at school


def queue_of(app: Flask) -> Huey:
    """Where « now » is said: a file beside the embedded database, or PostgreSQL itself."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    if url.startswith("postgresql"):
        dsn = url.replace("+psycopg", "", 1)
        return PostgresHuey("etabli", dsn=dsn, results=False, table_prefix="job")
    return SqliteHuey("etabli", filename=f"{app.config['DATA_DIR']}/jobs.db", results=False)


def senders_of(app: Flask) -> dict[str, Sender]:
    """Who sends each kind of message; without a mail server the demo writes letters to a folder."""
    platform = platform_post.sender(post_of(app))
    return {
        "mail": mailer_of(app),
        "platform": platform,
        webhooks.KIND: webhooks.sender(str(app.config["SECRET_KEY"])),
        planning.KIND: partial(run_plan, school=planned_learning.school_instance),
        statements.KIND: statements.draw_batch,
    }


def mailer_of(app: Flask) -> Sender:
    if app.config["SMTP_URL"]:
        return mail.sender(app.config["SMTP_URL"], app.config["MAIL_FROM"])
    if app.config["ENV_NAME"] == "demo":
        folder = Path(app.config["DATA_DIR"]) / "mails"
        return mail.writer(folder, app.config["MAIL_FROM"])
    return mail.nobody


def post_of(app: Flask) -> Post:
    secret = app.config.get("PLATFORM_SECRET", "")
    return Post(Path(app.config["DATA_DIR"]), secret)


class Jobs:
    """The jobs of the school, on their queue."""

    def __init__(self, app: Flask) -> None:
        self.app, self.senders = app, senders_of(app)
        self.queue = queue_of(app)
        self.deliver = self.queue.task(name="deliver")(self._deliver)
        self.sweep = self.queue.periodic_task(SWEEP, name="sweep")(self._sweep)
        self.draw = self.queue.periodic_task(SWEEP, name="draw")(self._draw)
        self.bell = self.queue.periodic_task(SWEEP, name="bell")(self._bell)
        self.tend = self.queue.periodic_task(TEND, name="tend")(self._tend)
        self.ask = self.queue.periodic_task(ASK, name="ask")(self._ask)
        self.morning = self.queue.periodic_task(MORNING, name="morning")(self._morning)

    def tell(self, message_id: int) -> None:
        """Say « now ». The data are saved already: a queue that fails only costs a minute."""
        engine_error = db.engine.dialect.loaded_dbapi.Error
        try:
            self.deliver(message_id)
        except (engine_error, OSError) as failure:
            logger.warning("message %s waits for the sweep: %s", message_id, failure)

    def _deliver(self, message_id: int) -> None:
        with self.app.app_context():
            outbox.deliver(message_id, self.senders)

    def _sweep(self) -> None:
        with self.app.app_context():
            with only_reading():
                waiting = outbox.due(clock.now())
            for message_id in waiting:
                outbox.deliver(message_id, self.senders)

    def _draw(self) -> None:
        with self.app.app_context():
            later.draw_waiting()

    def _bell(self) -> None:
        with self.app.app_context(), one_transaction():
            closing_bell.ring(clock.now())

    def _morning(self) -> None:
        """What every day asks for; doing it again the same day changes nothing."""
        with self.app.app_context(), one_transaction():
            if school.find_school() is not None:
                safety_watch.watch(today=clock.today(), site=self.app.config["PUBLIC_URL"])

    def _tend(self) -> None:
        """Close the days that are over, anchor the books once a day, forget old forms."""
        with self.app.app_context():
            try:
                with one_transaction():
                    once.forget_old(now=clock.now())
                    night.close_books(now=clock.now())
                with one_transaction():
                    folder = Path(self.app.config["DATA_DIR"]) / "files"
                    sales.forget_pending(now=clock.now(), folder=folder)
                    arriving.forget_old(now=clock.now(), folder=folder)
                if not night.is_anchored(clock.now()):
                    with one_transaction():
                        night.drop_anchor(
                            now=clock.now(),
                            folder=self.app.config["ANCHOR_DIR"],
                            email=self.app.config["ANCHOR_MAIL"],
                        )
            except (Refusal, OSError) as failure:  # told here, tried again in an hour
                logger.warning("the books wait: %s", failure)

    def _ask(self) -> None:
        """What the approved platform has to say; its failures stand on the settings page."""
        with self.app.app_context():
            try:
                platform_post.collect(post_of(self.app))
            except Refusal as failure:
                logger.warning("%s", failure)


def announce(app: Flask) -> None:
    """Let the worker know of each message as soon as its transaction is committed."""
    outbox.wake[:] = [Jobs(app).tell]


def run(app: Flask, *, parent: int | None = None) -> None:
    """Work until SIGTERM or Ctrl-C; `parent`: stop when the program that started us is gone."""
    jobs = Jobs(app)
    consumer = jobs.queue.create_consumer(
        workers=2, max_delay=1.0, graceful_signal="TERM", shutdown_timeout=LAST_CALL.total_seconds()
    )
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    jobs.sweep()
    jobs.draw()
    jobs.tend()
    jobs.morning()  # the program may not have been running at dawn
    consumer.run()


LAST_CALL = timedelta(seconds=25)  # for a letter on its way when we are asked to stop


def _leave_with(parent: int) -> None:
    """A server that was killed cannot tell us: we look every second."""
    gone = threading.Event()
    while os.getppid() == parent:
        gone.wait(1)
    os.kill(os.getpid(), SIGTERM)
