"""`erp serve`: the site on this machine, with the job worker beside it."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from erp.config import version
from erp.core.collector import settle
from erp.core.db import db, one_transaction
from erp.demo.wishes import sign_ins
from erp.flow import running
from erp.flow.first_start import is_to_do
from erp.web.shared.first_start import code_of

SETTINGS = {"workers": 2, "threads": 4, "loglevel": "warning", "graceful_timeout": 10}


class Server(BaseApplication):
    """gunicorn, told what to do by us instead of a file."""

    def __init__(self, app: Flask, settings: dict[str, Any]) -> None:
        self.app, self.settings = app, settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        settle()
        return self.app


class Helper:
    """The worker as a child process, started again whenever it ends before we do."""

    def __init__(self, parent: int) -> None:
        self.command = [sys.executable, "-m", "erp.cli", "worker", "--parent", str(parent)]
        self.leaving = threading.Event()
        self.child: subprocess.Popen[bytes] | None = None
        self.keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        self.keeper.start()

    def _keep(self) -> None:
        while not self.leaving.is_set():
            self.child = subprocess.Popen(self.command)  # noqa: S603 - our own program
            self.child.wait()
            self.leaving.wait(1)

    def stop(self) -> None:
        self.leaving.set()
        if self.child is not None:
            self.child.terminate()
        self.keeper.join(30)


def check_is_free(port: int) -> None:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(
                f"Le port {port} est déjà pris : fermez l'autre programme, ou changez de port "
                "(make demo PORT=8080, erp serve --port 8080)."
            )


def serve(app: Flask, *, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    check_is_free(port)
    helpers: list[Helper] = []

    def when_ready(arbiter: Any) -> None:
        write_down(app, partial(running.note_start, anchors=app.config["ANCHOR_DIR"]))
        helpers.append(Helper(arbiter.pid))
        helpers[0].start()
        print(welcome(app, port), flush=True)

    def on_exit(_arbiter: Any) -> None:
        for helper in helpers:
            helper.stop()
        write_down(app, running.note_stop)

    with app.app_context():
        db.engine.dispose()  # a connection is never shared by two processes
    hooks = {"when_ready": when_ready, "on_exit": on_exit}
    Server(app, {**SETTINGS, **hooks, "bind": f"127.0.0.1:{port}"}).run()


def write_down(app: Flask, note: Callable[[str], None]) -> None:
    """A start or a stop, in a connection of its own."""
    with app.app_context():
        with one_transaction():
            note(version())
        db.engine.dispose()


def welcome(app: Flask, port: int) -> str:
    lines = [f"Établi est ouvert : http://127.0.0.1:{port}   (Ctrl-C pour fermer)"]
    with app.app_context():
        to_do = is_to_do()
        db.engine.dispose()
    if to_do:
        code = code_of(str(app.secret_key))
        lines.append(f"Pas encore d'école : ouvrez cette adresse, le code est {code}")
    elif app.config["ENV_NAME"] == "demo":
        lines.append(sign_ins())
    return "\n".join(lines)
