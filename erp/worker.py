"""The job worker: huey runs what the outbox holds; a sweep takes up again what was not confirmed.

The outbox row is the truth. huey only makes it quick: a task is queued after the commit, and a
worker killed in the middle loses nothing, for the row is still there when its lease ends.
"""

from pathlib import Path
from typing import Any

from flask import Flask
from huey import SqliteHuey
from huey.consumer import Consumer

from erp.core import clock, mail, outbox
from erp.core.outbox import Sender


def queue_of(settings: dict[str, Any]) -> SqliteHuey:
    return SqliteHuey("etabli", filename=str(Path(settings["DATA_DIR"]) / "jobs.db"))


def wake_on_commit(app: Flask) -> None:
    """The web queues a task for each message it leaves; without a worker it simply waits."""
    huey = queue_of(app.config)
    task = deliver_task(huey, app)
    outbox.wake.append(lambda message_id: task(message_id) and None)


def deliver_task(huey: SqliteHuey, app: Flask) -> Any:
    senders = senders_of(app.config)

    def deliver(message_id: int) -> bool:
        with app.app_context():
            return outbox.deliver(message_id, senders)

    return huey.task(name="deliver")(deliver)


def senders_of(settings: dict[str, Any]) -> dict[str, Sender]:
    """Without an SMTP server letters become files: a demo can be read without one."""
    if settings["SMTP_URL"]:
        return {"mail": mail.sender(settings["SMTP_URL"], settings["MAIL_FROM"])}
    return {"mail": to_folder(Path(settings["DATA_DIR"]) / "mails")}


def to_folder(folder: Path) -> Sender:
    def write(payload: dict[str, object]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = clock.now().strftime("%Y%m%d-%H%M%S-%f") + ".txt"
        lines = (f"To: {payload['to']}", f"Subject: {payload['subject']}", "", payload["text"])
        (folder / name).write_text("\n".join(str(line) for line in lines))

    return write


def sweep(app: Flask) -> int:
    """Deliver every message that is due and free; tell how many went out."""
    with app.app_context():
        senders = senders_of(app.config)
        return sum(outbox.deliver(message_id, senders) for message_id in outbox.due(clock.now()))


def run(app: Flask) -> None:
    """Work until told to stop (SIGINT or SIGTERM); the running task is finished first."""
    huey = queue_of(app.config)
    deliver_task(huey, app)

    def take_up_again() -> None:
        sweep(app)

    huey.periodic_task(lambda _moment: True, name="sweep")(take_up_again)
    sweep(app)
    Consumer(huey, workers=1, periodic=True, initial_delay=0.2, max_delay=2.0).run()
